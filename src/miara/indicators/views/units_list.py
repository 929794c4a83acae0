"""The list of units, its search, and suggestions while typing."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.charts import formats
from miara.core.htmx import render_page_or_part, wants_part
from miara.core.public_views import same_for_everybody
from miara.cube.register import Level
from miara.indicators.presenters import unit_links
from miara.indicators.presenters.unit_links import page_url
from miara.indicators.queries import units_list as queries
from miara.units import public as units
from miara.units.public import UnitFacts, UnitMatch

ON_PAGE = 50
SUGGESTIONS = 10
LONGEST = 100  # letters of a search
FOUND = "units-found"  # the element that search, tabs and paging replace


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    title: str
    url: str
    type_word: str
    county: str
    voivodeship: str
    inhabitants: str
    note: str = ""


@require_safe
def units_list(request: HttpRequest) -> HttpResponse:
    """All units of a level, or those that a name fits."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    level = _level(request)
    language = get_language() or "pl"
    here = queries.directory()
    if text:
        entries = _found(text, level, language, here)
    else:
        level = level or Level.MUNICIPALITY
        entries = [
            _entry(unit, here, language) for unit in _of_page(request, here, level)
        ]
    total = len(entries) if text else len(here.by_level[level or Level.MUNICIPALITY])
    pages = Paginator(entries if text else range(total), ON_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render_page_or_part(
        request,
        "indicators/units_list.html",
        {
            "text": text,
            "title": _title(text),
            "is_part": wants_part(request, FOUND),
            "entries": entries[page.start_index() - 1 : page.end_index()]
            if text
            else entries,
            "page": page,
            "total": total,
            "is_cut": text and total >= queries.MOST_FOUND,
            "level": level.value if level else "",
            "tabs": _tabs(text, level, here),
            "suggestions_url": reverse("indicators:suggestions"),
            "action": reverse("indicators:units"),
        },
        part="found",
        target=FOUND,
    )


@same_for_everybody
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Units for the search field: name, where it lies, where the choice leads.

    With ``cel=porownanie`` a choice leads to the comparison with the unit added;
    with ``cel=wybor`` it is written into a form. Abolished units come last and only
    where a page is chosen: there is nothing to compare them with, they sign nothing,
    and their page names who took them over.
    """
    text = request.GET.get("q", "").strip()[:LONGEST]
    level = _level(request)
    aim = request.GET.get("cel", "")
    is_compared = aim == "porownanie"
    found = _suggested(text, level, only_existing=bool(aim))
    items = [
        {
            "code": match.unit.code,
            "name": match.unit.name,
            "where": _where(match),
            "url": _with(request, match.unit)
            if is_compared
            else page_url(match.unit.address),
        }
        for match in found
    ]
    return JsonResponse({"count": len(items), "items": items})


def _suggested(
    text: str, level: Level | None, *, only_existing: bool
) -> list[UnitMatch]:
    language = get_language() or "pl"
    found = units.search(
        text,
        level=level,
        limit=SUGGESTIONS,
        language=language,
        population=queries.population(),
    )
    room = SUGGESTIONS - len(found)
    if only_existing or not room:
        return found
    return found + units.search(
        text, level=level, limit=room, language=language, abolished=True
    )


def _with(request: HttpRequest, unit: UnitFacts) -> str:
    codes = [*request.GET.getlist(unit_links.UNIT), unit.code]
    return unit_links.compare_url(
        list(dict.fromkeys(codes)),
        request.GET.getlist("w"),
        poziom=request.GET.get(unit_links.LEVEL, ""),
        rok=request.GET.get(unit_links.YEAR, ""),
        as_of=request.GET.get(unit_links.AS_OF, ""),
    )


def _level(request: HttpRequest) -> Level | None:
    given = request.GET.get(unit_links.LEVEL, "")
    if not given:
        return None
    try:
        level = Level(given)
    except ValueError as error:
        raise BadRequest from error
    if level not in queries.LEVELS:
        raise BadRequest
    return level


def _of_page(
    request: HttpRequest, here: queries.Directory, level: Level
) -> tuple[UnitFacts, ...]:
    everybody = here.by_level[level]
    page = Paginator(everybody, ON_PAGE).get_page(request.GET.get("page"))
    return tuple(page.object_list)


def _found(
    text: str, level: Level | None, language: str, here: queries.Directory
) -> list[Entry]:
    matches = units.search(
        text,
        level=level,
        limit=queries.MOST_FOUND,
        language=language,
        population=here.inhabitants,
    ) or units.search(
        text,
        level=level,
        limit=queries.MOST_FOUND,
        language=language,
        abolished=True,
    )
    return [
        _entry(match.unit, here, language, former=match.former_name or "")
        for match in matches
    ]


def _entry(
    unit: UnitFacts, here: queries.Directory, language: str, former: str = ""
) -> Entry:
    people = here.inhabitants.get(unit.uid)
    return Entry(
        title=unit.name,
        url=page_url(unit.address),
        type_word=unit.type_word,
        county=unit.county.name if unit.county else "",
        voivodeship=unit.voivodeship.name if unit.voivodeship else "",
        inhabitants="" if people is None else formats.number(people, language),
        note=_note(unit, former),
    )


def _title(text: str) -> str:
    if text:
        return _("Local governments: %(text)s") % {"text": text}
    return _("Local governments")


def _former(name: str) -> str:
    return _("formerly %(name)s") % {"name": name}


def _note(unit: UnitFacts, former: str) -> str:
    if not unit.exists:
        return _("no longer exists")
    return _former(former) if former else ""


def _where(match: UnitMatch) -> str:
    parts = [match.hint]
    if match.former_name:
        parts.append(_former(match.former_name))
    if not match.unit.exists:
        parts.insert(0, _abolished(match.unit.levels))
    return " · ".join(parts)


def _abolished(levels: tuple[Level, ...]) -> str:
    if Level.MUNICIPALITY in levels:
        return _("abolished municipality")
    if Level.COUNTY in levels:
        return _("abolished county")
    return _("abolished voivodeship")


def _tabs(
    text: str, level: Level | None, here: queries.Directory
) -> list[dict[str, object]]:
    names = {
        Level.MUNICIPALITY: _("Municipalities"),
        Level.COUNTY: _("Counties"),
        Level.VOIVODESHIP: _("Voivodeships"),
    }
    root = reverse("indicators:units")
    tabs: list[dict[str, object]] = []
    if text:
        everywhere = pgettext("levels", "All")
        tabs.append({"label": everywhere, "url": _address(root, text, None),
                     "count": "", "current": level is None})  # fmt: skip
    for one, count in here.counts.items():
        tabs.append(
            {
                "label": names[one],
                "url": _address(root, text, one),
                "count": "" if text else count,
                "current": one is level,
            }
        )
    return tabs


def _address(root: str, text: str, level: Level | None) -> str:
    given = {"q": text, unit_links.LEVEL: level.value if level else ""}
    kept = {key: value for key, value in given.items() if value}
    return f"{root}?{urlencode(kept)}" if kept else root
