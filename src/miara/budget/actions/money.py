"""Money of tasks worked out from lines, rules and decisions; in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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
from miara.budget.domain.lines import Key, Side
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

__all__ = ["CHUNK", "assigner_of", "refresh_money", "settle"]

#: Rows written at once: SQLite takes about 32 000 values a statement.
CHUNK = 1_000


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


def refresh_money(year: BudgetYear, *, always: bool = True) -> None:
    """Choose the files, settle their lines and add money up.

    Afterwards money of a year and side, tasks and the rest together, is that of its
    lines to the grosz.

    Parameters
    ----------
    always
        False when only files changed: a report beside a ledger moves no money.
    """
    if not _mark_base(year) and not always:
        return
    assigner = assigner_of(year)
    moved: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    parts: list[LineShare] = []
    sums = _Sums()
    rows = base_lines(year).order_by("pk").values_list(*_COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        pk, task_before, how_before, side, division, chapter = row[:6]
        paragraph, digit, office, symbol = row[6:10]
        folded = fold_symbol(symbol) if symbol else ""
        key = Key(side, division, chapter, paragraph, digit, office, folded)
        amounts = row[10:]
        task, how, shares = settle(key, assigner)
        if (task, how) != (task_before, how_before):
            moved[task, how].append(pk)
        if not shares:
            sums.add(key.side, task, amounts)
            continue
        for owner, part in share_line(amounts, shares):
            sums.add(key.side, owner, part)
            parts.append(_part(pk, owner, part))
    _write_tasks(moved)
    LineShare.objects.filter(line__file__budget_year=year).delete()
    LineShare.objects.bulk_create(parts, batch_size=CHUNK)
    sums.write(year)


#: Plain values: making sixty thousand rows into objects takes longer than the rest.
_COLUMNS = (
    *("pk", "task_id", "how", "side", "division", "chapter", "paragraph", "digit"),
    *("office", "symbol", "planned", "changed", "committed", "executed"),
)


class _Sums:
    """Money by side and task, and how many lines or parts made it."""

    def __init__(self) -> None:
        self._money: dict[tuple[str, int | None], Money] = defaultdict(Money)
        self._counts: dict[tuple[str, int | None], int] = defaultdict(int)

    def add(self, side: str, task: int | None, amounts: Sequence[int]) -> None:
        """Add a line or a part of one."""
        self._money[side, task].add(amounts)
        self._counts[side, task] += 1

    def write(self, year: BudgetYear) -> None:
        """Replace the money of a year."""
        TaskMoney.objects.filter(budget_year=year).delete()
        TaskMoney.objects.bulk_create(
            [
                TaskMoney(
                    budget_year=year,
                    side=side,
                    task_id=task,
                    lines=self._counts[side, task],
                    planned=sums.planned,
                    changed=sums.changed,
                    committed=sums.committed,
                    executed=sums.executed,
                )
                for (side, task), sums in self._money.items()
            ],
            batch_size=CHUNK,
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


def _part(line: int, task: int | None, amounts: Sequence[int]) -> LineShare:
    planned, changed, committed, executed = amounts
    return LineShare(
        line_id=line,
        task_id=task,
        planned=planned,
        changed=changed,
        committed=committed,
        executed=executed,
    )


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
