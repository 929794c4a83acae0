"""What belongs to one unit and moves with it when the unit changes installations.

A context says in its module ``parcels`` which tables a unit has there::

    parcels.register(
        "risks",
        Table("risks.Risk", unit="unit_uid"),
        Table("risks.RiskReview", unit="risk__unit_uid"),
    )

Fields that the model declares as personal are never carried, nor are keys of accounts.
The package is written and read by a context above all of them, which knows no table by
name; a test fails when a table of a unit is neither registered nor left behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.module_loading import autodiscover_modules

__all__ = ["Room", "Table", "register", "rooms", "tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows belong to units.

    Attributes
    ----------
    model
        ``app.Model``.
    unit
        Lookup that leads from a row to the ``uid`` of its unit; a row names its unit
        itself exactly where the lookup is the name of a field.
    left_out
        Fields that are not carried though they are no personal data: keys of rows that
        stay behind, secrets, marks of what this installation did.
    later
        Keys that are set once all rows are there, because rows may name each other in
        a circle.
    numbered
        Fields of JSON whose values are keys of rows (``{"planner": 12}``), with the
        table of those rows; a key of a row that is gone is left out.
    """

    model: str
    unit: str
    left_out: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    numbered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """What one context carries, and which tables it leaves behind and why.

    ``left_behind`` maps a model to an English sentence for the manifest.
    """

    code: str
    tables: tuple[Table, ...]
    left_behind: Mapping[str, str]


_rooms: dict[str, Room] = {}


def register(
    code: str, *tables: Table, left_behind: Mapping[str, str] | None = None
) -> None:
    """Make the tables of a context known; called when its ``parcels`` is imported."""
    _rooms[code] = Room(code, tables, dict(left_behind or {}))


def rooms() -> list[Room]:
    """Every context that has something of a unit, by its code."""
    autodiscover_modules("parcels")
    return [_rooms[code] for code in sorted(_rooms)]


def tables() -> list[Table]:
    """Tables of all contexts, by their model."""
    found = [table for room in rooms() for table in room.tables]
    return sorted(found, key=lambda table: table.model)
