"""The ledger against the reports: the same money, looked at twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from miara.budget.domain.assignment import Money
from miara.budget.domain.lines import AMOUNTS, BudgetLine, Key

__all__ = ["Difference", "differences", "overspent"]

#: What a report and the ledger both know.
COMPARED = ("changed", "committed", "executed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount of one classification that two files tell differently, grosze."""

    key: Key
    field: str
    ledger: int
    report: int

    @property
    def by(self) -> int:
        """How much more the ledger says."""
        return self.ledger - self.report


def differences(
    ledger: Iterable[BudgetLine], report: Iterable[BudgetLine]
) -> list[Difference]:
    """Where two files differ, the largest first; units and tasks are added up.

    Commitments are compared only where the report knows any.
    """
    ours, theirs = _by_code(ledger), _by_code(report)
    knows = any(money.committed for money in theirs.values())
    fields = [name for name in COMPARED if knows or name != "committed"]
    found = [
        Difference(key, name, left, right)
        for key in {*ours, *theirs}
        for name in fields
        if (left := getattr(ours[key], name)) != (right := getattr(theirs[key], name))
    ]
    return sorted(found, key=lambda each: (-abs(each.by), each.key, each.field))


def overspent(lines: Iterable[BudgetLine]) -> list[BudgetLine]:
    """Lines of expenditure paid or committed beyond their plan, the largest first."""
    found = [
        line
        for line in lines
        if line.key.side == "E" and max(line.executed, line.committed) > line.changed
    ]
    return sorted(
        found, key=lambda x: (x.changed - max(x.executed, x.committed), x.key)
    )


def _by_code(lines: Iterable[BudgetLine]) -> dict[Key, Money]:
    found: dict[Key, Money] = defaultdict(Money)
    for line in lines:
        amounts = [getattr(line, name) for name in AMOUNTS]
        found[line.key.classification].add(amounts)
    return found
