"""Reports that everybody may read, under permanent addresses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miara.cycle.public import unit_of_address
from miara.reports.exports.report import report_file
from miara.reports.models import Report
from miara.reports.presenters.report import made_sentence, parts_of, title_of
from miara.reports.queries.reports import public_report, reports_of, sections_of
from miara.reports.views.shared import file_of

__all__ = ["WORDS", "public_file", "public_list", "public_page"]

#: Words of addresses for kinds of reports.
WORDS = {"stan-gminy": Report.Kind.STATE, "budzet": Report.Kind.BUDGET}


@require_safe
def public_list(request: HttpRequest, address: str) -> HttpResponse:
    """Reports of a unit for everybody."""
    unit = unit_of_address(address)
    words = {kind: word for word, kind in WORDS.items()}
    rows = [
        (words[Report.Kind(row.kind)], row, title_of(row, unit.name))
        for row in reports_of(unit.uid, is_public=True)
    ]
    return render(request, "reports/public_list.html", {"unit": unit, "rows": rows})


@require_safe
def public_page(
    request: HttpRequest, address: str, word: str, year: str
) -> HttpResponse:
    """One report."""
    unit = unit_of_address(address)
    row = _found(unit.uid, word, year)
    page = {
        "unit": unit,
        "report": row,
        "word": word,
        "title": title_of(row, unit.full_name),
        "made": made_sentence(row),
        "parts": parts_of(sections_of(row)),
    }
    return render(request, "reports/public_report.html", page)


@require_safe
def public_file(
    request: HttpRequest, address: str, word: str, year: str, suffix: str
) -> HttpResponse:
    """The report as a file."""
    unit = unit_of_address(address)
    row = _found(unit.uid, word, year)
    content = report_file(row, sections_of(row), unit.full_name, suffix)
    return file_of(content, f"{word}-{unit.address}-{year}", suffix)


def _found(uid: str, word: str, year: str) -> Report:
    row = public_report(uid, int(year), WORDS[word])
    if row is None:
        raise Http404
    return row
