"""What signing up asks for beside address and password.

allauth mixes this class into its own form, so it may not import allauth's forms.
"""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from miara.accounts.models import User


class SignupForm(forms.Form):
    """Name and surname, shown to colleagues."""

    full_name = forms.CharField(
        label=_("Name and surname"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name; allauth calls this after it saved the person."""
        user.full_name = self.cleaned_data["full_name"].strip()
        user.save(update_fields=["full_name"])
