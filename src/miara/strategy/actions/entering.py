"""Values come in: typed in a form, or as a table; handed over to be approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.strategy.actions.values import facts_of, lock_value
from miara.strategy.domain.checks import Finding, Subject, check_value, is_blocked
from miara.strategy.domain.life import after_import, after_submitting
from miara.strategy.errors import BlockedValueError, OpenValueError
from miara.strategy.models import LocalIndicator, LocalValue
from miara.strategy.models.value import OPEN_STATES
from miara.strategy.permissions import can_enter_value, require
from miara.strategy.phrases import remark_sentences
from miara.strategy.queries.values import newest_value, seen_mark, values_before

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["Given", "enter_value", "import_values", "submit_value"]

State, Flag, Origin = LocalValue.State, LocalValue.Flag, LocalValue.Origin


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says about a period.

    ``value`` is None when ``flag`` says why there is none; ``measure`` is the unit of
    measure that came along, empty when none did. ``seen`` is the mark of the newest
    version that the person saw (`seen_mark`), None when not told.
    """

    period: str
    value: Decimal | None
    flag: str = Flag.MEASURED
    margin: Decimal | None = None
    sample: int | None = None
    comment: str = ""
    reason: str = ""
    measure: str = ""
    seen: str | None = None


@transaction.atomic
def enter_value(
    indicator: LocalIndicator, given: Given, *, by: User | None, now: datetime
) -> LocalValue:
    """Keep what somebody typed as a draft.

    A draft of the period is replaced by its own author's next saving; a published
    value gets a new version, which needs a reason.

    Raises
    ------
    OpenValueError
        When a version of the period is on its way already.
    BlockedValueError
        When the value cannot be right.
    ChangedMeanwhileError
        When somebody entered a newer version than the person saw.
    """
    indicator = LocalIndicator.objects.select_for_update().get(pk=indicator.pk)
    require(can_enter_value(by, indicator))
    found = _checked(indicator, given, now)
    if is_blocked(found):
        raise BlockedValueError(remark_sentences([f.as_json() for f in found]))
    row = _version(indicator, given, _entry(given, found, Origin.FORM, by, now))
    audit.record(
        "strategy.value_entered",
        by=by,
        at=now,
        target=row,
        parent=indicator,
        after=facts_of(row),
    )
    return row


@transaction.atomic
def submit_value(row: LocalValue, *, by: User | None, now: datetime) -> LocalValue:
    """Hand a draft over: without remarks it is checked at once."""
    row = lock_value(row, State.DRAFT)
    require(can_enter_value(by, row.indicator))
    found = _checked(row.indicator, _given(row), now)
    if is_blocked(found):
        raise BlockedValueError(remark_sentences([f.as_json() for f in found]))
    row.findings = [each.as_json() for each in found]
    row.state = State(after_submitting(found).value)
    row.submitted_at = now
    row.save(update_fields=["findings", "state", "submitted_at"])
    audit.record(
        "strategy.value_submitted",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        after=facts_of(row),
    )
    return row


@transaction.atomic
def import_values(
    given: Iterable[tuple[LocalIndicator, Given]],
    *,
    origin: str,
    reason: str,
    by: User | None,
    now: datetime,
) -> list[LocalValue]:
    """Keep a table of values: checked ones wait for approval, others stay drafts.

    A value that is in force already, or waits unchanged, is left as it is, so the same
    table twice changes nothing.

    Raises
    ------
    OpenValueError
        When another version of a period is on its way; nothing is kept then.
    ReasonMissingError
        When a published value would change and no reason is told.
    """
    made = []
    for indicator, each in given:
        require(can_enter_value(by, indicator))
        if _is_known(indicator, each):
            continue
        found = _checked(indicator, each, now)
        told = replace(each, reason=reason)
        row = _version(indicator, told, _entry(told, found, origin, by, now))
        row.state = State(after_import(found).value)
        row.save(update_fields=["state"])
        made.append(row)
    if made:
        audit.record(
            "strategy.values_imported",
            by=by,
            at=now,
            after={
                "values": len(made),
                "checked": sum(row.state == State.CHECKED for row in made),
                "origin": str(origin),
            },
        )
    return made


def _entry(
    given: Given, found: list[Finding], origin: str, by: User | None, now: datetime
) -> dict[str, Any]:
    """Columns of a version that follow from what was given."""
    return {
        "value": given.value,
        "flag": given.flag,
        "margin": given.margin,
        "sample": given.sample,
        "comment": given.comment.strip(),
        "findings": [each.as_json() for each in found],
        "origin": origin,
        "entered_at": now,
        "entered_by": by,
    }


def _version(
    indicator: LocalIndicator, given: Given, entry: dict[str, Any]
) -> LocalValue:
    """The draft with the entry in it, or a new version."""
    newest = newest_value(indicator, given.period)
    if given.seen is not None and given.seen != seen_mark(newest):
        raise cycle.ChangedMeanwhileError(newest.version if newest else 0)
    if newest is not None and newest.state == State.DRAFT:
        for name, value in entry.items():
            setattr(newest, name, value)
        newest.reason = given.reason.strip() or newest.reason
        newest.save()
        return newest
    if newest is not None and newest.state in OPEN_STATES:
        raise OpenValueError(period=given.period)
    if newest is not None and not given.reason.strip():
        raise cycle.ReasonMissingError
    return LocalValue.objects.create(
        indicator=indicator,
        period=given.period,
        version=newest.version + 1 if newest else 1,
        reason=given.reason.strip() if newest else "",
        **entry,
    )


def _is_known(indicator: LocalIndicator, given: Given) -> bool:
    newest = newest_value(indicator, given.period)
    return newest is not None and (newest.value, newest.flag, newest.margin) == (
        given.value,
        given.flag,
        given.margin,
    )


def _checked(indicator: LocalIndicator, given: Given, now: datetime) -> list[Finding]:
    subject = Subject(
        measure=indicator.measure,
        decimals=indicator.decimals,
        frequency=indicator.frequency,
        lowest=indicator.lowest,
        highest=indicator.highest,
        jump_percent=indicator.jump_percent,
        before=values_before(indicator, given.period),
    )
    return check_value(
        subject,
        period=given.period,
        value=given.value,
        today=timezone.localdate(now),
        measure=given.measure,
        margin=given.margin,
    )


def _given(row: LocalValue) -> Given:
    return Given(row.period, row.value, row.flag, row.margin, row.sample)
