"""The parts of a description: their order, their limits, what a whole one needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["PARTS", "PART_CODES", "Part", "Shortfall", "shortfalls", "words_in"]


@dataclass(frozen=True, slots=True)
class Part:
    """One text of the template. ``most`` and ``least`` count words."""

    code: str
    most: int
    least: int = 0

    @property
    def is_required(self) -> bool:
        """Whether a description may not be published without it."""
        return self.least > 0


#: The standard template in its reading order. Limits are ours: the templates of other
#: bases name parts, not lengths.
PARTS: Final = (
    Part("summary", 120, 15),
    Part("situation", 400, 20),
    Part("goals", 250, 10),
    Part("solution", 900, 40),
    Part("people", 300),
    Part("organisation", 300),
    Part("innovation", 200),
    Part("results", 500, 20),
    Part("staff", 150),
    Part("obstacles", 300),
    Part("repetition", 400, 15),
    Part("lessons", 400),
)
PART_CODES: Final = tuple(part.code for part in PARTS)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A part that is empty, too short or too long; counts are words."""

    part: str
    words: int
    least: int
    most: int

    @property
    def is_too_long(self) -> bool:
        """Whether words are to be taken away, not added."""
        return self.words > self.most


def words_in(text: str) -> int:
    """Number of words as word processors count them.

    >>> words_in("Zielonki – gmina wiejska")
    3
    """
    return sum(any(c.isalnum() for c in word) for word in text.split())


def shortfalls(texts: Mapping[str, str]) -> list[Shortfall]:
    """Parts outside their limits, in reading order.

    >>> [part.part for part in shortfalls({"summary": "Za krótko."})][:2]
    ['summary', 'situation']
    """
    found = []
    for part in PARTS:
        count = words_in(texts.get(part.code, ""))
        if count > part.most or count < part.least:
            found.append(Shortfall(part.code, count, part.least, part.most))
    return found
