"""Marks and ranking as files: a CSV from which all is rebuilt, a workbook to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from miara.contest.domain.marks_file import HEADER, MarksFile, rows_of
from miara.contest.domain.ranking.report import Ranking
from miara.contest.domain.ranking.stability import CellStability

__all__ = ["RESULT_HEADER", "marks_csv", "ranking_workbook", "result_rows"]

RESULT_HEADER: Final = (
    "cell",
    "entry",
    "place",
    "tied",
    "mean",
    "scores",
    "above_threshold",
    "corrected",
    "low",
    "high",
    "first",
    "finalist",
    "discuss",
)


def marks_csv(content: MarksFile) -> str:
    """Rules, criteria and marks; `domain.marks_file.read_marks` reads it back."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(rows_of(content))
    return target.getvalue()


def result_rows(ranking: Ranking) -> list[list[Any]]:
    """One row an entry: codes and exact numbers, the same on every machine."""
    return [
        [
            cell.cell,
            row.standing.entry,
            row.standing.place,
            int(row.standing.tied),
            None if row.standing.shown is None else str(row.standing.shown),
            row.standing.scores,
            int(row.above_threshold),
            row.estimate.quality if row.estimate else None,
            row.estimate.low if row.estimate else None,
            row.estimate.high if row.estimate else None,
            row.estimate.first if row.estimate else None,
            row.estimate.finalist if row.estimate else None,
            int(cell.discuss),
        ]
        for cell in ranking.cells
        for row in cell.rows
    ]


def ranking_workbook(
    content: MarksFile,
    ranking: Ranking,
    report: Sequence[CellStability],
    *,
    names: dict[str, str],
) -> bytes:
    """Ranking, stability and marks on three sheets.

    Parameters
    ----------
    names
        Names of units by number of entry.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})

    def sheet(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        made = book.add_worksheet(title)
        made.write_row(0, 0, list(header), bold)
        for at, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, int | float):
                    made.write_number(at, place, cell)
                elif cell is not None:
                    made.write_string(at, place, str(cell))
        made.freeze_panes(1, 0)

    sheet(
        _("Ranking"),
        [
            _("group/domain"),
            _("number"),
            _("unit"),
            _("place"),
            _("ex aequo"),
            _("mean"),
            _("complete marks"),
            _("above the threshold"),
            _("corrected"),
            _("interval from"),
            _("interval to"),
            _("probability of first place"),
            _("probability of finalist"),
            _("visit or discuss"),
        ],
        (
            [row[0], row[1], names.get(row[1], ""), *row[2:]]
            for row in result_rows(ranking)
        ),
    )
    sheet(
        _("Stability"),
        [
            _("group/domain"),
            _("first"),
            _("draws of weights"),
            _("draws with another first"),
            _("changes without an expert"),
            _("changes without a criterion"),
            _("first after correction"),
        ],
        (
            [
                row.cell,
                ", ".join(row.firsts),
                row.draws,
                row.changed,
                sum(each.changed for each in row.without_expert),
                sum(each.changed for each in row.without_criterion),
                row.corrected_first or "",
            ]
            for row in report
        ),
    )
    sheet(_("Marks"), HEADER, rows_of(content))
    book.close()
    return target.getvalue()
