"""Programmes and projects: made, changed, removed; their parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import models, transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.instruments.domain.membership import makes_circle
from miara.instruments.errors import CircleError, NotAPartError
from miara.instruments.models import (
    Instrument,
    InstrumentGoal,
    InstrumentTarget,
    Membership,
    Milestone,
    Money,
    Partner,
    Product,
    Stage,
)
from miara.instruments.queries.instruments import edges_of

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "PART_MODELS",
    "add_part",
    "change_instrument",
    "change_part",
    "create_instrument",
    "remove_instrument",
    "remove_part",
]

#: Models of the parts by their codes, and by which field each hangs on the whole.
PART_MODELS: Final[dict[str, tuple[type[models.Model], str]]] = {
    "goal": (InstrumentGoal, "instrument"),
    "target": (InstrumentTarget, "instrument"),
    "member": (Membership, "whole"),
    "stage": (Stage, "instrument"),
    "milestone": (Milestone, "instrument"),
    "product": (Product, "instrument"),
    "partner": (Partner, "instrument"),
    "money": (Money, "instrument"),
}


@transaction.atomic
def create_instrument(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Instrument:
    """Enter a programme, project, portfolio or network.

    One entered as public counts as published at once; the trail says so.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    """
    if by is not None and not (decision := cycle.can_plan(by, unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
    row = Instrument(unit_uid=unit_uid, **values)
    row.published_at = now if row.is_public else None
    row.save()
    after = {"kind": row.kind, "code": row.code, "name": row.name}
    audit.record("instruments.created", by=by, at=now, target=row, after=after)
    if row.is_public:
        audit.record("instruments.published", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def change_instrument(
    row: Instrument,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change facts and texts of an instrument.

    Planners may, and who manages it, or stands in for the manager.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    _require(by, row)
    before, after = cycle.apply_values(row, values, version=version)
    if after:
        audit.record(
            "instruments.changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after=after,
        )


@transaction.atomic
def remove_instrument(row: Instrument, *, by: User | None, now: datetime) -> None:
    """Remove an instrument entered by mistake, with all its parts; the trail stays."""
    if by is not None and not (decision := cycle.can_plan(by, row.unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
    before = {"kind": row.kind, "code": row.code, "name": row.name}
    audit.record("instruments.removed", by=by, at=now, target=row, before=before)
    row.delete()


@transaction.atomic
def add_part(
    row: Instrument,
    code: str,
    values: Mapping[str, Any],
    *,
    by: User | None,
    now: datetime,
) -> models.Model:
    """Add a stage, milestone, goal or another part.

    Raises
    ------
    CircleError
        When something would become a part of itself.
    """
    _require(by, row)
    stored = _locked(row)
    if code == "member":
        _refuse_circle(stored, values["part"])
    model, whole = PART_MODELS[code]
    part = model._default_manager.create(**{whole: stored}, **values)
    _touch(stored)
    audit.record(
        "instruments.part_added",
        by=by,
        at=now,
        target=part,
        parent=row,
        after={"piece": code, **_plain(values)},
    )
    return part


@transaction.atomic
def change_part(
    row: Instrument,
    code: str,
    pk: int,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change a part, unless the instrument changed since the form was opened.

    Raises
    ------
    ChangedMeanwhileError
        When anything of the instrument was saved meanwhile.
    NotAPartError
        When the part is gone.
    """
    _require(by, row)
    stored = _locked(row, version)
    part = _part(stored, code, pk)
    if code == "member" and part.part_id != values["part"].pk:  # type: ignore[attr-defined]
        _refuse_circle(stored, values["part"])
    before, after = cycle.differences(
        {name: getattr(part, name) for name in values}, values
    )
    if not after:
        return
    for name, value in values.items():
        setattr(part, name, value)
    part.save()
    _touch(stored)
    audit.record(
        "instruments.part_changed",
        by=by,
        at=now,
        target=part,
        parent=row,
        before=before,
        after={"piece": code, "called": _name(part), **after},
    )


@transaction.atomic
def remove_part(
    row: Instrument, code: str, pk: int, *, by: User | None, now: datetime
) -> None:
    """Take a part away; what it held stays in the trail.

    Raises
    ------
    NotAPartError
        When the part is gone.
    """
    _require(by, row)
    stored = _locked(row)
    part = _part(stored, code, pk)
    whole = PART_MODELS[code][1]
    names = [f.name for f in part._meta.concrete_fields if f.name not in {"id", whole}]
    before = _plain({name: getattr(part, name) for name in names})
    audit.record(
        "instruments.part_removed",
        by=by,
        at=now,
        target=part,
        parent=row,
        before={"piece": code, **before},
    )
    part.delete()
    _touch(stored)


def _locked(row: Instrument, version: int | None = None) -> Instrument:
    stored = Instrument.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and stored.version != version:
        raise cycle.ChangedMeanwhileError(stored.version)
    return stored


def _touch(stored: Instrument) -> None:
    stored.version += 1
    stored.save(update_fields=["version"])


def _part(row: Instrument, code: str, pk: int) -> models.Model:
    model, whole = PART_MODELS[code]
    part = model._default_manager.filter(pk=pk, **{whole: row}).first()
    if part is None:
        raise NotAPartError
    return part


def _name(part: models.Model) -> str:
    """A link is named by what it leads to."""
    for name in ("goal", "target", "part"):
        if isinstance(linked := getattr(part, name, None), models.Model):
            return str(linked)
    return str(part)


def _refuse_circle(whole: Instrument, part: Instrument) -> None:
    # The whole unit is locked, so that two people do not close a circle together.
    list(
        Instrument.objects.select_for_update(of=("self",))
        .filter(unit_uid=whole.unit_uid)
        .order_by("pk")
        .values_list("pk")
    )
    if makes_circle(edges_of(whole.unit_uid), whole.pk, part.pk):
        raise CircleError(part=part.name, whole=whole.name)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: cycle.plain(value) for name, value in values.items()}


def _require(by: User | None, row: Instrument) -> None:
    if by is None:
        return
    if not (decision := cycle.can_act_for(by, row.manager_id, row.unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
