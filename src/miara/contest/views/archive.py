"""The archive of past editions and the units honoured most: open to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.contest.exports import archive as exports
from miara.contest.forms.archive import read_filter
from miara.contest.models import PastEdition
from miara.contest.presenters import archive as pages
from miara.contest.presenters.archive_units import unit_table
from miara.contest.queries import archive as queries
from miara.contest.queries.archive import UnitCount
from miara.contest.views.guards import moment_of
from miara.core.public_views import same_for_everybody
from miara.units import public as units
from miara.units.public import UnitFacts

ON_PAGE = 100
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every edition known from published sources."""
    context = {
        "rows": pages.edition_rows(queries.past_editions_listed()),
        "is_fictional": units.is_fictional(),
        "downloads": _downloads("contest:archive-file"),
    }
    return render(request, "contest/archive/list.html", context)


@require_safe
def archive_edition(request: HttpRequest, code: str) -> HttpResponse:
    """Facts with sources, results, gaps of one edition."""
    edition = _edition(code)
    context = {
        **pages.edition_context(edition, queries.past_results_of(edition)),
        "downloads": _downloads("contest:archive-edition-file", code=code),
    }
    return render(request, "contest/archive/edition.html", context)


@require_safe
def archive_units(request: HttpRequest) -> HttpResponse:
    """Units by number of titles over all editions."""
    found = _counted(request)
    page = Paginator(found.counts, ON_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "choices": found.choices,
        "is_narrowed": found.is_narrowed,
        "table": unit_table(page.object_list, found.known),
        "page": page,
        "total": len(found.counts),
        "downloads": _downloads("contest:archive-units-file", query=query.urlencode()),
    }
    return render(request, "contest/archive/units.html", context)


@same_for_everybody
@require_safe
def archive_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every line of results; as JSON with all facts and sources."""
    results = queries.past_results_all()
    if suffix == "csv":
        records = exports.result_records(results)
        return _file(suffix, exports.as_csv(exports.RESULT_COLUMNS, records))
    editions = queries.past_editions_listed()
    return _file(suffix, exports.as_json(exports.edition_records(editions, results)))


@same_for_everybody
@require_safe
def archive_edition_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """The same of one edition."""
    edition = _edition(code)
    results = queries.past_results_of(edition)
    if suffix == "csv":
        records = exports.result_records(results)
        return _file(suffix, exports.as_csv(exports.RESULT_COLUMNS, records))
    (record,) = exports.edition_records([edition], results)
    return _file(suffix, exports.as_json(record))


@same_for_everybody
@require_safe
def archive_units_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The list of units under the same filters."""
    found = _counted(request)
    records = exports.unit_records(found.counts, found.known)
    if suffix == "csv":
        return _file(suffix, exports.as_csv(exports.UNIT_COLUMNS, records))
    return _file(suffix, exports.as_json(records))


@dataclass(frozen=True, slots=True)
class _Counted:
    counts: list[UnitCount]
    known: dict[str, UnitFacts]
    choices: Any
    is_narrowed: bool


def _counted(request: HttpRequest) -> _Counted:
    titles = queries.titles_of_units(now=moment_of(request))
    known = units.units_by_uid({title.unit_uid for title in titles})
    wanted = read_filter(request.GET)
    kept = [t for t in titles if wanted.keeps(t, known.get(t.unit_uid))]
    return _Counted(
        queries.counts_of(kept),
        known,
        wanted.choices(titles, known.values()),
        not wanted.is_open,
    )


def _edition(code: str) -> PastEdition:
    edition = queries.past_edition_at(code)
    if edition is None:
        raise Http404(code)
    return edition


def _downloads(name: str, *, query: str = "", **address: str) -> list[dict[str, str]]:
    notes = {"csv": _("for spreadsheets"), "json": _("for programs")}
    tail = f"?{query}" if query else ""
    return [
        {
            "label": suffix.upper(),
            "url": reverse(name, kwargs={**address, "suffix": suffix}) + tail,
            "note": note,
        }
        for suffix, note in notes.items()
    ]


def _file(suffix: str, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type=_TYPES[suffix])
    response["Access-Control-Allow-Origin"] = "*"
    return response
