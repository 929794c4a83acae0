"""How hard a Polish text is to read: sentences, syllables, one measure, plain words.

The measure is the fog index in its Polish form: four tenths of the sum of the average
length of a sentence and the percentage of words of four syllables or more. It stands
for years of schooling: 9 is easy, 12 is secondary school, above 15 few read with ease.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml

__all__ = [
    "LONGEST_SENTENCE",
    "MOST_FOG",
    "Swap",
    "fog",
    "long_sentences",
    "plainer_words",
    "sentences",
    "swaps",
    "syllables",
]

#: Words above which a sentence should be cut in two.
LONGEST_SENTENCE: Final = 30
#: Fog above which the text as a whole is called hard.
MOST_FOG: Final = 15.0
#: Below this many words the measure says nothing.
LEAST_WORDS: Final = 40

_VOWELS = "aąeęioóuy"
#: A stop after these, or after a single letter or a number, ends no sentence.
_SHORT = frozenset(
    [
        "al",
        "art",
        "dr",
        "godz",
        "gr",
        "hab",
        "im",
        "in",
        "inż",
        "itd",
        "itp",
        "km",
        "ks",
        "lit",
        "lp",
        "m.in",
        "max",
        "mgr",
        "min",
        "mld",
        "mln",
        "nr",
        "np",
        "ok",
        "os",
        "ost",
        "pkt",
        "pl",
        "pn",
        "poz",
        "prof",
        "przyp",
        "pt",
        "r",
        "red",
        "rozdz",
        "s",
        "św",
        "śp",
        "tab",
        "tel",
        "tj",
        "tys",
        "tzn",
        "tzw",
        "ul",
        "ust",
        "w",
        "ww",
        "wg",
        "woj",
        "zam",
        "zob",
        "zł",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"[.!?…]+[\"”')\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Swap:
    """An official phrase and the plain one that means the same."""

    found: str
    plain: str


def sentences(text: str) -> list[str]:
    """Sentences of a text; items of a list and paragraphs end theirs.

    >>> sentences("Uchwała nr 5 z 2024 r. obowiązuje. Autobus jeździ np. do szkoły.")
    ['Uchwała nr 5 z 2024 r. obowiązuje.', 'Autobus jeździ np. do szkoły.']
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        begin = 0
        for stop in _STOP.finditer(line):
            if _ends_sentence(line, stop):
                found.append(line[begin : stop.end()].strip())
                begin = stop.end()
        found.append(line[begin:].strip())
    return [each for each in found if _WORD.search(each)]


def syllables(word: str) -> int:
    """Syllables of a Polish word: its vowels, without an ``i`` that only softens.

    >>> [syllables(word) for word in ("gmina", "dzieci", "zielony", "autobus", "wsi")]
    [2, 2, 3, 3, 1]
    """
    letters = word.lower()
    count = 0
    for place, letter in enumerate(letters):
        following = letters[place + 1 : place + 2]
        if letter not in _VOWELS:
            continue
        softens = letter == "i" and following and following in _VOWELS
        glides = letter in "ae" and following == "u"
        count += not (softens or glides)
    return max(count, 1)


def fog(text: str) -> float | None:
    """The measure of a text; None when it is too short to be measured.

    >>> fog("Krótko.") is None
    True
    """
    rows = sentences(text)
    words = [word for row in rows for word in _WORD.findall(row)]
    if len(words) < LEAST_WORDS:
        return None
    hard = sum(syllables(word) >= 4 for word in words)
    return 0.4 * (len(words) / len(rows) + 100 * hard / len(words))


def long_sentences(text: str, most: int = LONGEST_SENTENCE) -> list[tuple[str, int]]:
    """Sentences with more words than that, each with its number of words."""
    counted = ((row, len(_WORD.findall(row))) for row in sentences(text))
    return [(row, count) for row, count in counted if count > most]


@lru_cache(maxsize=1)
def swaps() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Official phrases as patterns, with their plain counterparts."""
    path = files("miara.definitions") / "practices" / "plain_words.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple((re.compile(rf"\b{found}", re.I), plain) for found, plain in rows)


def plainer_words(text: str) -> list[Swap]:
    """Official phrases of a text, each once, in the order of the table.

    >>> plainer_words("Gmina dokonała zakupu autobusu.")
    [Swap(found='dokonała zakupu', plain='kupić')]
    """
    rows: Iterable[tuple[re.Match[str] | None, str]] = (
        (pattern.search(text), plain) for pattern, plain in swaps()
    )
    return [Swap(found[0], plain) for found, plain in rows if found]


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    if stop.end() == len(line):
        return True
    if not re.match(r"\s+[\"„(]?[A-ZĄĆĘŁŃÓŚŹŻ0-9]", line[stop.end() :]):
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    before = re.search(r"([\w.]+)$", line[: stop.start()])
    word = before[1].lower() if before else ""
    return not (word in _SHORT or len(word) == 1 or word.isdigit())
