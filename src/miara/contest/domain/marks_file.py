"""The export of marks: one text table from which the ranking can be made again.

Rows say what they are in their first column: ``rule``, ``criterion``, ``mark``, then
whatever else. A rule and a criterion stand before marks, and the whole is read without
Miara's database.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from miara.contest.domain.ranking.marks import Criterion, Mark
from miara.contest.domain.ranking.report import RankingRules
from miara.contest.domain.ranking.rules import Step

__all__ = ["HEADER", "BadMarksFile", "MarksFile", "read_marks", "rows_of"]

HEADER: Final = (
    "kind",
    "entry",
    "cell",
    "expert",
    "criterion",
    "points",
    "weight",
    "most",
    "name",
    "value",
)


class BadMarksFile(Exception):
    """The file is no export of marks; ``line`` and ``problem`` say where and why."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line, self.problem = line, problem


@dataclass(frozen=True, slots=True)
class MarksFile:
    """Everything that the ranking is made from."""

    marks: tuple[Mark, ...]
    criteria: tuple[Criterion, ...]
    rules: RankingRules


def rows_of(content: MarksFile) -> Iterable[Sequence[str]]:
    """Rows of the export under `HEADER`."""
    for name, value in _rules_out(content.rules):
        yield ("rule", "", "", "", "", "", "", "", name, value)
    for row in content.criteria:
        yield (
            "criterion",
            "",
            "",
            "",
            row.code,
            "",
            str(row.weight),
            str(row.most),
            "",
            "",
        )
    for mark in sorted(content.marks):
        yield (
            "mark",
            mark.entry,
            mark.cell,
            mark.expert,
            mark.criterion,
            str(mark.points),
            "",
            "",
            "",
            "",
        )


def read_marks(text: str) -> MarksFile:
    """An export read back.

    Raises
    ------
    BadMarksFile
        With the line and what is wrong there.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    if reader.fieldnames is None or not set(HEADER) <= set(reader.fieldnames):
        raise BadMarksFile(1, "HEADER")
    marks: list[Mark] = []
    criteria: list[Criterion] = []
    rules: dict[str, str] = {}
    for row in reader:
        line = reader.line_num
        kind = row["kind"]
        if kind == "rule":
            rules[row["name"]] = row["value"]
        elif kind == "criterion":
            criteria.append(
                Criterion(
                    row["criterion"],
                    _number(row["weight"], line),
                    _number(row["most"], line),
                )
            )
        elif kind == "mark":
            marks.append(
                Mark(
                    row["entry"],
                    row["cell"],
                    row["expert"],
                    row["criterion"],
                    _number(row["points"], line),
                )
            )
        else:
            raise BadMarksFile(line, "KIND")
    try:
        return MarksFile(tuple(marks), tuple(criteria), _rules_in(rules))
    except (KeyError, ValueError, InvalidOperation) as error:
        raise BadMarksFile(0, "RULES") from error


def _rules_out(rules: RankingRules) -> Iterable[tuple[str, str]]:
    yield "threshold", "" if rules.threshold is None else str(rules.threshold)
    yield "inclusive", "1" if rules.inclusive else "0"
    yield "finalists", str(rules.finalists)
    yield "tolerance", str(rules.tolerance)
    yield "discrepancy_share", str(rules.discrepancy_share)
    yield "discrepancy_step", str(rules.discrepancy_step)
    yield "experts_per_entry", str(rules.experts_per_entry)
    yield "certain", repr(rules.certain)
    yield "bridges", str(rules.bridges)


def _rules_in(said: dict[str, str]) -> RankingRules:
    return RankingRules(
        threshold=Decimal(said["threshold"]) if said["threshold"] else None,
        inclusive=said["inclusive"] == "1",
        finalists=int(said["finalists"]),
        tolerance=Decimal(said["tolerance"]),
        discrepancy_share=Decimal(said["discrepancy_share"]),
        discrepancy_step=Step(said["discrepancy_step"]),
        experts_per_entry=int(said["experts_per_entry"]),
        certain=float(said["certain"]),
        bridges=int(said["bridges"]),
    )


def _number(text: str, line: int) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise BadMarksFile(line, "NUMBER") from error
