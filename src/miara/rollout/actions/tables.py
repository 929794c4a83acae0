"""Tables: sent and looked at, then written into the plans through their own doors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.budget import public as budget
from miara.catalogue import public as catalogue
from miara.documents import public as documents
from miara.rollout.domain.reading import Fault
from miara.rollout.domain.sheets import plain
from miara.rollout.domain.tables import (
    MeasureRow,
    StrategyTable,
    TaskTable,
    read_strategy,
    read_tasks,
)
from miara.rollout.errors import AlreadyWrittenError, FileHasFaultsError
from miara.rollout.models import TableFile
from miara.rollout.permissions import require_planner, require_task_planner
from miara.rollout.queries.known import (
    Known,
    check_strategy,
    check_tasks,
    known_of,
    symbols_of,
)
from miara.strategy import public as strategy

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["LIMIT", "checked", "remove_table", "send_table", "write_table"]

LIMIT: Final = 5 * 1024 * 1024
_LEVELS: Final = ("Cel strategiczny", "Cel operacyjny", "Działanie kluczowe")


def send_table(
    unit_uid: str,
    *,
    kind: str,
    year: int,
    content: bytes,
    name: str,
    by: User | None,
    now: datetime,
) -> TableFile:
    """Keep a workbook as a draft to look at; the same bytes twice are one draft.

    Raises
    ------
    BadFileError, FileInfectedError, ScannerUnreachableError
        From the check of what was sent.
    """
    _require(by, unit_uid, kind)
    prepared = documents.prepare_file(
        content=content,
        name=name,
        accept=frozenset({documents.FileKind.XLSX, documents.FileKind.ODS}),
        limit=LIMIT,
    )
    with transaction.atomic():
        same = TableFile.objects.filter(
            unit_uid=unit_uid,
            kind=kind,
            year=year,
            state=TableFile.State.DRAFT,
            stored__sha256=prepared.sha256,
        )
        if (found := same.first()) is not None:
            return found
        row = TableFile.objects.create(
            unit_uid=unit_uid,
            kind=kind,
            year=year,
            name=prepared.name[-200:],
            stored=documents.keep_prepared(prepared=prepared, by=by, now=now),
            sent_at=now,
            sent_by=by,
        )
        after = {"name": row.name, "kind": kind}
        audit.record("rollout.file_sent", by=by, at=now, target=row, after=after)
    return row


def checked(
    row: TableFile, now: datetime
) -> tuple[StrategyTable | TaskTable, list[Fault], Known]:
    """What a table says now, with everything that is wrong with it; writes nothing."""
    content = documents.read_file(row.stored)
    known = known_of(row.unit_uid, timezone.localdate(now))
    if row.kind == TableFile.Kind.STRATEGY:
        plans = read_strategy(content)
        return plans, check_strategy(plans, known), known
    tasks = read_tasks(content)
    taken = symbols_of(budget.year_of(row.unit_uid, row.year))
    return tasks, check_tasks(tasks, known, taken), known


@transaction.atomic
def write_table(file: TableFile, *, by: User | None, now: datetime) -> TableFile:
    """Write a draft into the plans, all of it or nothing.

    Raises
    ------
    FileHasFaultsError
        When a cell has to be corrected first.
    AlreadyWrittenError
        When it is no draft.
    YearClosedError
        When the year of the tasks is closed.
    """
    row = _draft(file, by)
    told, faults, known = checked(row, now)
    if stopping := [fault for fault in faults if fault.stops]:
        raise FileHasFaultsError(count=len(stopping))
    who: dict[str, Any] = {"by": by, "now": now}
    if isinstance(told, StrategyTable):
        row.summary = _write_strategy(row.unit_uid, told, known, who)
    else:
        row.summary = _write_tasks(row, told, known, who)
    row.state, row.ended_at = TableFile.State.WRITTEN, now
    row.save()
    after = {"name": row.name, **row.summary}
    audit.record("rollout.file_written", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def remove_table(file: TableFile, *, by: User | None, now: datetime) -> None:
    """Take a draft away without writing it.

    Raises
    ------
    AlreadyWrittenError
        When it is no draft.
    """
    row = _draft(file, by)
    row.state, row.ended_at = TableFile.State.REMOVED, now
    row.save()
    after = {"name": row.name}
    audit.record("rollout.file_removed", by=by, at=now, target=row, after=after)


def _write_strategy(
    unit_uid: str, told: StrategyTable, known: Known, who: Mapping[str, Any]
) -> dict[str, int]:
    about = told.about
    assert about is not None  # a missing sheet is a fault that stops
    depth = max((goal.level for goal in told.goals), default=0) + 1
    names = [*_LEVELS, *(f"Poziom {n}" for n in range(4, 9))][:depth]
    state = strategy.Document.State
    document = strategy.add_document(
        unit_uid,
        {
            "kind": about.kind,
            "title": about.title,
            "vision": about.vision,
            "mission": about.mission,
            "resolution_number": about.number,
            "resolution_date": about.adopted_on,
            "first_year": about.first_year,
            "last_year": about.last_year,
            "state": state.ADOPTED if about.number else state.DRAFT,
            "levels": names,
        },
        **who,
    )
    codes = {plain(goal.domain): "" for goal in told.goals if goal.domain}
    wanted = [known.domains[text] for text in codes]
    since = timezone.localdate(who["now"])
    national = [code for code in wanted if catalogue.domain(code) is not None]
    strategy.adopt_template(unit_uid, domains=national, services=(), since=since, **who)
    domains = {row.code: row for row in strategy.domains_of(unit_uid)}
    goals: dict[str, strategy.Goal] = {}
    for each in told.goals:
        chosen = domains.get(known.domains.get(plain(each.domain), ""))
        values = {
            "code": each.code,
            "text": each.text,
            "dimension": each.dimension,
            "expected_results": each.results,
            "owner": known.posts.get(plain(each.owner)),
            "domains": [chosen] if chosen else [],
        }
        parent = goals.get(each.above)
        goals[each.code] = strategy.add_goal(document, values, parent=parent, **who)
    own = _own_indicators(unit_uid, told, known, who)
    for measure in told.measures:
        values = _target(measure, own.get(measure.code), known)
        strategy.add_target(goals[measure.goal], values, steps={}, **who)
    return {
        "document": document.pk,
        "goals": len(goals),
        "targets": len(told.measures),
        "indicators": len(own) - len(known.own),
    }


def _own_indicators(
    unit_uid: str, told: StrategyTable, known: Known, who: Mapping[str, Any]
) -> dict[str, strategy.LocalIndicator]:
    own = dict(known.own)
    for row in told.measures:
        if row.code in own or row.code in known.national:
            continue
        direction = row.direction or "NONE"
        owner = known.posts.get(plain(row.owner))
        own[row.code] = strategy.add_indicator(
            unit_uid,
            {
                "code": row.code,
                "name": row.name,
                "measure": row.measure,
                "decimals": _decimals(row.base, row.final),
                "kind": strategy.LocalIndicator.Kind.OUTCOME,
                "direction": direction,
                "source": row.source,
                "owner": owner,
                "supplier": owner,
            },
            **who,
        )
    return own


def _decimals(*values: Decimal | None) -> int:
    """Decimal places that the numbers of a row need, at most six."""
    places = [
        -int(value.normalize().as_tuple().exponent)
        for value in values
        if value is not None
    ]
    return min(6, max([0, *places]))


def _target(
    row: MeasureRow, own: strategy.LocalIndicator | None, known: Known
) -> dict[str, Any]:
    kinds = strategy.Target.Kind
    return {
        "national": "" if own else row.code,
        "local": own,
        "kind": kinds.REACH if row.final is not None else kinds.TREND,
        "direction": row.direction,
        "baseline_year": row.base_year,
        "baseline_value": row.base,
        "final_year": row.final_year,
        "final_value": row.final,
        "legal_source": "",
        "owner": known.posts.get(plain(row.owner)),
    }


def _write_tasks(
    file: TableFile, told: TaskTable, known: Known, who: Mapping[str, Any]
) -> dict[str, int]:
    year = budget.open_budget(file.unit_uid, file.year, **who)
    taken = symbols_of(year)
    made = 0
    for row in told.tasks:
        if row.symbol.casefold() in taken:
            continue
        goals = [known.goals[code] for code in row.goals]
        values = {
            "symbol": row.symbol,
            "name": row.name,
            "kind": row.kind,
            "organisational_unit": known.offices.get(row.office.casefold()),
            "manager": known.posts.get(plain(row.owner)),
            "service": known.services.get(plain(row.service)),
            "scope": row.scope,
            "needed": row.needed,
            "goals": goals,
        }
        task = budget.add_task(year, values, **who)
        if row.measure_name:
            measure = {
                "name": row.measure_name,
                "kind": "OUTPUT",
                "unit_of_measure": row.measure_unit,
                "planned": row.planned,
            }
            budget.set_measures(task, [measure], **who)
        made += 1
    return {"tasks": made, "kept": len(told.tasks) - made}


def _draft(file: TableFile, by: User | None) -> TableFile:
    _require(by, file.unit_uid, file.kind)
    row = TableFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if row.state != TableFile.State.DRAFT:
        raise AlreadyWrittenError
    return row


def _require(by: User | None, unit_uid: str, kind: str) -> None:
    if kind == TableFile.Kind.TASKS:
        require_task_planner(by, unit_uid)
    else:
        require_planner(by, unit_uid)
