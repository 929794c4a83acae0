"""Tables of pages: files, lines, rules, tasks, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.budget.domain.assignment import Money
from miara.budget.domain.lines import AMOUNTS, Reading
from miara.budget.models import AssignmentRule, BudgetTask, Line, ReportFile, TaskReport
from miara.budget.models.shared import Side
from miara.budget.presenters.money import columns, money_cells, percent, whole_grosze
from miara.budget.presenters.tables import Cell, Column, Table
from miara.core.numbers import MISSING

__all__ = ["files_table", "lines_table", "rule_sentence", "shares_words"]
__all__ += ["tasks_table"]


def files_table(files: Iterable[ReportFile], address: str, year: int) -> Table:
    """Files with their state and control sums."""
    head = [
        Column(_("File")),
        Column(_("What it tells")),
        Column(_("Quarter"), numeric=True),
        Column(_("State")),
        Column(_("Lines"), numeric=True),
        Column(_("Executed"), numeric=True),
    ]
    rows = []
    for file in files:
        url = reverse("budget:file", args=[address, year, file.pk])
        totals = [file.totals.get(side) or {} for side in ("R", "E")]
        executed = sum(each.get("executed", 0) for each in totals)
        is_draft = file.state == ReportFile.State.DRAFT
        note = _("money of tasks comes from it") if file.base_sides else ""
        rows.append(
            [
                Cell(file.name, url),
                Cell(file.get_kind_display(), note=_resolution(file) or file.scope),
                Cell(str(file.quarter) if file.quarter else MISSING),
                Cell(file.get_state_display(), note=note),
                Cell(str(sum(t.get("lines", 0) for t in totals))),
                Cell(MISSING if is_draft else whole_grosze(executed)),
            ]
        )
    return Table(_("Files of the year"), head, rows)


def lines_table(lines: Iterable[Line], address: str, year: int) -> Table:
    """Lines with their classification, task and amounts."""
    head = [Column(_("Line")), Column(_("Task")), *columns()]
    rows = [
        [
            Cell(
                f"{row.division}-{row.chapter}-{row.paragraph}{row.digit}",
                reverse("budget:line", args=[address, year, row.pk]),
                " ".join(filter(None, (row.office, row.label))),
            ),
            Cell(_task_of(row), note=row.get_how_display()),
            *money_cells(Money(row.planned, row.changed, row.committed, row.executed)),
        ]
        for row in lines
    ]
    return Table(_("Lines of the budget"), head, rows)


def tasks_table(
    tasks: Iterable[tuple[BudgetTask, Money]], address: str, year: int
) -> Table:
    """Tasks with their manager and money."""
    head = [
        Column(_("Task")),
        Column(_("Manager")),
        *columns(),
        Column(_("Executed, %"), numeric=True),
    ]
    rows = [
        [
            Cell(
                str(task),
                reverse("budget:task", args=[address, year, task.pk]),
                task.get_kind_display(),
            ),
            Cell(
                task.manager.title if task.manager else _("nobody"),
                note=task.organisational_unit.name if task.organisational_unit else "",
            ),
            *money_cells(money),
            Cell(percent(money.executed, money.changed)),
        ]
        for task, money in tasks
    ]
    return Table(_("Tasks of the year"), head, rows)


def reports_table(
    tasks: Sequence[BudgetTask],
    reports: Mapping[tuple[int, int], TaskReport],
    address: str,
    year: int,
    last: int,
) -> Table:
    """Reports of tasks by quarter: where each stands."""
    quarters = range(1, 5)
    head = [Column(_("Task"))]
    head += [Column(_("Quarter %(n)s") % {"n": n}) for n in quarters]
    rows = []
    for task in tasks:
        cells = [Cell(str(task), reverse("budget:task", args=[address, year, task.pk]))]
        for n in quarters:
            url = reverse("budget:report", args=[address, year, task.pk, n])
            report = reports.get((task.pk, n))
            if report is not None:
                cells.append(Cell(report.get_state_display(), url))
            elif n <= last:
                cells.append(Cell(_("to be written"), url))
            else:
                cells.append(Cell(_("not yet")))
        rows.append(cells)
    return Table(_("Reports of tasks"), head, rows)


def rule_sentence(rule: AssignmentRule) -> str:
    """What a rule says, in words."""
    parts = (
        (_("division %(code)s…"), rule.division),
        (_("chapter %(code)s…"), rule.chapter),
        (_("paragraph %(code)s…"), rule.paragraph),
        (_("financing digit %(code)s"), rule.digit),
        (_("unit %(code)s"), rule.office),
    )
    said = ", ".join(text % {"code": code} for text, code in parts if code)
    tasks = shares_words([(s.task, s.weight) for s in rule.shares.all()])
    return _("%(side)s: %(codes)s → %(tasks)s") % {
        "side": rule.get_side_display(),
        "codes": said,
        "tasks": tasks,
    }


def shares_words(shares: Iterable[tuple[BudgetTask, int]]) -> str:
    """Tasks with their shares; a whole has none."""
    return ", ".join(
        task.symbol
        if weight == 10_000
        else f"{task.symbol} {percent(weight, 10_000, 2)}"
        for task, weight in shares
    )


def _task_of(row: Line) -> str:
    if row.task:
        return str(row.task)
    if row.how == Line.How.NONE:
        return _("no task")
    return _("shared")


def _resolution(file: ReportFile) -> str:
    return file.resolution.number if file.resolution else ""


def waiting_words(count: int) -> str:
    """How many reports wait."""
    return ngettext(
        "%(count)s report waits to be written or approved.",
        "%(count)s reports wait to be written or approved.",
        count,
    ) % {"count": count}


def preview_table(reading: Reading, shown: int) -> Table:
    """First lines of a file before it is taken."""
    if reading.statements:
        head = [
            Column(_("Symbol")),
            Column(_("Plan"), True),
            Column(_("Executed"), True),
        ]
        return Table(
            _("First rows of the file"),
            head,
            [
                [
                    Cell(each.symbol, note=each.label),
                    Cell(whole_grosze(each.planned)),
                    Cell(whole_grosze(each.executed)),
                ]
                for each in reading.statements[:shown]
            ],
        )
    head = [
        Column(_("Line")),
        Column(_("Organisational unit")),
        Column(_("Task")),
        *columns()[:-1],
    ]
    rows = [
        [
            Cell(line.key.code, note=line.label),
            Cell(line.key.office or MISSING),
            Cell(line.key.task or MISSING),
            *(
                Cell(whole_grosze(value))
                for value in (
                    line.planned,
                    line.changed,
                    line.committed,
                    line.executed,
                )
            ),
        ]
        for line in reading.lines[:shown]
    ]
    return Table(_("First lines of the file"), head, rows)


def totals_table(file: ReportFile) -> Table:
    """Control sums of a taken file by side."""
    head = [Column(_("Side")), Column(_("Lines"), numeric=True), *columns()[:-1]]
    rows = []
    for side in Side:
        sums = file.totals.get(side.value) or {}
        if sums.get("lines"):
            amounts = [Cell(whole_grosze(sums[name])) for name in AMOUNTS]
            rows.append([Cell(side.label), Cell(str(sums["lines"])), *amounts])
    return Table(_("Control sums"), head, rows)
