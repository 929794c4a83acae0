"""A trap for programs that fill in public forms, without asking anybody else."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["TrapMixin"]


class TrapMixin(forms.Form):
    """A field that people do not see and programs fill in.

    Show it by ``components/trap.html``. What fell into it is thanked for and thrown
    away, so that a program learns nothing.
    """

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled the form."""
        return bool(self.data.get("website"))
