"""How much a title weighs in the statistics of units."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from miara.contest.domain.past_editions import PastAward

__all__ = ["TitleClass", "class_of"]


class TitleClass(StrEnum):
    """What is counted together, the highest first; `FINAL` is no title."""

    LAUREATE = "LAUREATE"
    OTHER = "OTHER"  # special titles, and awards whose kind is not known
    DISTINCTION = "DISTINCTION"
    FINAL = "FINAL"  # finalists and those named in reports

    @property
    def order(self) -> int:
        """0 for the highest."""
        return list(TitleClass).index(self)


_CLASSES: Final = {
    PastAward.LEADER_AMONG_LEADERS: TitleClass.OTHER,
    PastAward.LAUREATE: TitleClass.LAUREATE,
    PastAward.PODIUM: TitleClass.OTHER,
    PastAward.AWARDED: TitleClass.OTHER,
    PastAward.SPECIAL_DISTINCTION: TitleClass.DISTINCTION,
    PastAward.DISTINCTION: TitleClass.DISTINCTION,
    PastAward.PRAISED: TitleClass.FINAL,
    PastAward.FINALIST: TitleClass.FINAL,
    # Roles of titles of editions run here.
    "MENTION": TitleClass.DISTINCTION,
    "SPECIAL": TitleClass.OTHER,
}


def class_of(award: str) -> TitleClass:
    """The class of a past award or of the role of a title of an edition run here.

    >>> class_of("PODIUM"), class_of("MENTION")
    (<TitleClass.OTHER: 'OTHER'>, <TitleClass.DISTINCTION: 'DISTINCTION'>)
    """
    return _CLASSES[award]  # type: ignore[index]
