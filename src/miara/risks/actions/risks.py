"""Risks: entered, changed, reviewed, come true, closed; the scale of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.risks.domain.scales import Scale
from miara.risks.errors import RiskClosedError, ScaleTooSmallError
from miara.risks.models import Risk, RiskEvent, RiskReview, RiskSettings
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "change_risk",
    "change_scale",
    "close_risk",
    "create_risk",
    "record_event",
    "reopen_risk",
    "review_risk",
]

_MANY = ("goals", "instruments", "tasks", "indicators")


@transaction.atomic
def create_risk(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Risk:
    """Enter a risk under the next number of the unit.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    """
    _require_planner(by, unit_uid)
    # The settings are the lock of the register: two people never get one number.
    _settings(unit_uid)
    last = Risk.objects.filter(unit_uid=unit_uid).aggregate(last=Max("number"))["last"]
    plain = {name: value for name, value in values.items() if name not in _MANY}
    row = Risk.objects.create(unit_uid=unit_uid, number=(last or 0) + 1, **plain)
    for name in _MANY:
        getattr(row, name).set(values.get(name, []))
    after = {"number": row.number, "name": row.name}
    audit.record("risks.risk_entered", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def change_risk(
    row: Risk,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Describe a risk anew; its owner and planners may.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    RiskClosedError
        When it is closed.
    """
    _require(by, row)
    _require_open(row)
    before, after = cycle.apply_values(row, values, version=version)
    if after:
        audit.record(
            "risks.risk_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={"number": row.number, **after},
        )


@transaction.atomic
def review_risk(
    row: Risk,
    *,
    impact: int,
    likelihood: int,
    note: str,
    review_on: date,
    by: User | None,
    now: datetime,
) -> RiskReview:
    """Say how large a risk is now and when it is looked at next.

    Raises
    ------
    RiskClosedError
        When it is closed.
    """
    _require(by, row)
    stored = _require_open(row)
    review = RiskReview.objects.create(
        risk=stored,
        reviewed_on=timezone.localdate(now),
        impact=impact,
        likelihood=likelihood,
        note=note,
        made_by=by,
    )
    before = {"impact": stored.impact, "likelihood": stored.likelihood}
    stored.impact, stored.likelihood = impact, likelihood
    stored.review_on = review_on
    stored.version += 1
    stored.save()
    audit.record(
        "risks.risk_reviewed",
        by=by,
        at=now,
        target=row,
        before=before,
        after={"number": row.number, "impact": impact, "likelihood": likelihood},
    )
    return review


@transaction.atomic
def record_event(
    row: Risk, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> RiskEvent:
    """Say that the risk came true: the day, what happened, the loss when known."""
    _require(by, row)
    event = RiskEvent.objects.create(risk=row, made_by=by, **values)
    after = {
        "number": row.number,
        "day": cycle.plain(event.happened_on),
        "loss": cycle.plain(event.loss),
    }
    audit.record(
        "risks.risk_came_true", by=by, at=now, target=event, parent=row, after=after
    )
    return event


@transaction.atomic
def close_risk(row: Risk, *, reason: str, by: User | None, now: datetime) -> None:
    """Take a risk off the register, with a reason; it can be opened again.

    Raises
    ------
    ReasonMissingError
        Without a reason.
    RiskClosedError
        When it is closed already.
    """
    _require(by, row)
    stored = _require_open(row)
    if not reason.strip():
        raise cycle.ReasonMissingError
    stored.closed_on, stored.closed_reason = timezone.localdate(now), reason.strip()
    stored.version += 1
    stored.save()
    after = {"number": row.number, "reason": stored.closed_reason}
    audit.record("risks.risk_closed", by=by, at=now, target=row, after=after)


@transaction.atomic
def reopen_risk(row: Risk, *, by: User | None, now: datetime) -> None:
    """Put a closed risk back on the register; an open one stays as it is."""
    _require(by, row)
    stored = Risk.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if stored.closed_on is None:
        return
    stored.closed_on, stored.closed_reason = None, ""
    stored.version += 1
    stored.save()
    after = {"number": row.number}
    audit.record("risks.risk_reopened", by=by, at=now, target=row, after=after)


@transaction.atomic
def change_scale(
    unit_uid: str, scale: Scale, *, by: User | None, now: datetime
) -> None:
    """Measure by another scale; risks keep the numbers of their steps.

    Raises
    ------
    ScaleTooSmallError
        When an open risk stands on a step that the scale has not.
    """
    _require_planner(by, unit_uid)
    row = _settings(unit_uid)
    across, up = len(scale.impact), len(scale.likelihood)
    outside = Risk.objects.filter(unit_uid=unit_uid, closed_on=None).filter(
        Q(impact__gt=across)
        | Q(inherent_impact__gt=across)
        | Q(likelihood__gt=up)
        | Q(inherent_likelihood__gt=up)
    )
    if (risk := outside.order_by("number").first()) is not None:
        raise ScaleTooSmallError(number=risk.number)
    before, after = cycle.differences(row.stored_scale, scale.as_json())
    if not after:
        return
    row.stored_scale = scale.as_json()
    row.save(update_fields=["stored_scale"])
    audit.record(
        "risks.scale_changed",
        by=by,
        at=now,
        target=row,
        before=before,
        after={"unit": _unit_name(unit_uid), **after},
    )


def _settings(unit_uid: str) -> RiskSettings:
    RiskSettings.objects.get_or_create(unit_uid=unit_uid)
    return RiskSettings.objects.select_for_update().get(unit_uid=unit_uid)


def _require_open(row: Risk) -> Risk:
    stored = Risk.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if stored.closed_on is not None:
        raise RiskClosedError
    return stored


def _unit_name(unit_uid: str) -> str:
    unit = units.unit_by_uid(unit_uid)
    return unit.name if unit else unit_uid


def _require(by: User | None, row: Risk) -> None:
    if by is None:
        return
    if not (decision := cycle.can_act_for(by, row.owner_id, row.unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)


def _require_planner(by: User | None, unit_uid: str) -> None:
    if by is not None and not (decision := cycle.can_plan(by, unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
