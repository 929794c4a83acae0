"""Descriptions that look like the same practice.

Texts are compared as sets of words: without diacritics, short words left out, each cut
to its first six letters so that Polish endings do not matter. Two sets are alike by the
Dice measure: twice the common words over all words of both. Two practices *of one unit*
are taken for the same when

- their titles are alike by `SAME_TITLE` or more, or
- their titles are alike by `NEAR_TITLE` or more and their summaries by `NEAR_SUMMARY`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from miara.language import fold

__all__ = [
    "NEAR_SUMMARY",
    "NEAR_TITLE",
    "SAME_TITLE",
    "Likeness",
    "LikenessIndex",
    "dice",
    "words_of",
]

SAME_TITLE: Final = 0.8
NEAR_TITLE: Final = 0.5
NEAR_SUMMARY: Final = 0.6
_STEM = 6
_SHORTEST = 3

Key = TypeVar("Key", bound=Hashable)


def words_of(text: str) -> frozenset[str]:
    """Words for comparing.

    >>> sorted(words_of("Autobus na telefon")) == sorted(words_of("autobusy, telefonu"))
    True
    """
    found = re.findall(r"[a-z0-9]+", fold(text))
    return frozenset(word[:_STEM] for word in found if len(word) >= _SHORTEST)


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets are, 0 to 1.

    >>> dice(frozenset("ab"), frozenset("bc"))
    0.5
    """
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Likeness(Generic[Key]):
    """A description that looks the same; ``title`` and ``summary`` from 0 to 1."""

    key: Key
    title: float
    summary: float


class LikenessIndex(Generic[Key]):
    """Descriptions by the words of their titles, within the unit that leads them."""

    def __init__(self) -> None:
        self._texts: dict[Key, tuple[frozenset[str], frozenset[str]]] = {}
        self._by_word: dict[tuple[str, str], list[Key]] = defaultdict(list)

    def add(self, key: Key, group: str, title: str, summary: str) -> None:
        """Remember a description. ``group`` is its unit, or the name of its body."""
        words = words_of(title)
        self._texts[key] = words, words_of(summary)
        for word in words:
            self._by_word[group, word].append(key)

    def like(self, group: str, title: str, summary: str) -> Likeness[Key] | None:
        """The most alike of those that look the same; None when none does."""
        words, about = words_of(title), words_of(summary)
        common: Counter[Key] = Counter()
        for word in words:
            common.update(self._by_word.get((group, word), ()))
        best: Likeness[Key] | None = None
        for key, count in common.items():
            there, summary_there = self._texts[key]
            alike = 2 * count / (len(words) + len(there))
            if alike < NEAR_TITLE:
                continue
            sums = dice(about, summary_there)
            if alike < SAME_TITLE and sums < NEAR_SUMMARY:
                continue
            if best is None or (alike, sums) > (best.title, best.summary):
                best = Likeness(key, alike, sums)
        return best
