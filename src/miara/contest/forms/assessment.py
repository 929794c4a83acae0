"""Forms of experts at work."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["DeclarationForm", "InvitationForm"]


class InvitationForm(forms.Form):
    """The statement of confidentiality that goes with acceptance."""

    confidential = forms.BooleanField(
        label=_(
            "I will keep what I learn from applications and marks to myself, use it "
            "only for the assessment, and delete my copies when the edition ends."
        )
    )


class DeclarationForm(forms.Form):
    """Free of ties, or what ties the expert to the applicant."""

    answer = forms.ChoiceField(
        label=_("Does anything tie you to the applicant?"),
        choices=[
            (
                "free",
                pgettext_lazy(
                    "declaration", "No, nothing ties me to it, its partners or people"
                ),
            ),
            ("tied", pgettext_lazy("declaration", "Yes, or I am not sure")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What ties you"),
        help_text=_(
            "Needed when you answered yes. Only the office of the edition sees it."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> None:
        """A tie must be named."""
        data = self.cleaned_data
        if data.get("answer") == "tied" and not data.get("text", "").strip():
            self.add_error("text", _("Say in a sentence what ties you."))
