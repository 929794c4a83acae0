"""Which unit of the register a name in old results means, where that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.past_editions import Mention, UnitSpec

__all__ = ["NamedUnit", "by_name", "fitting", "meant"]


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit of the register as far as names of results need it."""

    uid: str
    name: str
    kind: EntrantKind
    county: str = ""
    voivodeship: str = ""


def by_name(units: Iterable[NamedUnit]) -> dict[str, tuple[NamedUnit, ...]]:
    """Units by their name, whatever its capitals; each unit once."""
    found: dict[str, dict[str, NamedUnit]] = {}
    for unit in units:
        found.setdefault(unit.name.casefold(), {})[unit.uid] = unit
    return {name: tuple(same.values()) for name, same in found.items()}


def fitting(
    mention: Mention, units: Mapping[str, tuple[NamedUnit, ...]]
) -> tuple[NamedUnit, ...]:
    """Every unit that a mention may mean, each once, by uid."""
    found = {
        unit.uid: unit
        for spec in mention.may_be
        for unit in units.get(spec.name.casefold(), ())
        if _fits(spec, unit)
    }
    return tuple(found[uid] for uid in sorted(found))


def meant(fit: tuple[NamedUnit, ...]) -> str | None:
    """The uid of the one unit that fits; None for none and for several.

    >>> ełk = NamedUnit("280501", "Ełk", EntrantKind.URBAN)
    >>> meant((ełk,)), meant((ełk, NamedUnit("280502", "Ełk", EntrantKind.RURAL)))
    ('280501', None)
    """
    return fit[0].uid if len(fit) == 1 else None


def _fits(spec: UnitSpec, unit: NamedUnit) -> bool:
    return (
        unit.kind in spec.kinds
        and (spec.county is None or spec.county == unit.county)
        and (spec.voivodeship is None or spec.voivodeship == unit.voivodeship)
    )
