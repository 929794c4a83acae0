"""What programs send: values of local indicators, files of the budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.budget import public as budget
from miara.exchange.models import AccessKey
from miara.strategy import public as strategy

__all__ = ["Outcome", "Result", "Sent", "send_budget_file", "send_values"]

_SIGNS: Final = 20
_PLACES: Final = 6


class Outcome(StrEnum):
    """What became of one value."""

    KEPT = "kept"
    REMARKS = "kept_with_remarks"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown_indicator"
    RETIRED = "retired_indicator"
    TWICE = "sent_twice"
    BUSY = "version_under_way"
    NO_REASON = "reason_missing"
    NO_NUMBER = "not_a_number"
    BAD_FLAG = "value_and_flag_disagree"


@dataclass(frozen=True, slots=True)
class Sent:
    """One value as a program sent it; ``indicator`` is the symbol of the unit."""

    indicator: str
    given: strategy.Given


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one value, in the order in which they were sent.

    ``remarks`` are sentences of the automatic check.
    """

    place: int
    indicator: str
    period: str
    outcome: Outcome
    state: str = ""
    version: int | None = None
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For the answer."""
        return {
            "place": self.place,
            "indicator": self.indicator,
            "period": self.period,
            "result": self.outcome.value,
            "state": self.state or None,
            "version": self.version,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one value would go, and what is there already."""

    row: strategy.LocalIndicator | None
    newest: strategy.LocalValue | None
    is_repeated: bool
    reason: str
    today: date


@dataclass(slots=True)
class _Batch:
    """Values on their way: those that can be kept, and what became of the others."""

    good: list[tuple[int, strategy.LocalIndicator, strategy.Given]] = field(
        default_factory=list
    )
    results: dict[int, Result] = field(default_factory=dict)

    def refuse(self, place: int, sent: Sent, outcome: Outcome) -> None:
        """Say why one is not kept."""
        self.results[place] = Result(place, sent.indicator, sent.given.period, outcome)


@transaction.atomic
def send_values(
    key: AccessKey, values: Sequence[Sent], *, reason: str, now: datetime
) -> list[Result]:
    """Keep what can be kept and say of each value what became of it.

    A value without remarks of the check waits for approval by people; one with remarks
    stays a draft for them to look at. What a person is writing is never overwritten.
    """
    rows = strategy.lock_indicators(key.unit_uid, {each.indicator for each in values})
    newest = strategy.newest_versions([row.pk for row in rows.values()])
    batch = _Batch()
    seen: set[tuple[str, str]] = set()
    for place, sent in enumerate(values):
        row = rows.get(sent.indicator)
        period = sent.given.period
        before = newest.get((row.pk, period)) if row else None
        repeated = (sent.indicator, period) in seen
        where = _Place(row, before, repeated, reason, timezone.localdate(now))
        outcome = _obstacle(sent, where)
        if outcome is None and row is not None:
            batch.good.append((place, row, sent.given))
        elif outcome is not None:
            batch.refuse(place, sent, outcome)
        seen.add((sent.indicator, period))
    made = strategy.import_values(
        [(row, given) for _place, row, given in batch.good],
        origin=strategy.LocalValue.Origin.MACHINE,
        reason=reason,
        by=None,
        now=now,
    )
    by_place = {(value.indicator_id, value.period): value for value in made}
    for place, row, given in batch.good:
        value = by_place.get((row.pk, given.period))
        before = newest.get((row.pk, given.period))
        batch.results[place] = _result(place, row, given, value, before)
    results = [batch.results[place] for place in range(len(values))]
    audit.record(
        "exchange.values_received",
        by=None,
        at=now,
        target=key,
        after={
            "unit": key.unit_uid,
            "name": key.name,
            "sent": len(values),
            "kept": len(made),
            "refused": len(values) - len(batch.good),
        },
    )
    return results


def _obstacle(sent: Sent, place: _Place) -> Outcome | None:
    """Why a value cannot be kept; None when it can."""
    given, row = sent.given, place.row
    measured = {"MEASURED", "ESTIMATED", "PROVISIONAL"}
    if row is None:
        outcome: Outcome | None = Outcome.UNKNOWN
    elif row.retired_on is not None and row.retired_on <= place.today:
        outcome = Outcome.RETIRED
    elif place.is_repeated:
        outcome = Outcome.TWICE
    elif not all(map(_fits, (given.value, given.margin))):
        outcome = Outcome.NO_NUMBER
    elif (given.value is None) == (given.flag in measured):
        outcome = Outcome.BAD_FLAG
    else:
        outcome = _clash(given, place.newest, place.reason)
    return outcome


def _clash(
    given: strategy.Given, newest: strategy.LocalValue | None, reason: str
) -> Outcome | None:
    """Why a value cannot follow the newest version of its period."""
    if newest is None or _same(newest, given):
        return None
    if newest.state in strategy.OPEN_STATES:
        ours = newest.state == "DRAFT" and newest.origin == "MACHINE"
        return None if ours else Outcome.BUSY
    return None if reason.strip() else Outcome.NO_REASON


def _fits(value: Decimal | None) -> bool:
    """Whether the column keeps the number whole."""
    if value is None:
        return True
    if not value.is_finite():
        return False
    _sign, digits, exponent = value.normalize().as_tuple()
    places = max(0, -int(exponent))
    whole = max(0, len(digits) + int(exponent))
    return places <= _PLACES and whole <= _SIGNS - _PLACES


def _same(before: strategy.LocalValue, given: strategy.Given) -> bool:
    told = (given.value, given.flag, given.margin)
    return (before.value, before.flag, before.margin) == told


def _result(
    place: int,
    row: strategy.LocalIndicator,
    given: strategy.Given,
    value: strategy.LocalValue | None,
    before: strategy.LocalValue | None,
) -> Result:
    if value is None:
        outcome, value = Outcome.UNCHANGED, before
    else:
        outcome = Outcome.REMARKS if value.findings else Outcome.KEPT
    remarks = strategy.remark_sentences(value.findings) if value else []
    return Result(
        place,
        row.code,
        given.period,
        outcome,
        value.state if value else "",
        value.version if value else None,
        tuple(remarks),
    )


@transaction.atomic
def send_budget_file(
    key: AccessKey, file: budget.ReportFile, *, take: bool, now: datetime
) -> tuple[budget.ReportFile, str]:
    """Put a file that was sent in force, when it is sound and that was asked for.

    Parameters
    ----------
    take
        Whether a sound file begins to count at once; a draft waits for a person.

    Returns
    -------
    tuple
        The file, and why it was not taken; empty when nothing stopped it.
    """
    why = ""
    if take and file.state == budget.ReportFile.State.DRAFT:
        try:
            with transaction.atomic():
                file = budget.take_file(file, by=None, now=now)
        except budget.BudgetError as error:
            why = error.for_people()
    audit.record(
        "exchange.budget_file_received",
        by=None,
        at=now,
        target=key,
        parent=file,
        after={
            "unit": key.unit_uid,
            "name": key.name,
            "file": file.name,
            "year": file.budget_year.year,
            "taken": file.state == budget.ReportFile.State.ACTIVE,
        },
    )
    return file, why
