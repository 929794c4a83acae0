"""Asking for mail about a unit."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrapMixin(forms.Form):
    """A field that people do not see and programs fill in."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled the form."""
        return bool(self.data.get("website"))


class SubscriptionForm(TrapMixin):
    """One address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "Used for these mails only. Every mail has a link that ends them and "
            "erases the address."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
