"""Units side by side on chosen indicators."""

from typing import Any

import orjson
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from miara.core.errors import MiaraError
from miara.core.public_views import same_for_everybody
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.presenters import compare_rows as rows
from miara.indicators.presenters import unit_links
from miara.indicators.presenters.unit_data import as_csv, download
from miara.indicators.presenters.unit_links import Choice, compare_url, unit_url
from miara.indicators.presenters.unit_page import Option
from miara.indicators.queries import units_list as units_lists
from miara.indicators.queries.compare_figures import MOST_UNITS
from miara.indicators.queries.compare_pages import Compared, compared, level_of
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.unit_pages import years_of
from miara.indicators.queries.vintage_asof import Asked, asked_vintage
from miara.units import public as units

ADD = "dodaj"
LONGEST = 100  # letters of a search


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to eight units as columns, indicators as rows of strips on one scale."""
    language = get_language() or "pl"
    codes = request.GET.getlist(unit_links.UNIT)
    choice = _choice(request, codes)
    try:
        asked = asked_vintage(choice.as_of)
        found = compared(
            asked, codes, request.GET.getlist("w"), choice.level, choice.year
        )
    except MiaraError as error:
        said = {"text": error.for_people(), "again": reverse("indicators:compare")}
        return render(request, "indicators/compare_empty.html", said, status=404)
    wanted = request.GET.get(ADD, "").strip()[:LONGEST]
    matches = _matches(wanted, choice.level, language) if wanted else []
    if len(matches) == 1:
        return redirect(_with(found, choice, request, matches[0].unit.code))
    context = _context(request, found, asked, choice, language)
    context |= {
        "wanted": wanted,
        "matches": [
            {
                "name": match.unit.name,
                "where": match.hint,
                "url": _with(found, choice, request, match.unit.code),
            }
            for match in matches
        ],
    }
    return render(request, "indicators/compare_page.html", context)


@same_for_everybody
@require_safe
def compare_data(request: HttpRequest, suffix: str) -> HttpResponse:
    """The numbers of a comparison as CSV or JSON."""
    language = get_language() or "pl"
    codes = request.GET.getlist(unit_links.UNIT)
    choice = _choice(request, codes)
    try:
        asked = asked_vintage(choice.as_of)
        found = compared(
            asked, codes, request.GET.getlist("w"), choice.level, choice.year
        )
    except MiaraError as error:
        raise Http404(error.for_people()) from error
    items = []
    if found.found is not None:
        items = list(rows.items_of(found.found, found.units, language))
    if suffix == "csv":
        return download(as_csv(rows.COLUMNS, items), suffix, "porownanie")
    body = {
        "vintage": asked.vintage.id,
        "known_at": asked.known_at.isoformat(),
        "level": choice.level.value,
        "left_out": found.left_out,
        "items": items,
    }
    return download(orjson.dumps(body), suffix, "porownanie")


def _choice(request: HttpRequest, codes: list[str]) -> Choice:
    given = request.GET
    try:
        level = Level(given.get(unit_links.LEVEL) or level_of(codes))
        year = int(given[unit_links.YEAR]) if given.get(unit_links.YEAR) else None
    except ValueError as error:
        raise BadRequest from error
    if level is Level.COUNTRY or (year is not None and not 1 <= year <= 9999):
        raise BadRequest
    as_of = given.get(unit_links.AS_OF, "").strip()
    return Choice(Wish(Lens.LIKES), level, level, year, as_of)


def _matches(text: str, level: Level, language: str) -> list[units.UnitMatch]:
    """Whom the reader may mean; one when the name or the code leaves no doubt."""
    exact = units.unit_by_code(text) if text.isdigit() else None
    if exact is not None and exact.exists and level in exact.levels:
        return [units.UnitMatch(exact, exact.summary, False, None)]
    found = units.search(
        text,
        level=level,
        limit=10,
        language=language,
        population=units_lists.population(),
    )
    same = [m for m in found if units.slug(m.unit.name) == units.slug(text)]
    return same if len(same) == 1 else found


def _with(found: Compared, choice: Choice, request: HttpRequest, code: str) -> str:
    codes = [unit.code for unit in found.units]
    return _address(choice, [*codes, code], request.GET.getlist("w"))


def _address(choice: Choice, codes: list[str], indicators: list[str]) -> str:
    return compare_url(
        codes,
        indicators,
        poziom=choice.level.value,
        rok=str(choice.year or ""),
        as_of=choice.as_of,
    )


def _context(
    request: HttpRequest, found: Compared, asked: Asked, choice: Choice, language: str
) -> dict[str, Any]:
    codes = [unit.code for unit in found.units]
    names = rows.names_of(found.units)
    wanted = request.GET.getlist("w")
    shown = set()
    if found.found is not None:
        shown = {found.facts.indicators[row].code for row in found.found.rows}
    newest = [("", "", choice.year is None)]
    return {
        "asked": asked,
        "choice": choice,
        "columns": [
            {
                "unit": unit,
                "name": name,
                "url": unit_url(unit, choice),
                "without": _address(
                    choice, [c for c in codes if c != unit.code], wanted
                ),
            }
            for unit, name in zip(found.units, names, strict=True)
        ],
        "rows": rows.CompareMaker(
            found.found, found.units, names, choice, language
        ).rows()
        if found.found is not None
        else [],
        "left_out": found.left_out,
        "is_full": len(codes) >= MOST_UNITS,
        "most": MOST_UNITS,
        "hidden": [
            *((unit_links.UNIT, code) for code in codes),
            *(("w", code) for code in wanted),
            *choice.hidden(unit_links.GROUP, unit_links.LEVEL),
            (unit_links.LEVEL, choice.level.value),
        ],
        "suggestions": reverse("indicators:suggestions")
        + "?"
        + _address(choice, codes, wanted).partition("?")[2]
        + "&cel=porownanie",
        "years": [Option(value, label, is_chosen) for value, label, is_chosen in newest]
        + [Option(str(y), str(y), y == choice.year) for y in years_of(found.facts)],
        "domains": _indicators(found, shown, language),
        "downloads": [
            {
                "label": suffix.upper(),
                "url": compare_url(
                    codes,
                    wanted,
                    suffix,
                    poziom=choice.level.value,
                    rok=str(choice.year or ""),
                    as_of=choice.as_of,
                ),
            }
            for suffix in ("csv", "json")
        ],
    }


def _indicators(
    found: Compared, shown: set[str], language: str
) -> list[dict[str, Any]]:
    """Indicators to choose from, by domain."""
    by_domain: dict[str, list[Option]] = {}
    for indicator in found.facts.indicators:
        by_domain.setdefault(indicator.domain, []).append(
            Option(
                indicator.code,
                indicator.title.in_language(language),
                indicator.code in shown,
            )
        )
    domains = definitions().domains
    return [
        {"name": domains[code].name.in_language(language), "options": options}
        for code, options in by_domain.items()
    ]
