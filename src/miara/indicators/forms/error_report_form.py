"""Saying that a number is wrong, and answering it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin
from miara.indicators.models import ErrorReport


class ErrorReportForm(TrapMixin):
    """What is wrong, and where to answer."""

    text = forms.CharField(
        label=_("What is wrong?"),
        min_length=10,
        max_length=4000,
        help_text=_(
            "For example: in our report for 2024 there are 35 fires, not 53. "
            "Where is the right number published?"
        ),
        widget=forms.Textarea({"rows": 6}),
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_(
            "Only if you want an answer. It is erased after 90 days, like the text."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class AnswerForm(forms.Form):
    """The operator's answer."""

    state = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (state.value, state.label)
            for state in ErrorReport.State
            if state is not ErrorReport.State.NEW
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"),
        min_length=10,
        max_length=4000,
        help_text=_("Mailed to the person, if they left an address."),
        widget=forms.Textarea({"rows": 6}),
    )
