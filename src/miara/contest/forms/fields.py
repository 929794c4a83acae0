"""Fields that several forms of the context share."""

from __future__ import annotations

from typing import Any

from django import forms

__all__ = ["long_text"]


def long_text(*, rows: int, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(widget=forms.Textarea({"rows": rows}), **options)
