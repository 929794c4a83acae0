"""The chain: domains side by side, any node with both ways, files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from miara.cycle import public as cycle
from miara.reports.domain.addresses import key_of
from miara.reports.domain.chain import Key, Kind
from miara.reports.exports.chain import chain_json, chain_rows
from miara.reports.exports.tables import csv_of, xlsx_of
from miara.reports.presenters.chain import view_of
from miara.reports.presenters.overview import gap_sections, overview_table
from miara.reports.presenters.words import KINDS, zloty
from miara.reports.queries.chain import chain_of, chain_years
from miara.reports.queries.overview import overview_of
from miara.reports.views.shared import file_of, number_in, year_in

__all__ = ["file", "gaps", "node", "overview"]


@login_required
@never_cache
@require_safe
def overview(request: HttpRequest, address: str) -> HttpResponse:
    """Domains with what hangs on them; from here one goes down."""
    at = cycle.door(request, address, "chain")
    years = chain_years(at.unit.uid)
    year = year_in(request, years, at.today.year)
    lines = overview_of(at.unit.uid, year, at.today)
    page = at.page(
        table=overview_table(lines, at.unit.address, year),
        is_empty=not lines,
        year=year,
        years=years,
        files=_files(at, year),
    )
    return render(request, "reports/chain.html", page)


@login_required
@never_cache
@require_safe
def node(request: HttpRequest, address: str, slug: str) -> HttpResponse:
    """One node: what it serves and what feeds it."""
    at = cycle.door(request, address, "chain")
    key = _key(slug)
    years = chain_years(at.unit.uid)
    year = year_in(request, years, at.today.year)
    loaded = chain_of(at.unit.uid, year, at.today, key)
    if key not in loaded.chain.nodes:
        raise Http404
    number = number_in(request, "strona")
    view = view_of(
        loaded,
        key,
        address=at.unit.address,
        on=at.today,
        year=year,
        page=number,
    )
    money = {
        name: zloty(getattr(view.money, name))
        for name in ("planned", "changed", "committed", "executed", "left")
    }
    page = at.page(
        view=view,
        node=loaded.chain.nodes[key],
        kind=KINDS[key.kind],
        money=money,
        domains=loaded.chain.of_kind(Kind.DOMAIN),
        page_number=min(max(number, 1), view.pages),
        pages=range(1, view.pages + 1),
        year=year,
        years=years,
        files=_files(at, year),
    )
    return render(request, "reports/chain_node.html", page)


@login_required
@never_cache
@require_safe
def gaps(request: HttpRequest, address: str) -> HttpResponse:
    """What has no owner, no indicator, no money, no goal."""
    at = cycle.door(request, address, "chain")
    year = year_in(request, chain_years(at.unit.uid), at.today.year)
    loaded = chain_of(at.unit.uid, year, at.today)
    sections = gap_sections(loaded.chain, at.unit.address, year)
    page = at.page(sections=sections, year=year)
    return render(request, "reports/chain_gaps.html", page)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, address: str, suffix: str) -> HttpResponse:
    """The whole chain as a file."""
    at = cycle.door(request, address, "chain")
    year = year_in(request, chain_years(at.unit.uid), at.today.year)
    chain = chain_of(at.unit.uid, year, at.today).chain
    if suffix == "json":
        content = chain_json(chain, year=year)
    else:
        rows = chain_rows(chain)
        content = csv_of(rows) if suffix == "csv" else xlsx_of({"łańcuch": rows})
    return file_of(content, f"lancuch-{at.unit.address}-{year or 'bez-roku'}", suffix)


def _files(at: cycle.Door, year: int | None) -> list[dict[str, str]]:
    found = []
    for suffix in ("xlsx", "csv", "json"):
        url = reverse("reports:chain-file", args=[at.unit.address, suffix])
        asked = f"{url}?rok={year}" if year else url
        found.append({"label": suffix.upper(), "url": asked})
    return found


def _key(slug: str) -> Key:
    try:
        return key_of(slug)
    except ValueError as error:
        raise Http404 from error
