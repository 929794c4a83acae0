"""Typing errors: the words of the documents that are near to what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from miara.language import fold

__all__ = ["Vocabulary", "allowed_errors", "distance"]

#: A correction must be in this many times more documents than what was typed.
_MORE_COMMON: Final = 5
#: Rare words of a huge collection are mostly errors themselves.
LARGEST: Final = 150_000
_SOUNDS: Final = (("rz", "z"), ("ch", "h"), ("o", "u"), ("j", "i"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of a word as written in documents, and in how many."""

    form: str
    folded: str
    documents: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Words of one length, and the set of letters of each as bits."""

    entries: list[Entry]
    letters: npt.NDArray[np.uint64]


class Vocabulary:
    """Words of public documents, for corrections and completions.

    >>> words = Vocabulary([("śmieci", 40), ("śmiech", 2), ("woda", 9)])
    >>> words.correct("smeici"), words.correct("woda"), words.correct("smieci")
    ('śmieci', None, None)
    >>> words.complete("sm")
    ('śmieci', 'śmiech')
    """

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        entries = [Entry(form, fold(form), n) for form, n in counts if n > 0]
        entries.sort(key=lambda e: (-e.documents, e.form))
        best: dict[str, Entry] = {}
        for entry in entries[:LARGEST]:
            best.setdefault(entry.folded, entry)
        self._by_folded = best
        self._sorted = sorted(best)
        by_length: dict[int, list[Entry]] = {}
        self._by_sound: dict[str, Entry] = {}
        for entry in best.values():  # the commonest first
            by_length.setdefault(len(entry.folded), []).append(entry)
            self._by_sound.setdefault(_sound(entry.folded), entry)
        self._by_length = {
            length: _Row(row, np.array([_letters(e.folded) for e in row], np.uint64))
            for length, row in by_length.items()
        }

    def __len__(self) -> int:
        return len(self._by_folded)

    def correct(self, typed: str) -> str | None:
        """The word probably meant; None when nothing near is much commoner."""
        folded = fold(typed)
        own = self._by_folded.get(folded)
        floor = _MORE_COMMON * own.documents if own else 1
        heard = self._by_sound.get(_sound(folded))
        if heard and heard.folded != folded and heard.documents >= floor:
            return heard.form
        limit = allowed_errors(folded)
        if not limit:
            return None
        near = [
            (d, -e.documents, e.form)
            for e in self._candidates(folded, limit)
            if e.documents >= floor
            and e.folded != folded
            and (d := distance(folded, e.folded)) <= limit
        ]
        return min(near)[2] if near else None

    def complete(self, start: str, most: int = 5) -> tuple[str, ...]:
        """The commonest words that begin so."""
        import bisect

        folded = fold(start)
        first = bisect.bisect_left(self._sorted, folded)
        last = bisect.bisect_left(self._sorted, folded + "\U0010ffff")
        found = (self._by_folded[key] for key in self._sorted[first:last])
        ranked = sorted(found, key=lambda e: (-e.documents, e.form))
        return tuple(entry.form for entry in ranked[:most])

    def _candidates(self, folded: str, limit: int) -> Iterable[Entry]:
        """Words of about the length and with about the letters; the rest is far."""
        letters = _letters(folded)
        for length in range(len(folded) - limit, len(folded) + limit + 1):
            row = self._by_length.get(length)
            if row is not None:
                differing = np.bitwise_count(row.letters ^ letters)
                for i in np.flatnonzero(differing <= 2 * limit):
                    yield row.entries[i]


def allowed_errors(word: str) -> int:
    """How many errors a word of its length may have: none below 5 letters.

    >>> [allowed_errors(w) for w in ("woda", "wodaa", "wodociag", "2024123")]
    [0, 1, 2, 0]
    """
    if any(c.isdigit() for c in word):
        return 0
    return 2 if len(word) >= 8 else 1 if len(word) >= 5 else 0


def distance(a: str, b: str) -> int:
    """Letters to change, add, drop or swap with the next to make one of the other.

    All rows of the usual table at once, as bits of one number (Hyyrö 2003): a tenth of
    the time of filling it.

    >>> distance("smeici", "smieci"), distance("woda", "wodociag"), distance("", "ab")
    (1, 4, 2)
    """
    if not a:
        return len(b)
    where: dict[str, int] = {}
    for i, letter in enumerate(a):
        where[letter] = where.get(letter, 0) | 1 << i
    ones = (1 << len(a)) - 1
    last = 1 << (len(a) - 1)
    more, less, diagonal, before, score = ones, 0, 0, 0, len(a)
    for letter in b:
        here = where.get(letter, 0)
        swapped = (((~diagonal) & here) << 1) & before
        diagonal = (((here & more) + more) ^ more) | here | less | swapped
        right_more = less | ~(diagonal | more)
        right_less = diagonal & more
        score += bool(right_more & last) - bool(right_less & last)
        right_more = (right_more << 1) | 1
        more = ((right_less << 1) | ~(diagonal | right_more)) & ones
        less = right_more & diagonal & ones
        diagonal &= ones
        before = here
    return score


def _letters(word: str) -> np.uint64:
    mask = 0
    for c in word:
        mask |= 1 << (ord(c) % 61)
    return np.uint64(mask)


def _sound(folded: str) -> str:
    """Letters that sound alike written alike: żeka and rzeka, wuz and wóz."""
    for written, heard in _SOUNDS:
        folded = folded.replace(written, heard)
    return folded
