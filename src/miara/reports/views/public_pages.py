"""Reports that everybody may read, under permanent addresses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from miara.cycle.public import unit_of_address
from miara.documents import public as documents
from miara.reports.domain.kinds import WORDS
from miara.reports.exports.bulletin import name_of
from miara.reports.exports.content import paper_of
from miara.reports.exports.open_data import report_json, table_csv, table_json
from miara.reports.models import ReportVersion
from miara.reports.presenters.report import title_of
from miara.reports.presenters.versions import (
    Link,
    downloads_of,
    label_of,
    log_table,
    public_report,
    url_of,
)
from miara.reports.queries.versions import (
    files_of_version,
    public_reports,
    public_version,
    versions_of,
)
from miara.reports.views.shared import file_of

__all__ = ["public_file", "public_list", "public_page", "public_table"]


@require_safe
def public_list(request: HttpRequest, address: str) -> HttpResponse:
    """Reports of a unit for everybody."""
    unit = unit_of_address(address)
    rows = [
        public_report(row, unit.name, unit.address) for row in public_reports(unit.uid)
    ]
    return render(request, "reports/public_list.html", {"unit": unit, "rows": rows})


@require_safe
def public_page(
    request: HttpRequest, address: str, word: str, year: str, number: str = ""
) -> HttpResponse:
    """One report: its last version, or the one asked for."""
    unit = unit_of_address(address)
    version = _found(unit.uid, word, year, number)
    report = version.report
    versions = list(versions_of(report))
    newest = versions[0].number
    suffixes = [each.suffix for each in files_of_version(version)]
    page = {
        "unit": unit,
        "report": report,
        "version": version,
        "word": word,
        "title": title_of(report, unit.full_name),
        "paper": paper_of(report, version.content, unit.full_name),
        "newer": url_of(report, unit.address) if version.number < newest else "",
        "downloads": downloads_of(version, report, unit.address, suffixes),
        "has_files": bool(suffixes),
        "log": log_table(versions),
        "others": [
            Link(label_of(each), url_of(report, unit.address, each.number))
            for each in versions
        ],
    }
    return render(request, "reports/public_report.html", page)


@require_safe
def public_file(
    request: HttpRequest,
    address: str,
    word: str,
    year: str,
    *,
    suffix: str,
    number: str = "",
) -> HttpResponse:
    """A kept file of a version, at once; its data as JSON."""
    unit = unit_of_address(address)
    version = _found(unit.uid, word, year, number)
    if suffix == "json":
        with override("pl"):
            paper = paper_of(version.report, version.content, unit.full_name)
            content = report_json(paper, version)
        return file_of(content, name_of(version, unit.address), "json")
    files = files_of_version(version)
    found = next((each for each in files if each.suffix == suffix), None)
    if found is None:
        raise Http404
    return documents.file_response(found.stored, request=request)


@require_safe
def public_table(
    request: HttpRequest,
    address: str,
    word: str,
    year: str,
    *,
    number: str,
    place: str,
    suffix: str,
) -> HttpResponse:
    """A table of a version for machines."""
    unit = unit_of_address(address)
    version = _found(unit.uid, word, year, number)
    with override("pl"):
        paper = paper_of(version.report, version.content, unit.full_name)
        try:
            if suffix == "csv":
                content = table_csv(paper, int(place))
            else:
                content = table_json(paper, version, int(place))
        except KeyError:
            raise Http404 from None
    return file_of(content, f"{name_of(version, unit.address)}-tabela-{place}", suffix)


def _found(uid: str, word: str, year: str, number: str) -> ReportVersion:
    named = WORDS[word]
    wanted = int(number) if number else None
    found = public_version(uid, int(year), named.kind, named.quarter, wanted)
    if found is None:
        raise Http404
    return found
