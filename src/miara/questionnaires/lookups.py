"""Values that another context fills into tables: the registry of official numbers.

The context of indicators registers itself as ``indicator``; a row of results that
points at one of its codes takes name, unit of measure and values from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["Found", "Lookup", "OfficialValue", "lookup", "register_lookup"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something to point at: its code, its name, its unit of measure."""

    code: str
    name: str
    unit_of_measure: str


@dataclass(frozen=True, slots=True)
class OfficialValue:
    """One official number.

    Attributes
    ----------
    value
        Canonical decimal text; empty when there is none for the year.
    reason
        Why there is none, a translated sentence.
    source, vintage, as_of
        Where it comes from, in which build of the numbers, made on which day.
    """

    year: str
    value: str
    reason: str
    source: str
    vintage: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a context offers.

    Attributes
    ----------
    search
        ``(text, unit_uid, language)``: things whose name fits, best first.
    describe
        ``(code, language)``: the thing of a code, or None.
    values
        ``(code, unit_uid, years, language)``: one value for each year asked, in the
        order asked; an empty year means the newest.
    """

    search: Callable[[str, str, str], Sequence[Found]]
    describe: Callable[[str, str], Found | None]
    values: Callable[[str, str, Sequence[str], str], Sequence[OfficialValue]]


_lookups: dict[str, Lookup] = {}


def register_lookup(kind: str, offered: Lookup) -> None:
    """Offer values under a name; registering it again replaces them."""
    _lookups[kind] = offered


def lookup(kind: str) -> Lookup | None:
    """What is offered under a name; None when no context offers it."""
    return _lookups.get(kind)
