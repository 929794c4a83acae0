"""The public log of corrections: what a published vintage changed, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import isnan

from miara.cube.flags import BRIDGED
from miara.cube.store import ChangeKind, SeriesChanges, Vintage, diff
from miara.indicators.models import PublishedVintage, Revision

MOST_CELLS = 1000
# Recomputing on another processor may differ in the last bits; that is no news.
TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class SeriesRevision:
    """One series that changed: its row before it is saved."""

    code: str
    level: str
    reason: str
    changed: int
    added: int
    cells: list[list[object]]


def changes_between(old: Vintage | None, new: Vintage) -> list[SeriesRevision]:
    """Series whose numbers differ, with the likeliest reason.

    Parameters
    ----------
    old
        The vintage served before; None (the first publication) changes nothing.

    Returns
    -------
    list of SeriesRevision
        Variables first, then indicators by level; at most a thousand cells each,
        ``[uid, period, old, new]`` with None for no number.
    """
    if old is None:
        return []
    changes = diff(old, new, tolerance=TOLERANCE)
    return [
        _revision(series, old, new)
        for series in (*changes.variables, *changes.indicators)
    ]


def record_changes(
    *, vintage: PublishedVintage, changes: Iterable[SeriesRevision], now: datetime
) -> list[Revision]:
    """Save what changed with the vintage that brought it; call in a transaction."""
    return Revision.objects.bulk_create(
        Revision(
            vintage=vintage,
            code=change.code,
            is_indicator=bool(change.level),
            reason=change.reason,
            detail={"level": change.level},
            count=change.changed,
            added=change.added,
            cells=change.cells,
            recorded_at=now,
        )
        for change in changes
        if change.changed or change.added
    )


def _revision(series: SeriesChanges, old: Vintage, new: Vintage) -> SeriesRevision:
    changed = [
        change
        for change in series
        if change.kind in (ChangeKind.REVISED, ChangeKind.WITHDRAWN)
    ]
    kinds = [change.kind for change in series]
    return SeriesRevision(
        code=series.code,
        level=series.level,
        reason=_reason(series, old, new).value,
        changed=len(changed),
        added=kinds.count(ChangeKind.ADDED),
        cells=[
            [c.uid, c.period.label, _number(c.old), _number(c.new)]
            for c in changed[:MOST_CELLS]
        ],
    )


def _reason(series: SeriesChanges, old: Vintage, new: Vintage) -> Revision.Reason:
    """Territory when the register moved it, correction or method when only these
    changed, else the source."""
    if bool(((series.old_flag ^ series.new_flag) & BRIDGED).any()):
        return Revision.Reason.TERRITORY
    if series.code in new.variables and series.code in old.variables:
        before, after = (v.variables[series.code] for v in (old, new))
        if before.meta.get("corrections") != after.meta.get("corrections"):
            return Revision.Reason.CORRECTION
        return Revision.Reason.SOURCE
    same_data = all(
        code in old.variables and old.variables[code].digests == variable.digests
        for code, variable in new.variables.items()
    )
    return Revision.Reason.METHOD if same_data else Revision.Reason.SOURCE


def _number(value: float) -> float | None:
    return None if isnan(value) else value
