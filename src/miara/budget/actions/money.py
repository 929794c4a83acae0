"""Money of tasks worked out from lines, rules and decisions; in one transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum

from miara.budget.actions.bulk import CHUNK, insert_rows
from miara.budget.domain.assignment import (
    WHOLE,
    Assigner,
    How,
    Money,
    Rule,
    Share,
    share_line,
)
from miara.budget.domain.codes import fold_symbol
from miara.budget.domain.lines import AMOUNTS, Key, Side
from miara.budget.models import (
    AssignmentRule,
    BudgetTask,
    BudgetYear,
    HandShare,
    Line,
    LineShare,
    ReportFile,
    TaskMoney,
)
from miara.budget.queries.base import base_lines, choose_base

__all__ = ["assigner_of", "refresh_money", "settle"]

#: Lines that belong to no task, or to one as a whole; others stand in `LineShare`.
_WHOLE_LINES: Final = Q(how=How.NONE.value) | Q(task__isnull=False)


def assigner_of(year: BudgetYear) -> Assigner:
    """Decisions of a year, ready to be asked; four queries."""
    tasks = BudgetTask.objects.filter(budget_year=year).values_list("symbol", "pk")
    hand: dict[str, list[Share]] = defaultdict(list)
    for row in HandShare.objects.filter(budget_year=year).order_by("pk"):
        if row.task_id is not None:
            hand[row.key].append(Share(row.task_id, row.weight))
    rules = AssignmentRule.objects.filter(budget_year=year).prefetch_related("shares")
    return Assigner(
        symbols={fold_symbol(symbol): pk for symbol, pk in tasks},
        hand={key: tuple(shares) for key, shares in hand.items()},
        rules=[_rule(row) for row in rules.order_by("position", "pk")],
    )


def settle(key: Key, assigner: Assigner) -> tuple[int | None, str, tuple[Share, ...]]:
    """Where a line goes: its only task, what decided, and shares when it is divided."""
    decided = assigner.decide(key)
    shares = decided.shares
    if not shares:
        return None, How.NONE.value, ()
    if len(shares) == 1 and shares[0].weight == WHOLE:
        return shares[0].task, decided.how.value, ()
    return None, decided.how.value, shares


def refresh_money(
    year: BudgetYear, *, always: bool = True, settled: ReportFile | None = None
) -> None:
    """Choose the files, settle their lines and add money up.

    Afterwards money of a year and side, tasks and the rest together, is that of its
    lines to the grosz.

    Parameters
    ----------
    always
        False when only files changed: a report beside a ledger moves no money.
    settled
        A file whose lines were settled in this transaction; only its shared lines are
        looked at.
    """
    if not _mark_base(year) and not always:
        return
    waiting = base_lines(year)
    if settled is not None:
        waiting = waiting.exclude(Q(file=settled) & _WHOLE_LINES)
    LineShare.objects.filter(line__file__budget_year=year).delete()
    _settle_lines(waiting, assigner_of(year))
    _add_up(year)


#: Plain values: making sixty thousand rows into objects takes longer than the rest.
_COLUMNS = (
    *("pk", "task_id", "how", "side", "division", "chapter", "paragraph", "digit"),
    *("office", "symbol", *AMOUNTS),
)


def _settle_lines(waiting: QuerySet[Line], assigner: Assigner) -> None:
    """Give lines to tasks, and write parts of shared ones."""
    moved: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    parts: list[tuple[int, int | None, int, int, int, int]] = []
    rows = waiting.order_by("pk").values_list(*_COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        pk, task_before, how_before, *codes, symbol = row[:10]
        folded = fold_symbol(symbol) if symbol else ""
        task, how, shares = settle(Key._make([*codes, folded]), assigner)
        if how != how_before or task != task_before:
            moved[task, how].append(pk)
        if shares:
            divided = share_line(row[10:], shares)
            parts += [(pk, owner, *part) for owner, part in divided]
    _write_tasks(moved)
    insert_rows(LineShare, ("line_id", "task_id", *AMOUNTS), parts)


def _add_up(year: BudgetYear) -> None:
    """Replace the money of a year by sums of its lines and of parts of shared ones."""
    whole = base_lines(year)
    shared = LineShare.objects.filter(line__in=whole)
    sums: dict[tuple[str, int | None], Money] = defaultdict(Money)
    counts: dict[tuple[str, int | None], int] = defaultdict(int)
    told = [Sum(name) for name in AMOUNTS]
    for rows in (
        whole.filter(_WHOLE_LINES).values_list("side", "task_id"),
        shared.values_list("line__side", "task_id"),
    ):
        for side, task, count, *amounts in rows.order_by().annotate(Count("pk"), *told):
            sums[side, task].add(amounts)
            counts[side, task] += count
    TaskMoney.objects.filter(budget_year=year).delete()
    insert_rows(
        TaskMoney,
        ("budget_year_id", "side", "task_id", "lines", *AMOUNTS),
        [
            (year.pk, side, task, counts[side, task], *money.row())
            for (side, task), money in sums.items()
        ],
    )


def _mark_base(year: BudgetYear) -> bool:
    """Whether the budget is made of other files than before."""
    is_other = False
    sides: dict[int, str] = defaultdict(str)
    for side in (Side.REVENUE, Side.EXPENDITURE):
        for file in choose_base(year, side):
            sides[file.pk] += side.value
    for file in ReportFile.objects.filter(budget_year=year):
        wanted = sides.get(file.pk, "")
        if file.base_sides != wanted:
            file.base_sides = wanted
            file.save(update_fields=["base_sides"])
            is_other = True
    return is_other


def _rule(row: AssignmentRule) -> Rule:
    shares = sorted(row.shares.all(), key=lambda share: share.pk)
    return Rule(
        tuple(Share(share.task_id, share.weight) for share in shares),
        row.side,
        row.division,
        row.chapter,
        row.paragraph,
        row.digit,
        row.office,
        row.pk,
    )


def _write_tasks(moved: dict[tuple[int | None, str], list[int]]) -> None:
    """A statement a task and thousand lines: a bulk update takes ten times as long."""
    for (task, how), keys in moved.items():
        for start in range(0, len(keys), CHUNK):
            rows = Line.objects.filter(pk__in=keys[start : start + CHUNK])
            rows.update(task_id=task, how=how)
