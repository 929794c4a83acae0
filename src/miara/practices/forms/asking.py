"""A question to the author of a practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin

__all__ = ["AskForm"]


class AskForm(TrapMixin):
    """The question, and the address for its answer."""

    text = forms.CharField(
        label=_("Your question"),
        min_length=10,
        max_length=4000,
        help_text=_(
            "For example: how did you share the costs with your neighbours, and what "
            "would you do otherwise today?"
        ),
        widget=forms.Textarea({"rows": 7}),
    )
    name = forms.CharField(
        label=_("Who asks"),
        max_length=200,
        required=False,
        help_text=_("Your name and office: the author will know whom to answer."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The author answers straight to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    is_agreed = forms.BooleanField(
        label=_("I agree that the author sees my e-mail address."),
        error_messages={
            "required": _("Without your address the author has nowhere to answer.")
        },
    )
    with_copy = forms.BooleanField(
        label=_("Send a copy to the address of my account."), required=False
    )

    def __init__(self, *args: object, is_signed_in: bool, **kwargs: object) -> None:
        """Without an account there is no address of which we know whose it is."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not is_signed_in:
            del self.fields["with_copy"]

    def clean_name(self) -> str:
        """One line: it stands in a letter."""
        return " ".join(self.cleaned_data["name"].split())
