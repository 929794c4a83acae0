"""Names of the parts of a description, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["PART_HINTS", "PART_NAMES", "part_names"]

PART_NAMES: Final[dict[str, Promise]] = {
    "summary": _("In short"),
    "situation": _("Situation before"),
    "goals": _("Goals"),
    "solution": _("Solution, step by step"),
    "people": _("Who did what, and when"),
    "organisation": _("Organisation and legal acts"),
    "innovation": _("What is new in it"),
    "results": pgettext_lazy("practice", "Results"),
    "staff": _("Staff"),
    "obstacles": _("Obstacles and failures"),
    "repetition": _("How to repeat it"),
    "lessons": _("Lessons, by an expert"),
}

PART_HINTS: Final[dict[str, Promise]] = {
    "summary": _("What was done, for whom and what it gave, in a few sentences."),
    "situation": _("What was the problem and how big was it?"),
    "goals": _("What was to change, by how much and until when?"),
    "solution": _("The steps in the order in which somebody else would take them."),
    "people": _("Which offices and partners did what, and how long it took."),
    "organisation": _(
        "Resolutions, orders, contracts and procedures that were needed."
    ),
    "innovation": _("What was not done like this before, here or elsewhere?"),
    "results": _("What changed, with numbers and their source."),
    "staff": _("How many people, with what skills, and for how long."),
    "obstacles": _("What went wrong, what cost more than planned, what to avoid."),
    "repetition": _("What another unit needs before it begins."),
    "lessons": _("What an expert who knows the practice would tell others."),
}


def part_names(codes: Iterable[str]) -> str:
    """Names of parts in one line."""
    return ", ".join(str(PART_NAMES[code]) for code in codes)
