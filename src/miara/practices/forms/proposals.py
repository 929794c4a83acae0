"""Proposing a practice."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin
from miara.practices.domain.sections import sections
from miara.practices.models import PracticeProposal

__all__ = ["ProposalForm"]


class ProposalForm(TrapMixin):
    """Which practice it is, who did it, and who tells us.

    Questions about the practice itself are a form of the form engine.
    """

    title = forms.CharField(label=_("Name of the practice"), max_length=200)
    lead_name = forms.CharField(
        label=_("Which local government or body did it?"),
        max_length=300,
        help_text=_("For example: gmina Zielonki."),
    )
    section = forms.ChoiceField(label=_("Section of the base"), required=False)
    source = forms.ChoiceField(
        label=_("How do you know it?"),
        choices=PracticeProposal.Source.choices,
        widget=forms.RadioSelect,
    )
    contest = forms.CharField(
        label=_("Name of the contest, with its year"),
        max_length=200,
        required=False,
        help_text=_("Only when the practice took part in another contest."),
    )
    link = forms.URLField(
        label=_("Address of a page that says more"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send one mail there, to confirm that you wrote this."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    is_agreed = forms.BooleanField(
        label=_(
            "I agree that editors of the base keep my name and address for a year and "
            "write to me about this practice."
        ),
        error_messages={
            "required": _("Without your agreement editors could not answer you.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Sections are named in the language of the page."""
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        choice = self.fields["section"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            ("", _("I do not know")),
            *((each.code, each.name(language)) for each in sections()),
        ]

    def clean(self) -> dict[str, Any]:
        """One line where one line is meant; the contest where there was one."""
        given = super().clean() or self.cleaned_data
        for name in ("title", "lead_name", "contest", "name"):
            if name in given:
                given[name] = " ".join(given[name].split())
        is_contest = given.get("source") == PracticeProposal.Source.CONTEST
        if is_contest and not given.get("contest"):
            self.add_error("contest", _("Write which contest it was."))
        return given
