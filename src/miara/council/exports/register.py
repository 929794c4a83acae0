"""The register as CSV and XLSX, in the columns that a file of resolutions has."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from miara.council.exports.tables import XLSX_OPTIONS, Value, csv_of, write_sheet
from miara.council.models import Resolution
from miara.council.phrases import RESOLUTION_FIELDS, state_word
from miara.organisations.public import Post

__all__ = ["head", "post_label", "register_file"]


def head() -> list[str]:
    """Headings in the active language; tables with them can be read back."""
    return [str(label).capitalize() for label in RESOLUTION_FIELDS.values()]


def register_file(
    rows: Iterable[Resolution], words: Mapping[str, str], suffix: str
) -> bytes:
    """Resolutions as a file.

    Parameters
    ----------
    rows
        With executors, their offices and goals at hand.
    suffix
        ``csv`` or ``xlsx``.
    """
    table = [_cells(row, words) for row in rows]
    if suffix == "csv":
        return csv_of(head(), table)
    return _workbook(table)


def post_label(post: Post | None) -> str:
    """A post so that a table names it without doubt: title and symbol of the office."""
    return f"{post.title} ({post.organisational_unit.code})" if post else ""


def _cells(row: Resolution, words: Mapping[str, str]) -> Sequence[Value]:
    return (
        row.number,
        row.adopted_on,
        row.title,
        row.subject,
        row.basis,
        post_label(row.executor),
        state_word(row.state, words),
        row.deadline,
        row.publication,
        "; ".join(sorted(goal.code for goal in row.goals.all())),
    )


def _workbook(table: Sequence[Sequence[Value]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, XLSX_OPTIONS) as book:
        sheet = write_sheet(book, "uchwaly", head(), table)
        for column, width in enumerate((18, 14, 60, 24, 40, 32, 18, 14, 40, 18)):
            sheet.set_column(column, column, width)
    return out.getvalue()
