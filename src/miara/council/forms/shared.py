"""Fields that forms of the context share."""

from __future__ import annotations

from typing import Any

from django import forms

__all__ = ["day_input", "web_address"]


def day_input() -> forms.DateInput:
    """A day with the picker of the browser."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def web_address(label: Any, help_text: Any = "") -> forms.URLField:
    """Address of a page, as long as the tables keep; it may be left out."""
    return forms.URLField(
        label=label,
        help_text=help_text,
        max_length=500,
        required=False,
        assume_scheme="https",
    )
