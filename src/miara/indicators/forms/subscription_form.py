"""Asking for mail about a unit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin


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
