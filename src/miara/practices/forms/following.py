"""Asking for mail about a search."""

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin

__all__ = ["FollowForm"]


class FollowForm(TrapMixin):
    """An address; none is asked for where an account has one."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "Used for these mails only. Every mail has a link that ends them and "
            "erases the address."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: object, is_signed_in: bool, **kwargs: object) -> None:
        """Leave the address out for a signed-in reader."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if is_signed_in:
            del self.fields["email"]
