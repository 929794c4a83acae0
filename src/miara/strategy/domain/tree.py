"""Symbols of goals from their places in the tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

__all__ = ["codes_of_tree", "roman", "walk"]

Key = TypeVar("Key", bound=int)

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """A Roman number.

    >>> roman(4), roman(1994)
    ('IV', 'MCMXCIV')
    """
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def walk(rows: Iterable[tuple[int, int | None, int]]) -> list[tuple[int, int]]:
    """Rows of a tree in the order in which they are read, each with its depth.

    Parameters
    ----------
    rows
        Key, key of the parent (None at the top), place among siblings; in any order.

    Examples
    --------
    >>> walk([(1, None, 1), (2, None, 0), (3, 1, 0)])
    [(2, 0), (1, 0), (3, 1)]
    """
    children: dict[int | None, list[tuple[int, int]]] = {}
    for key, parent, place in rows:
        children.setdefault(parent, []).append((place, key))
    found: list[tuple[int, int]] = []
    waiting = [(key, 0) for _place, key in sorted(children.get(None, []))[::-1]]
    while waiting:
        key, depth = waiting.pop()
        found.append((key, depth))
        below = sorted(children.get(key, []))[::-1]
        waiting += [(child, depth + 1) for _place, child in below]
    return found


def codes_of_tree(rows: Iterable[tuple[int, int | None, int]]) -> dict[int, str]:
    """Symbols by key: Roman at the top, then numbers by place.

    Examples
    --------
    >>> codes_of_tree([(1, None, 1), (2, None, 0), (3, 1, 0)])
    {2: 'I', 1: 'II', 3: 'II.1'}
    """
    known = list(rows)
    parents = {key: parent for key, parent, _place in known}
    counts: dict[int | None, int] = {}
    codes: dict[int, str] = {}
    for key, _depth in walk(known):
        parent = parents[key]
        counts[parent] = counts.get(parent, 0) + 1
        number = counts[parent]
        codes[key] = roman(number) if parent is None else f"{codes[parent]}.{number}"
    return codes
