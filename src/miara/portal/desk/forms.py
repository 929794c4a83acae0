"""Plain forms beside those of the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

__all__ = ["WithdrawForm"]


class WithdrawForm(forms.Form):
    """Why news or a page is taken out of public; the hint says where it is read."""

    reason = forms.CharField(
        label=gettext_lazy("reason in words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Readers see this sentence at the address of the news."),
    )

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hint:
            self.fields["reason"].help_text = hint
