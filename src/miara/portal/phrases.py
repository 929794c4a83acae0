"""Names of parts of news, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["PART_NAMES", "part_names"]

PART_NAMES: Final[dict[str, Promise]] = {
    "title": _("title"),
    "lead": _("what it is about, in one or two sentences"),
    "text": pgettext_lazy("part of news", "text"),
    "english": _("English version"),
    "when": _("time and place"),
    "category": _("category"),
    "files": _("pictures and attachments"),
    "links": _("see also"),
}


def part_names(codes: Iterable[str]) -> str:
    """Parts in words, with commas."""
    return ", ".join(str(PART_NAMES[code]) for code in codes if code in PART_NAMES)
