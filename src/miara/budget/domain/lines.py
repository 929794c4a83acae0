"""A line of a budget or of its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from miara.budget.domain.findings import Finding

__all__ = [
    "AMOUNTS",
    "BudgetLine",
    "FileKind",
    "Key",
    "Reading",
    "Side",
    "Statement",
    "Totals",
    "totals_of",
]


class Side(StrEnum):
    """Which side of the budget."""

    REVENUE = "R"
    EXPENDITURE = "E"


class FileKind(StrEnum):
    """What a file tells about a year."""

    LEDGER = "LEDGER"  # export of the accounting system: money by task
    RB27S = "RB27S"  # report on revenue
    RB28S = "RB28S"  # report on expenditure
    RBNDS = "RBNDS"  # surplus or deficit, inflows, outflows
    RBZ = "RBZ"  # debt
    RESOLUTION = "RESOLUTION"  # amounts of a resolution: the plan or its change
    MF_PIT = "MF_PIT"  # shares in income tax as the ministry published them


class Key(NamedTuple):
    """What makes a line itself in every version of a report."""

    side: str
    division: str
    chapter: str
    paragraph: str
    digit: str
    office: str = ""
    task: str = ""

    @property
    def text(self) -> str:
        """For keeping in one column.

        >>> Key("E", "900", "90003", "430", "0", "ZDM", "").text
        'E/900/90003/430/0/ZDM/'
        """
        return "/".join(self)

    @property
    def code(self) -> str:
        """As people write it.

        >>> Key("E", "900", "90003", "430", "0").code
        '900-90003-4300'
        """
        return f"{self.division}-{self.chapter}-{self.paragraph}{self.digit}"

    @property
    def classification(self) -> Key:
        """Without the organisational unit and the task."""
        return self._replace(office="", task="")


#: Amounts of a line, in the order in which pages show them.
AMOUNTS: Final = ("planned", "changed", "committed", "executed")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line; amounts in grosze.

    Attributes
    ----------
    planned, changed
        The plan as adopted, and after changes. A report gives only the second.
    committed, executed
        Zaangażowanie, and what was paid or came in.
    place
        Row of the file, for people who look it up.
    other
        Further amounts of the report by their tag, grosze.
    """

    key: Key
    planned: int = 0
    changed: int = 0
    committed: int = 0
    executed: int = 0
    label: str = ""
    place: str = ""
    other: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of a report without classification: a symbol with plan and execution.

    Reports nest their rows: a total stands beside its parts and is never added to
    them.
    """

    symbol: str
    planned: int = 0
    executed: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Control sums of lines, in grosze, and their number."""

    lines: int = 0
    planned: int = 0
    changed: int = 0
    committed: int = 0
    executed: int = 0

    def as_json(self) -> dict[str, int]:
        """For keeping beside the file."""
        return {"lines": self.lines, **{name: getattr(self, name) for name in AMOUNTS}}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file.

    Attributes
    ----------
    year, quarter
        As the file says; 0 when it does not.
    unit_code
        The unit the file says it is about, empty when it does not say.
    headings
        Columns of a table, for choosing which is which.
    """

    lines: tuple[BudgetLine, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    year: int = 0
    quarter: int = 0
    unit_code: str = ""
    headings: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    def totals(self, side: Side | None = None) -> Totals:
        """Control sums of one side, or of all lines."""
        return totals_of(
            line for line in self.lines if side is None or line.key.side == side
        )


def totals_of(lines: Iterable[BudgetLine]) -> Totals:
    """Control sums of lines."""
    count = planned = changed = committed = executed = 0
    for line in lines:
        count += 1
        planned += line.planned
        changed += line.changed
        committed += line.committed
        executed += line.executed
    return Totals(count, planned, changed, committed, executed)
