"""What would happen to each row of an archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from miara.practices.domain.migration.findings import DUPLICATES, Finding
from miara.practices.domain.migration.rows import ParsedRow
from miara.practices.domain.migration.table import Table

__all__ = ["Plan", "PlannedRow", "Standing"]


class Standing(StrEnum):
    """What an import does with a row."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    DUPLICATE = "DUPLICATE"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with everything found; ``card`` is the card that it made before."""

    parsed: ParsedRow
    findings: tuple[Finding, ...]
    known_as: int | None = None
    was_edited: bool = False
    is_same: bool = False
    is_live: bool = False

    @property
    def number(self) -> int:
        """Its number in the file."""
        return self.parsed.row.number

    @property
    def standing(self) -> Standing:
        """What is done with it."""
        refusing = {finding.code for finding in self.findings if finding.refuses}
        if refusing:
            is_double = refusing <= DUPLICATES
            return Standing.DUPLICATE if is_double else Standing.REFUSED
        if self.known_as is None:
            return Standing.NEW
        return Standing.UNCHANGED if self.is_same else Standing.CHANGED

    @property
    def is_left_out(self) -> bool:
        """Whether it goes to the file of rows to be put right."""
        return self.standing in {Standing.DUPLICATE, Standing.REFUSED}

    @property
    def is_warned(self) -> bool:
        """Whether it is taken and somebody should look."""
        is_written = self.standing in {Standing.NEW, Standing.CHANGED}
        return is_written and bool(self.findings)


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of a file in their order."""

    file: str
    table: Table
    rows: tuple[PlannedRow, ...]
    unused: tuple[str, ...]
    says_when_confirmed: bool

    @property
    def counts(self) -> dict[str, int]:
        """Rows by standing, those with warnings, and findings by code."""
        found = Counter(row.standing.value for row in self.rows)
        return {
            **{each.value: found[each.value] for each in Standing},
            "WARNED": sum(row.is_warned for row in self.rows),
            "ALL": len(self.rows),
        }

    def to_write(self) -> list[PlannedRow]:
        """Rows that make a card or a new draft."""
        wanted = {Standing.NEW, Standing.CHANGED}
        return [row for row in self.rows if row.standing in wanted]

    def left_out(self) -> list[PlannedRow]:
        """Rows for the file to be put right."""
        return [row for row in self.rows if row.is_left_out]
