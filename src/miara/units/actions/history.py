"""Making the tables equal to the history of all snapshots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from miara.units.domain.changes import TerritorialChange, territorial_changes
from miara.units.domain.history import BridgeFact, History, UnitHistory, history
from miara.units.models import (
    RegisterSnapshot,
    RegisterState,
    Unit,
    UnitBridge,
    UnitCode,
    UnitEvent,
    UnitName,
    UnitParent,
    UnitType,
)

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows a rebuild added and removed, and which units are new."""

    added: int
    removed: int
    new_units: int

    @property
    def is_empty(self) -> bool:
        """Whether the tables already said the same."""
        return not (self.added or self.removed or self.new_units)


@transaction.atomic
def rebuild_history(
    *, now: datetime, changes: tuple[TerritorialChange, ...] | None = None
) -> Difference:
    """Make the tables equal to the history of the stored snapshots.

    Only differing rows are written, so repeating it changes nothing. Called by
    every import, and after an update of the reviewed changes.
    """
    told = _told() if changes is None else changes
    snapshots = [row.as_snapshot() for row in RegisterSnapshot.objects.all()]
    wanted = history(snapshots, told)
    acts = {change.code: change.act.journal for change in told if change.act}
    keys, new_units = _units(wanted)
    sets = _rows(wanted, keys, acts)
    removals = [_stale(model, fields, rows) for model, fields, rows in sets]
    removed = sum(_delete(model, stale) for model, stale, _ in removals)
    added = sum(_add(model, missing) for model, _, missing in removals)
    difference = Difference(added, removed, new_units)
    state = RegisterState.objects.filter(pk=1).first()
    if state is None or state.digest != wanted.digest:
        RegisterState.objects.update_or_create(
            pk=1, defaults={"digest": wanted.digest, "rebuilt_at": now}
        )
    return difference


def _told() -> tuple[TerritorialChange, ...]:
    """Reviewed changes that belong to the stored snapshots."""
    fictional = RegisterSnapshot.objects.filter(is_fictional=True).exists()
    return territorial_changes(fictional=fictional)


def _units(wanted: History) -> tuple[dict[str, int], int]:
    """Primary keys by uid; missing identities are created, none is deleted."""
    keys = dict(Unit.objects.values_list("uid", "pk"))
    missing = [Unit(uid=unit.uid) for unit in wanted.units if unit.uid not in keys]
    if missing:
        Unit.objects.bulk_create(missing, batch_size=_BATCH)
        keys = dict(Unit.objects.values_list("uid", "pk"))
    return keys, len(missing)


_Rows = tuple[type[Model], tuple[str, ...], set[tuple]]


def _rows(wanted: History, keys: dict[str, int], acts: dict[str, str]) -> list[_Rows]:
    """Every row the tables should hold: model, fields, values."""
    units = wanted.units
    return [
        (UnitCode, ("unit_id", "code", "since", "until"), _dated(units, keys, "codes")),
        (UnitName, ("unit_id", "name", "since", "until"), _dated(units, keys, "names")),
        (UnitType, ("unit_id", "kind", "since", "until"), _dated(units, keys, "kinds")),
        (
            UnitParent,
            ("unit_id", "parent_id", "since", "until"),
            {
                (keys[unit.uid], keys[fact.value], fact.since, fact.until)
                for unit in units
                for fact in unit.parents
            },
        ),
        (
            UnitEvent,
            ("unit_id", "kind", "after", "not_later_than", "detail", "change", "act"),
            _event_rows(units, keys, acts),
        ),
        (
            UnitBridge,
            ("from_unit_id", "to_unit_id", "share", "effective", "change", "act"),
            {_bridge_row(bridge, keys) for bridge in wanted.bridges},
        ),
    ]


def _dated(
    units: Iterable[UnitHistory], keys: dict[str, int], facts: str
) -> set[tuple]:
    return {
        (keys[unit.uid], fact.value, fact.since, fact.until)
        for unit in units
        for fact in getattr(unit, facts)
    }


class _Detail(dict):
    """A JSON value that can stand in a set of rows."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(sorted(self.items())))


def _event_rows(
    units: Iterable[UnitHistory], keys: dict[str, int], acts: dict[str, str]
) -> set[tuple]:
    return {
        (
            keys[unit.uid],
            event.kind.value,
            event.after,
            event.not_later_than,
            _Detail(
                before=event.before,
                now=event.now,
                other=[[uid, share] for uid, share in event.other],
            ),
            event.change,
            acts.get(event.change, ""),
        )
        for unit in units
        for event in unit.events
    }


def _bridge_row(bridge: BridgeFact, keys: dict[str, int]) -> tuple:
    return (
        keys[bridge.from_uid],
        keys[bridge.to_uid],
        bridge.share,
        bridge.effective,
        bridge.change,
        bridge.act,
    )


def _stale(
    model: type[Model], fields: tuple[str, ...], wanted: set[tuple]
) -> tuple[type[Model], list[int], list[Model]]:
    """Keys of rows to delete, and rows to add."""
    stored: dict[tuple, int] = {}
    for pk, *values in model._default_manager.values_list("pk", *fields):
        row = tuple(_Detail(v) if isinstance(v, dict) else v for v in values)
        stored[row] = pk
    stale = [pk for row, pk in stored.items() if row not in wanted]
    missing = [row for row in wanted if row not in stored]
    # Rows of a unit in time order, so that keys tell the order of events of a day.
    missing.sort(key=lambda row: (row[0], str(row[2]), str(row[3])))
    return (
        model,
        stale,
        [model(**dict(zip(fields, row, strict=True))) for row in missing],
    )


def _delete(model: type[Model], keys: list[int]) -> int:
    for start in range(0, len(keys), _BATCH):
        model._default_manager.filter(pk__in=keys[start : start + _BATCH]).delete()
    return len(keys)


def _add(model: type[Model], rows: list[Model]) -> int:
    model._default_manager.bulk_create(rows, batch_size=_BATCH)
    return len(rows)
