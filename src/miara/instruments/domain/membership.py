"""What belongs to what: portfolios and networks of projects, never in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

__all__ = ["makes_circle", "within"]

T = TypeVar("T", bound=Hashable)


def within(edges: Iterable[tuple[T, T]], whole: T) -> set[T]:
    """Everything that belongs to a whole, also through others.

    Parameters
    ----------
    edges
        Pairs (whole, part).

    Examples
    --------
    >>> sorted(within([("a", "b"), ("b", "c"), ("x", "y")], "a"))
    ['b', 'c']
    """
    parts: dict[T, list[T]] = defaultdict(list)
    for above, below in edges:
        parts[above].append(below)
    found: set[T] = set()
    waiting = list(parts[whole])
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting.extend(parts[part])
    return found


def makes_circle(edges: Iterable[tuple[T, T]], whole: T, part: T) -> bool:
    """Whether adding the part to the whole would make something belong to itself.

    >>> makes_circle([("a", "b"), ("b", "c")], "c", "a")
    True
    >>> makes_circle([("a", "b"), ("b", "c")], "a", "c")
    False
    """
    return whole == part or whole in within(edges, part)
