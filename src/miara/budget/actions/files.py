"""Sending a file, looking at it, taking it or throwing it away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from miara.audit import public as audit
from miara.budget.actions.bulk import CHUNK, insert_rows
from miara.budget.actions.guards import allow, lock_year
from miara.budget.actions.money import assigner_of, refresh_money, settle
from miara.budget.domain.assignment import Assigner
from miara.budget.domain.codes import fold_symbol
from miara.budget.domain.findings import stops
from miara.budget.domain.lines import BudgetLine, FileKind, Key, Reading, Side
from miara.budget.errors import AlreadyTakenError, FileStopsError, WrongYearError
from miara.budget.models import BudgetYear, Line, ReportFile, Resolution, StatementRow
from miara.budget.permissions import can_keep
from miara.budget.queries.reading import reading_of
from miara.documents import public as documents

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ACCEPTED", "LIMIT", "choose_columns", "send_file", "take_file"]
__all__ += ["throw_away"]

#: XML and pages of the API are kept as plain text.
ACCEPTED: Final = frozenset(
    {
        documents.FileKind.TEXT,
        documents.FileKind.CSV,
        documents.FileKind.XLSX,
        documents.FileKind.ODS,
    }
)
#: The ministry's file of one report for the whole country is some tens of megabytes.
LIMIT: Final = 80 * 1024 * 1024
_TEXT_SIGNS: Final = (b"<", b"{", b"[")


def send_file(
    year: BudgetYear,
    *,
    kind: FileKind,
    quarter: int,
    content: bytes,
    name: str,
    scope: str = "",
    resolution: Resolution | None = None,
    by: User | None,
    now: datetime,
) -> ReportFile:
    """Keep a file as a draft that a person looks at before it is taken.

    The same bytes sent again for the same place change nothing: the file that is
    there already is given back.

    Raises
    ------
    BadFileError, FileInfectedError, ScannerUnreachableError
        From the check of what was sent.
    NotAllowedError, YearClosedError
    """
    allow(can_keep(by, year.unit_uid) if by else None)
    prepared = documents.prepare_file(
        content=content, name=_kept_name(name, content), accept=ACCEPTED, limit=LIMIT
    )
    with transaction.atomic():
        lock_year(year)
        place = {"kind": kind.value, "quarter": quarter, "scope": scope}
        same = ReportFile.objects.filter(
            budget_year=year,
            stored__sha256=prepared.sha256,
            resolution=resolution,
            **place,
        ).exclude(state=ReportFile.State.REPLACED)
        if (found := same.first()) is not None:
            return found
        row = ReportFile.objects.create(
            budget_year=year,
            resolution=resolution,
            stored=documents.keep_prepared(prepared=prepared, by=by, now=now),
            name=name[-200:],
            sent_at=now,
            sent_by=by,
            **place,
        )
        after = {"kind": row.kind, "quarter": quarter, "year": year.year}
        audit.record("budget.file_sent", by=by, at=now, target=row, after=after)
        return row


@transaction.atomic
def choose_columns(
    file: ReportFile, columns: Mapping[str, str], *, by: User | None, now: datetime
) -> None:
    """Say which column of a draft is which; an empty heading leaves a field out.

    Raises
    ------
    AlreadyTakenError
        When the file is no draft.
    """
    row = _draft(file, by)
    row.columns = dict(columns)
    row.save(update_fields=["columns"])
    audit.record(
        "budget.columns_chosen", by=by, at=now, target=row, after={"name": row.name}
    )


@transaction.atomic
def take_file(file: ReportFile, *, by: User | None, now: datetime) -> ReportFile:
    """Read a draft into lines and put it in force; money of tasks follows.

    The file of the same kind, quarter and part that was in force keeps its lines and
    no longer counts.

    Raises
    ------
    FileStopsError
        When the reader found what it cannot trust; nothing is changed.
    WrongYearError
        When the file says it is about another year.
    AlreadyTakenError
        When it is no draft.
    """
    row = _draft(file, by)
    reading = reading_of(row)
    if stops(reading.findings):
        raise FileStopsError
    year = row.budget_year
    if reading.year and reading.year != year.year:
        raise WrongYearError(told=reading.year, year=year.year)
    _replace_older(row)
    _put_in_force(row, reading, now)
    _write(row, reading)
    refresh_money(year, always=False, settled=row)
    after = {
        "kind": row.kind,
        "quarter": row.quarter,
        "year": year.year,
        "lines": len(reading.lines) + len(reading.statements),
        "name": row.name,
    }
    audit.record("budget.file_taken", by=by, at=now, target=row, after=after)
    row.refresh_from_db()
    return row


@transaction.atomic
def throw_away(file: ReportFile, *, by: User | None, now: datetime) -> None:
    """Remove a draft.

    Raises
    ------
    AlreadyTakenError
        When it was taken: what counted once is never removed.
    """
    row = _draft(file, by)
    audit.record(
        "budget.file_thrown_away", by=by, at=now, target=row, after={"name": row.name}
    )
    row.delete()


def _draft(file: ReportFile, by: User | None) -> ReportFile:
    year = file.budget_year
    allow(can_keep(by, year.unit_uid) if by else None)
    lock_year(year)
    found = ReportFile.objects.select_related("budget_year", "stored").filter(
        pk=file.pk
    )
    row = found.first()
    if row is None or row.state != ReportFile.State.DRAFT:
        raise AlreadyTakenError
    return row


def _replace_older(row: ReportFile) -> None:
    older = ReportFile.objects.filter(
        budget_year=row.budget_year,
        kind=row.kind,
        quarter=row.quarter,
        scope=row.scope,
        resolution=None,
        state=ReportFile.State.ACTIVE,
    )
    if row.resolution_id is None:
        older.update(state=ReportFile.State.REPLACED, base_sides="")


def _put_in_force(row: ReportFile, reading: Reading, now: datetime) -> None:
    versions = ReportFile.objects.filter(
        budget_year=row.budget_year,
        kind=row.kind,
        quarter=row.quarter,
        scope=row.scope,
    )
    row.version = 1 + max(versions.values_list("version", flat=True), default=0)
    row.state, row.taken_at = ReportFile.State.ACTIVE, now
    row.totals = {side.value: reading.totals(side).as_json() for side in Side}
    row.findings = [finding.as_json() for finding in reading.findings]
    row.columns = dict(reading.columns)
    row.save()


#: What an import writes of a line, in the order of `_values`.
_WRITTEN: Final = (
    *("file_id", "side", "division", "chapter", "paragraph", "digit"),
    *("office", "symbol", "label", "place"),
    *("planned", "changed", "committed", "executed", "other", "task_id", "how"),
)


def _write(row: ReportFile, reading: Reading) -> None:
    """Lines go in as plain values with their tasks set."""
    assigner = assigner_of(row.budget_year)
    insert_rows(
        Line, _WRITTEN, (_values(row.pk, line, assigner) for line in reading.lines)
    )
    rows = [
        StatementRow(
            file=row,
            symbol=each.symbol[:12],
            label=each.label,
            planned=each.planned,
            executed=each.executed,
        )
        for each in reading.statements
    ]
    StatementRow.objects.bulk_create(rows, batch_size=CHUNK)


def _values(file: int, line: BudgetLine, assigner: Assigner) -> tuple[Any, ...]:
    side, division, chapter, paragraph, digit, office, symbol = line.key
    # Cut first: what decides now must decide the same when it is read back.
    office, symbol = office[:60], symbol[:60]
    folded = fold_symbol(symbol) if symbol else ""
    key = Key(side, division, chapter, paragraph, digit, office, folded)
    task, how, _shares = settle(key, assigner)
    other = json.dumps(dict(line.other)) if line.other else "{}"
    return (
        *(file, side, division, chapter, paragraph, digit),
        *(office, symbol, line.label, line.place),
        *(line.planned, line.changed, line.committed, line.executed),
        *(other, task, how),
    )


def _kept_name(name: str, content: bytes) -> str:
    """XML and JSON are kept as text, so their names end like text."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return f"{name}.txt" if start.startswith(_TEXT_SIGNS) else name
