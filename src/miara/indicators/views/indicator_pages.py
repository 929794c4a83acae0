"""The list of indicators, and the page of one."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from miara.core.htmx import render_page_or_part
from miara.indicators.presenters import indicator_page as presenter
from miara.indicators.presenters import indicator_words as words
from miara.indicators.presenters.chart_cache import page_figures
from miara.indicators.presenters.chart_indicator import ChartKind
from miara.indicators.presenters.indicator_list import Filters, indicator_list
from miara.indicators.presenters.indicator_table import Selection, unit_table
from miara.indicators.presenters.vintage_words import revision_lines
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_choice import Choice
from miara.indicators.queries.indicator_inputs import reads_of
from miara.indicators.queries.source_files import files_behind
from miara.indicators.queries.vintage_log import revisions_of_series
from miara.indicators.views.chart_files import embed_code
from miara.indicators.views.indicator_requests import (
    asked_of,
    choice_of,
    query,
    subject_of,
    told,
)
from miara.units import public as units

_TABLE = "units-table"


@require_safe
@told
def indicators(request: HttpRequest) -> HttpResponseBase:
    """All indicators by domain, found by words, kind and level."""
    asked = asked_of(request)
    given = request.GET
    filters = Filters(
        words=given.get("q", "").strip(),
        kind=given.get("rodzaj", ""),
        level=given.get("poziom", ""),
        only_known=given.get("dane", "") == "1",
    )
    context = {
        "asked": asked,
        "filters": filters,
        "found": indicator_list(asked, filters),
        "keep": query(as_of=asked.as_of),
    }
    return render_page_or_part(
        request, "indicators/indicator_list.html", context, part="indicators"
    )


@require_safe
@told
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """One indicator; the table alone when htmx asks for it."""
    named = _redirect_for_name(request, code)
    if named is not None:
        return named
    choice = choice_of(request, code)
    template = "indicators/indicator.html"
    if choice.here is not None and _wants_table(request):
        context: dict[str, Any] = {"choice": choice, "units": _table(request, choice)}
        response = render(request, f"{template}#{_TABLE}", context)
    else:
        response = render(request, template, _page(request, choice))
    # One address, two bodies: caches must keep them apart.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _redirect_for_name(request: HttpRequest, code: str) -> HttpResponseBase | None:
    """Where a unit named by its words is: its own address, or the list of such
    units when there are several or none."""
    text = request.GET.get("j", "").strip()
    if not text or text.isdigit():
        return None
    given = request.GET.copy()
    given.pop("j")
    found = units.search(text, limit=2, language=words.language())
    best = found[0].unit if found and not found[0].is_ambiguous else None
    anchor = ""
    if best is not None:
        given["j"] = best.code
    else:
        given["nazwa"] = text
        anchor = "#jednostki"
    page = reverse("indicators:indicator", args=[code])
    return redirect(f"{page}?{given.urlencode()}{anchor}")


def _wants_table(request: HttpRequest) -> bool:
    """Whether htmx replaces the table only, by its form or by a boosted link."""
    htmx = getattr(request, "htmx", None)
    return (
        bool(htmx)
        and htmx.target == _TABLE  # type: ignore[union-attr]
        and not htmx.history_restore_request  # type: ignore[union-attr]
    )


def _page(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    subject = subject_of(choice)
    definition = choice.definition
    known = definitions()
    inputs = known.inputs_of(definition.code)
    addresses = _addresses(choice)
    periods = [choice.here.periods[i] for i in choice.here.known] if choice.here else []
    files = files_behind(
        choice.asked.vintage, reads_of(definition.code, periods, known)
    )
    revisions = revisions_of_series((definition.code, *inputs), choice.asked.known_at)
    figures = page_figures(choice.asked.row, subject) if subject else []
    shown_map = presenter.map_figure(subject, addresses["map"]) if subject else None
    return {
        "choice": choice,
        "asked": choice.asked,
        "keep": query(as_of=choice.asked.as_of),
        "about": presenter.about(definition),
        "answers": presenter.answers(choice, subject),
        "calculation": presenter.calculation(choice),
        "figures": figures,
        "map": shown_map,
        "units": _table(request, choice) if subject else None,
        "levels": presenter.level_options(choice),
        "periods": presenter.period_options(choice),
        "files": presenter.source_rows(files),
        "publishers": presenter.publishers(known.sources_of(definition.code)),
        "revisions": revision_lines(revisions),
        "share": presenter.share(figures, addresses["picture"]),
        "addresses": addresses,
        "embeds": [
            {"title": figure["title"], "code": embed_code(url, figure["title"])}
            for figure in ([shown_map] if shown_map else []) + figures
            if (url := addresses["embed"][figure["kind"]])
        ],
    }


def _table(request: HttpRequest, choice: Choice) -> Any:
    assert choice.here is not None
    given = request.GET
    here = choice.here
    page = reverse("indicators:indicator", args=[choice.definition.code])

    def calculation(code: str) -> str:
        chosen = query(
            j=code,
            poziom=here.level.value,
            rok=here.periods[choice.period].label,
            as_of=choice.asked.as_of,
        )
        return f"{page}{chosen}#obliczenie"

    selection = Selection(
        sort=given.get("sort", ""),
        voivodeship=given.get("woj", ""),
        kind=given.get("typ", ""),
        name=given.get("nazwa", "").strip(),
        page=given.get("page", "1"),
    )
    return unit_table(
        here,
        choice.period,
        selection,
        own=choice.unit.uid if choice.unit else "",
        calculation=calculation,
        keep=query(as_of=choice.asked.as_of),
    )


def _addresses(choice: Choice) -> dict[str, Any]:
    """Addresses of files and charts of exactly what the page shows."""
    code = choice.definition.code
    here = choice.here
    unit = choice.unit.code if choice.unit is not None else ""
    given = query(
        j=unit if choice.place is not None else "",
        poziom=here.level.value if here else "",
        rok=here.periods[choice.period].label if here else "",
        as_of=choice.asked.as_of,
    )
    level = query(
        poziom=here.level.value if here else "",
        rok="wszystkie",
        as_of=choice.asked.as_of,
    )

    def chart(kind: str, suffix: str) -> str:
        return reverse("indicators:chart-file", args=[code, kind, suffix]) + given

    data = [
        reverse("indicators:indicator-file", args=[code, s]) for s in ("csv", "json")
    ]
    return {
        "csv": data[0] + given,
        "csv_all": data[0] + level,
        "json": data[1] + given,
        "map": chart("mapa", "svg"),
        "map_png": chart("mapa", "png"),
        "time": chart("czas", "svg"),
        "distribution": chart("rozklad", "svg"),
        "picture": chart("rozklad", "png"),
        "embed": {
            kind.value: reverse("indicators:chart-embed", args=[code, kind.value])
            + given
            for kind in ChartKind
        },
        "report": f"{reverse('web:home')}zglos-blad/"
        + query(w=code, j=unit, o=here.periods[choice.period].label if here else ""),
    }
