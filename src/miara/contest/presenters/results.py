"""Results as pages, tables and the package for the press show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.models import Diploma, Edition, Recusal, TitleKind
from miara.contest.queries.jury import jurors_of
from miara.contest.queries.recipients import recipients_of
from miara.contest.queries.results import ReleasedResults, ResultRow
from miara.contest.queries.statistics import CellCount, cell_counts, mean_points

__all__ = ["CellView", "ResultsView", "RowView", "results_view", "table_rows"]


@dataclass(frozen=True, slots=True)
class RowView:
    """One title in words.

    ``points`` and ``justification`` are empty where the edition keeps them to itself.
    """

    award: str
    recipient: str
    title: str
    number: str
    summary: str
    justification: str
    points: Decimal | None
    diploma_code: str
    entry_uid: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A group in a domain with its titles; ``empty`` says why there are none."""

    title: str
    rows: tuple[RowView, ...]
    empty: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class ResultsView:
    """A page of results."""

    released_at: Any
    cells: tuple[CellView, ...]
    special: tuple[RowView, ...]
    counts: tuple[CellCount, ...]
    total: int | None
    jurors: tuple[str, ...]
    recusals: tuple[tuple[str, str], ...]
    cost: Decimal | None


def results_view(edition: Edition, results: ReleasedResults) -> ResultsView:
    """What the edition makes public of its results. Seven queries at most."""
    public = edition.settings.publicity
    shown = [row for row in results.rows if _worth_showing(row, results)]
    made = _rows(shown, edition)
    cells: dict[str, list[RowView]] = defaultdict(list)
    special: list[RowView] = []
    for row in shown:
        if row.cell_id is None:
            special.append(made[row.award_id])
        else:
            cells[f"{row.group} – {row.domain}"].append(made[row.award_id])
    views = [CellView(name, tuple(rows), "", False) for name, rows in cells.items()]
    views += [
        CellView(
            f"{cell.group} – {cell.domain}",
            (),
            str(cell.justification) if public.justifications else "",
            True,
        )
        for cell in results.empty
    ]
    counts = tuple(cell_counts(edition)) if public.entry_count else ()
    return ResultsView(
        released_at=results.released_at,
        cells=tuple(views),
        special=tuple(special),
        counts=counts,
        total=sum(row.count for row in counts) if public.entry_count else None,
        jurors=tuple(
            f"{row.full_name}, {row.represents}" if row.represents else row.full_name
            for row in jurors_of(edition)
        )
        if public.jurors
        else (),
        recusals=_recusals(edition) if public.recusals else (),
        cost=public.cost,
    )


def table_rows(edition: Edition, results: ReleasedResults) -> list[list[str]]:
    """Results as a table with a header, for CSV: all titles, in both languages."""
    public = edition.settings.publicity
    names = recipients_of(results.rows)
    rows = [
        ["number", "applicant", "title", "group", "domain", "award", "award_en",
         "ex_aequo", "justification", "justification_en"]
    ]  # fmt: skip
    rows += [
        [
            row.number,
            names[row.award_id],
            row.title,
            row.group.pl,
            row.domain.pl,
            row.name.pl,
            row.name.en,
            "1" if row.is_ex_aequo else "0",
            row.justification.pl if public.justifications else "",
            row.justification.en if public.justifications else "",
        ]
        for row in results.rows
    ]
    return rows


def _worth_showing(row: ResultRow, results: ReleasedResults) -> bool:
    """In the results, "finalist" is not said of whoever got a place."""
    if results.stage != "RESULTS" or row.role != TitleKind.Role.FINALIST:
        return True
    return not any(
        other.rank < row.rank and other.role != TitleKind.Role.SPECIAL
        for other in results.of_entry(row.entry_id)
    )


def _rows(shown: list[ResultRow], edition: Edition) -> dict[int, RowView]:
    public = edition.settings.publicity
    names = recipients_of(shown)
    codes = dict(
        Diploma.objects.filter(
            award__in=[row.award_id for row in shown], revoked_at=None
        )
        .exclude(file=None)
        .values_list("award", "code")
    )
    points = (
        mean_points({row.entry_id for row in shown})
        if public.marks_of_laureates
        else {}
    )
    return {
        row.award_id: RowView(
            award=award_text(row),
            recipient=names[row.award_id],
            title=row.title,
            number=row.number,
            summary=row.summary,
            justification=str(row.justification) if public.justifications else "",
            points=points.get(row.entry_id)
            if row.role != TitleKind.Role.FINALIST
            else None,
            diploma_code=codes.get(row.award_id, ""),
            entry_uid=row.entry_uid,
            anchor=f"w{row.award_id}",
        )
        for row in shown
    }


def award_text(row: ResultRow, language: str | None = None) -> str:
    """Name of a title, with "ex aequo" where it is shared."""
    name = row.name.in_language(language or get_language())
    return f"{name} ex aequo" if row.is_ex_aequo else name


def _recusals(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Who took no part in which application; reasons stay in the file."""
    rows = (
        Recusal.objects.filter(juror__edition=edition)
        .select_related("juror", "entry")
        .order_by("juror__position", "entry__number", "pk")
    )
    return tuple(
        (
            row.juror.full_name,
            _("application %(number)s") % {"number": row.entry.number},
        )
        for row in rows
    )
