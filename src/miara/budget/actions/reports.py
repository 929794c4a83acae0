"""Quarterly reports of tasks: written, sent, approved, returned, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from miara.audit import public as audit
from miara.budget.actions.guards import allow, lock_year
from miara.budget.domain.reporting import ALLOWED, ReportState
from miara.budget.errors import (
    ReasonMissingError,
    ReportLockedError,
    ReportStateError,
    TextMissingError,
)
from miara.budget.models import (
    BudgetTask,
    MeasureValue,
    TaskMoney,
    TaskReport,
    TaskReportVersion,
)
from miara.budget.permissions import can_decide, can_manage
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["TEXTS", "approve_report", "reopen_report", "return_report"]
__all__ += ["save_report", "submit_report"]

#: Texts of a report, in the order of the form.
TEXTS: Final = ("done", "deviations", "causes", "actions", "effect")
State = TaskReport.State
_OPEN = frozenset({State.DRAFT, State.RETURNED, State.REOPENED})
Measures = Mapping[int, tuple[Decimal | None, Decimal | None]]


@transaction.atomic
def save_report(
    task: BudgetTask,
    quarter: int,
    texts: Mapping[str, str],
    measures: Measures,
    *,
    version: int | None = None,
    by: User | None,
    now: datetime,
) -> TaskReport:
    """Keep what was written about a quarter.

    Parameters
    ----------
    texts
        By the names of `TEXTS`.
    measures
        By key of a measure: so far, and the forecast of the year.
    version
        The version that the person saw; None replaces whatever is there.

    Raises
    ------
    ReportLockedError
        When it is sent or approved.
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    allow(can_manage(by, task) if by else None)
    lock_year(task.budget_year)
    report, is_new = TaskReport.objects.get_or_create(task=task, quarter=quarter)
    if report.state not in _OPEN:
        raise ReportLockedError
    given = {name: texts.get(name, "").strip() for name in TEXTS}
    seen = None if is_new else version
    _before, after = cycle.apply_values(report, given, version=seen)
    changed = _set_measures(task, quarter, measures)
    if after or changed:
        told = {**_facts(report), "parts": sorted(after), "measures": changed}
        audit.record("budget.report_saved", by=by, at=now, target=report, after=told)
    report.refresh_from_db()
    return report


@transaction.atomic
def submit_report(report: TaskReport, *, by: User | None, now: datetime) -> None:
    """Send a report for approval with the money of this moment beside its words.

    Raises
    ------
    TextMissingError
        When nothing says what was done.
    ReportStateError
        When it is sent or approved already.
    """
    allow(can_manage(by, report.task) if by else None)
    row = _step(report, ReportState.SUBMITTED)
    if not row.done:
        raise TextMissingError
    money = TaskMoney.objects.filter(task=row.task, side="E").first()
    for name in ("planned", "changed", "committed", "executed"):
        setattr(row, name, getattr(money, name) if money else 0)
    row.submitted_at, row.submitted_by = now, by
    row.decided_at, row.decided_by = None, None
    _save(row, "budget.report_sent", by, now)


@transaction.atomic
def approve_report(report: TaskReport, *, by: User, now: datetime) -> None:
    """Approve a report: it is locked, and a version of it is kept.

    Raises
    ------
    NotAllowedError
        When the person may not, or sent it and the unit works with two hands.
    """
    allow(can_decide(by, report))
    row = _step(report, ReportState.APPROVED)
    row.decided_at, row.decided_by, row.reason = now, by, ""
    one_hand = cycle.is_one_hand(row.submitted_by_id, by)
    _save(row, "budget.report_approved", by, now, one_hand=one_hand)
    TaskReportVersion.objects.create(
        report=row,
        number=row.versions.count() + 1,
        content=_content(row),
        approved_at=now,
        approved_by=by,
    )


@transaction.atomic
def return_report(report: TaskReport, *, reason: str, by: User, now: datetime) -> None:
    """Send a report back to be corrected; its text stays with its author.

    Raises
    ------
    ReasonMissingError
    """
    allow(can_decide(by, report))
    row = _step(report, ReportState.RETURNED)
    row.decided_at, row.decided_by, row.reason = now, by, _reason(reason)
    _save(row, "budget.report_returned", by, now, reason=row.reason)


@transaction.atomic
def reopen_report(report: TaskReport, *, reason: str, by: User, now: datetime) -> None:
    """Unlock an approved report; the approved version is kept.

    Raises
    ------
    ReasonMissingError
    """
    allow(can_decide(by, report))
    row = _step(report, ReportState.REOPENED)
    row.decided_at, row.decided_by, row.reason = now, by, _reason(reason)
    _save(row, "budget.report_reopened", by, now, reason=row.reason)


def _step(report: TaskReport, to: ReportState) -> TaskReport:
    lock_year(report.task.budget_year)
    row = (
        TaskReport.objects.select_for_update(of=("self",))
        .select_related("task__budget_year")
        .get(pk=report.pk)
    )
    if to not in ALLOWED[ReportState(row.state)]:
        raise ReportStateError
    row.state = to.value
    return row


def _save(
    row: TaskReport, kind: str, by: User | None, now: datetime, **more: Any
) -> None:
    row.version += 1
    row.save()
    audit.record(kind, by=by, at=now, target=row, after={**_facts(row), **more})


def _facts(row: TaskReport) -> dict[str, Any]:
    return {
        "symbol": row.task.symbol,
        "quarter": row.quarter,
        "year": row.task.budget_year.year,
    }


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissingError
    return text.strip()


def _set_measures(task: BudgetTask, quarter: int, measures: Measures) -> int:
    """Number of values that changed."""
    known = {
        row.measure_id: row
        for row in MeasureValue.objects.filter(measure__task=task, quarter=quarter)
    }
    changed = 0
    own = set(task.measures.values_list("pk", flat=True))
    for pk, (actual, forecast) in measures.items():
        row = known.get(pk) or MeasureValue(measure_id=pk, quarter=quarter)
        same = (row.actual, row.forecast) == (actual, forecast)
        if pk not in own or (same and (row.pk or actual is forecast is None)):
            continue
        row.actual, row.forecast = actual, forecast
        row.save()
        changed += 1
    return changed


def _content(row: TaskReport) -> dict[str, Any]:
    values = MeasureValue.objects.filter(
        measure__task=row.task, quarter=row.quarter
    ).select_related("measure")
    return {
        **{name: getattr(row, name) for name in TEXTS},
        "money": {
            name: getattr(row, name)
            for name in ("planned", "changed", "committed", "executed")
        },
        "measures": [
            {
                "name": value.measure.name,
                "planned": _text(value.measure.planned),
                "actual": _text(value.actual),
                "forecast": _text(value.forecast),
            }
            for value in values.order_by("measure_id")
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
