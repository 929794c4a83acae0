"""What pages of the context share."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

__all__ = ["file_of", "number_in", "year_in"]

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
    text = request.GET.get(name, "")
    return int(text) if text.isdigit() and len(text) < 9 else default


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
