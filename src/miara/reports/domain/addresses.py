"""Nodes of the chain in addresses: a Polish word and a number."""

from __future__ import annotations

from typing import Final

from miara.reports.domain.chain import Key, Kind

__all__ = ["WORDS", "key_of", "slug_of"]

#: Words of addresses by kind.
WORDS: Final[dict[Kind, str]] = {
    Kind.DOMAIN: "dziedzina",
    Kind.SERVICE: "usluga",
    Kind.GOAL: "cel",
    Kind.TARGET: "wskaznik",
    Kind.INSTRUMENT: "program",
    Kind.TASK: "zadanie",
    Kind.RISK: "ryzyko",
}
_KINDS: Final = {word: kind for kind, word in WORDS.items()}


def slug_of(key: Key) -> str:
    """A node as its address names it.

    >>> slug_of(Key(Kind.GOAL, 12))
    'cel-12'
    """
    return f"{WORDS[key.kind]}-{key.pk}"


def key_of(slug: str) -> Key:
    """The node that an address names.

    Raises
    ------
    ValueError
        When the word is unknown or there is no number.

    Examples
    --------
    >>> key_of("zadanie-7").kind.value
    'TASK'
    """
    word, _dash, number = slug.rpartition("-")
    if word not in _KINDS or not number.isdigit():
        raise ValueError(slug)
    return Key(_KINDS[word], int(number))
