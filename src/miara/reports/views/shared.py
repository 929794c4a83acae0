"""What pages of the context share."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from miara.cycle import public as cycle
from miara.reports.models import Report
from miara.reports.queries.reports import report_of

__all__ = ["file_of", "found_report", "number_in", "number_in_text", "year_in"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "docx": DOCX,
    "json": "application/json",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def number_in(request: HttpRequest, name: str, default: int = 1) -> int:
    """A whole number of the address; the default when it is none."""
    return number_in_text(request.GET.get(name, ""), default)


def number_in_text(text: str, default: int = 0) -> int:
    """A whole number that somebody sent; the default when it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return int(text) if is_number else default


def found_report(at: cycle.Door, pk: int) -> Report:
    """A report of the unit.

    Raises
    ------
    Http404
        When the unit has no such report.
    """
    row = report_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row


def year_in(request: HttpRequest, years: list[int], today: int) -> int | None:
    """The year asked for, else the present one, else the newest with a budget."""
    asked = number_in(request, "rok", today)
    if asked in years:
        return asked
    return today if today in years else next(iter(years), None)


def file_of(content: bytes, name: str, suffix: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=_TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
