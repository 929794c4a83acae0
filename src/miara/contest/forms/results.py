"""Forms of releases and diplomas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.forms.jury import moment_field
from miara.contest.models import Release

__all__ = ["CodeForm", "ReissueForm", "ReleaseForm", "RevokeForm"]


class ReleaseForm(forms.Form):
    """When a stage becomes public, confirmed by typing."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Release.Stage.choices)
    released_at = moment_field(
        _("Public from"),
        required=False,
        help_text=_("Polish time. Empty: at once, when you confirm."),
    )
    typed = forms.CharField(label=_("Confirmation"), max_length=200)


class RevokeForm(forms.Form):
    """Why a diploma is void."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Shown on the page that verifies the diploma."),
    )


class ReissueForm(forms.Form):
    """A corrected name, and why."""

    recipient_name = forms.CharField(label=_("For"), max_length=400)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CodeForm(forms.Form):
    """The code from a diploma."""

    code = forms.CharField(
        label=_("Code from the diploma"),
        max_length=20,
        help_text=_("12 letters and digits, under the number of the diploma."),
    )
