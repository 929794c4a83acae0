"""The part of a text that answers, with the words that were asked for marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from miara.language.morphology import lemmas
from miara.search.domain.documents import Text
from miara.search.domain.parsing import Word

__all__ = ["Passage", "mark", "passage_of"]

LENGTH: Final = 260
_WORD: Final = re.compile(r"[^\W_]+")
_POLISH: Final = tuple(zip("ąćęłńóśźż", "acelnoszz", strict=True))


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in pieces, each marked or not.

    In templates and in `str` of HTML it is safe: the pieces are escaped when it is made
    into HTML, and the marks are its own.
    """

    pieces: tuple[tuple[str, bool], ...]

    def __html__(self) -> str:
        """HTML with ``<mark>`` around the words.

        >>> Passage((("a<b ", False), ("woda", True))).__html__()
        'a&lt;b <mark>woda</mark>'
        """
        return "".join(
            f"<mark>{escape(text)}</mark>" if is_marked else escape(text)
            for text, is_marked in self.pieces
        )

    def __str__(self) -> str:
        return "".join(text for text, _is_marked in self.pieces)

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked words."""
        return tuple(text for text, is_marked in self.pieces if is_marked)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a word that was asked for stands, and which word it is."""

    start: int
    end: int
    word: int


def mark(text: str, words: tuple[Word, ...]) -> Passage:
    """A whole text with the words marked in any inflected form."""
    return _cut(text, _spots(text, words), 0, len(text))


def passage_of(text: Text, words: tuple[Word, ...]) -> Passage:
    """The part of a document's summary and body with most of the words.

    Without any of them it is the beginning of the summary, or of the body.
    """
    whole = "\n".join(part for part in (text.summary, text.body) if part)
    spots = _spots(whole, words)
    start, end = _window(whole, spots)
    return _cut(whole, spots, start, end)


def _spots(text: str, words: tuple[Word, ...]) -> list[_Spot]:
    """Where the words stand, in order.

    Which of the wanted forms the text has at all is asked first: looking at every word
    of a text in turn took four times as long.
    """
    if not words:
        return []
    # Letter by letter, so that places in the folded text are places in the text.
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    folded = lower
    for letter, plain in _POLISH:  # a tenth of the time of str.translate
        folded = folded.replace(letter, plain)
    present = set(_WORD.findall(folded))
    wanted: dict[str, int] = {}
    for number, word in enumerate(words):
        forms = word.forms() & present
        # A word unknown to the dictionary has a stem for a lemma.
        if len(word.forms()) <= len(word.spellings):
            forms |= _of_stem(word, lower, folded)
        for form in forms:
            wanted.setdefault(form, number)
    spots = [
        spot for form, number in wanted.items() for spot in _at(folded, form, number)
    ]
    return sorted(spots, key=lambda spot: spot.start)


def _at(folded: str, form: str, number: int) -> Iterator[_Spot]:
    start = folded.find(form)
    while start >= 0:
        end = start + len(form)
        if not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum()):
            yield _Spot(start, end, number)
        start = folded.find(form, end)


def _of_stem(word: Word, lower: str, folded: str) -> set[str]:
    """Words of the text with the stem of an unknown word."""
    written = zip(_WORD.findall(folded), _WORD.findall(lower), strict=True)
    beginnings = tuple(lemma[:3] for lemma in word.lemmas)
    near = {pair for pair in written if pair[0].startswith(beginnings)}
    return {form for form, own in near if not set(lemmas(own)).isdisjoint(word.lemmas)}


def _window(text: str, spots: list[_Spot]) -> tuple[int, int]:
    """Start and end of the best part: most different words, nearest, then most."""
    if len(text) <= LENGTH or not spots:
        return 0, min(len(text), LENGTH)
    best, best_value, last = 0, (0, 0, 0), 0
    for first, spot in enumerate(spots):
        last = max(last, first)
        while last < len(spots) and spots[last].end <= spot.start + LENGTH - 60:
            last += 1
        inside = spots[first:last]
        different, span = _spread(inside)
        value = (different, -span, len(inside))
        if value > best_value:
            best, best_value = first, value
    start = max(0, spots[best].start - 50)
    # Begin with a sentence or a word, never inside one.
    sentence = max(text.rfind(mark, start, spots[best].start) for mark in ".\n?!")
    start = sentence + 1 if sentence >= 0 else text.find(" ", max(start - 1, 0)) + 1
    start = min(start, spots[best].start) if start > 1 or sentence >= 0 else 0
    return start, min(len(text), start + LENGTH)


def _spread(spots: list[_Spot]) -> tuple[int, int]:
    """Number of different words, and in how many tens of letters they are together."""
    firsts: dict[int, int] = {}
    for spot in spots:
        firsts.setdefault(spot.word, spot.end)
    if len(firsts) < 2:
        return len(firsts), 0
    return len(firsts), (max(firsts.values()) - spots[0].start) // 10


def _cut(text: str, spots: list[_Spot], start: int, end: int) -> Passage:
    if end < len(text):
        space = text.rfind(" ", start, end)
        inside = [spot for spot in spots if start <= spot.start and spot.end <= end]
        least = inside[-1].end if inside else start
        end = space if space > least else max(least, end if space < 0 else space)
    while start < end and text[start].isspace():
        start += 1
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    position = start
    for spot in spots:
        if spot.start < start or spot.end > end:
            continue
        if spot.start > position:
            pieces.append((text[position : spot.start], False))
        pieces.append((text[spot.start : spot.end], True))
        position = spot.end
    if position < end:
        pieces.append((text[position:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return Passage(tuple(pieces))
