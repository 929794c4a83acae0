"""Putting things that name each other in an order in which the named come first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

__all__ = ["CircleError", "depths", "in_order"]

Key = TypeVar("Key", bound=Hashable)


class CircleError(ValueError):
    """Things name each other in a circle."""


def in_order(needs: Mapping[str, set[str]]) -> list[str]:
    """Names so that each stands after those it needs; among equals by the alphabet.

    Raises
    ------
    CircleError

    Examples
    --------
    >>> in_order({"goal": {"document"}, "document": set(), "area": set()})
    ['area', 'document', 'goal']
    """
    left = {name: set(needed) & set(needs) for name, needed in needs.items()}
    found: list[str] = []
    while left:
        ready = sorted(name for name, needed in left.items() if not needed)
        if not ready:
            raise CircleError(", ".join(sorted(left)))
        first = ready[0]
        found.append(first)
        del left[first]
        for needed in left.values():
            needed.discard(first)
    return found


def depths(above: Mapping[Key, Sequence[Key]]) -> dict[Key, int]:
    """How deep each thing stands below those it names; those that name nothing at 0.

    Raises
    ------
    CircleError

    Examples
    --------
    >>> depths({1: [], 2: [1], 3: [2, 1]})
    {1: 0, 2: 1, 3: 2}
    """
    found: dict[Key, int] = {}
    waiting = dict(above)
    while waiting:
        ready = [
            key
            for key, named in waiting.items()
            if all(one in found or one not in above for one in named)
        ]
        if not ready:
            raise CircleError(str(sorted(map(str, waiting))))
        for key in ready:
            named = [found[one] for one in waiting[key] if one in found]
            found[key] = 1 + max(named, default=-1)
        for key in ready:
            del waiting[key]
    return {key: found[key] for key in above}
