"""Indicators: what they say and how they are computed."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from ninja import Query, Router

from miara.core.api.parameters import Common, strict
from miara.core.api.serving import csv_response, flat, json_response, page
from miara.cube.definitions import Indicator
from miara.cube.definitions.schema import LocalisedList, LocalisedText
from miara.cube.register import Level
from miara.indicators.api import schemas
from miara.indicators.api.parameters import IndicatorsQuery
from miara.indicators.api.problems import ApiProblem, closest
from miara.indicators.api.registry import page_address
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.value_cells import periods_with_numbers
from miara.indicators.queries.vintages import open_vintage, served_vintage

router = Router(tags=[gettext_noop("Indicators")])
COLUMNS: Final = (
    "code", "title", "question", "domain", "kind", "unit_of_measure", "polarity",
    "levels", "frequency", "decimals", "status",
)  # fmt: skip


@router.get(
    "indicators",
    response={200: schemas.IndicatorPage, 400: schemas.Problem},
    summary=gettext_noop("List of indicators"),
    description=gettext_noop("Indicators in the order of management domains."),
)
def indicator_list(request: HttpRequest, query: Query[IndicatorsQuery]) -> HttpResponse:
    """Indicators that fit."""
    strict(request, IndicatorsQuery)
    found = _chosen(query)
    shown = page(request, found, limit=query.limit, offset=query.offset)
    shown["items"] = [summary(indicator) for indicator in shown["items"]]
    return json_response(shown)


@router.get(
    "indicators.csv",
    response={200: str, 400: schemas.Problem},
    summary=gettext_noop("List of indicators as a table"),
    description=gettext_noop("The same as a CSV file."),
)
def indicator_table(
    request: HttpRequest, query: Query[IndicatorsQuery]
) -> HttpResponse:
    """The same list as CSV."""
    strict(request, IndicatorsQuery)
    found = _chosen(query)
    part = found[query.offset : query.offset + query.limit]
    rows = [flat(summary(indicator), COLUMNS) for indicator in part]
    return csv_response("indicators", COLUMNS, rows, total=len(found))


@router.get(
    "indicators/{code}",
    response={
        200: schemas.IndicatorDetail,
        400: schemas.Problem,
        404: schemas.Problem,
    },
    summary=gettext_noop("One indicator"),
    description=gettext_noop(
        "Meaning, formula, sources, caveats, breaks and the periods that have numbers."
    ),
)
def indicator_detail(
    request: HttpRequest, code: str, query: Query[Common]
) -> HttpResponse:
    """One indicator whole."""
    strict(request, Common)
    return json_response(detail(known_indicator(code)))


def known_indicator(code: str, *, parameter: str = "") -> Indicator:
    """The indicator of a code.

    Raises
    ------
    ApiProblem
        ``unknown-indicator`` with the nearest code.
    """
    known = definitions().indicators
    if code in known:
        return known[code]
    raise ApiProblem(
        "unknown-indicator",
        detail=_("No indicator has the code “%(code)s”.") % {"code": code[:60]},
        parameter=parameter,
        remedy=_("See the list at /api/v1/indicators."),
        nearest=closest(code[:60], known),
    )


def _chosen(query: IndicatorsQuery) -> Sequence[Indicator]:
    known = definitions()
    if query.domain is not None and query.domain not in known.domains:
        raise ApiProblem(
            "invalid-parameter",
            detail=_("There is no management domain “%(code)s”.")
            % {"code": query.domain[:60]},
            parameter="domain",
            remedy=_("Give one of: %(names)s.") % {"names": ", ".join(known.domains)},
            nearest=closest(query.domain[:60], known.domains),
        )
    order = {code: domain.order for code, domain in known.domains.items()}
    fitting = [
        indicator
        for indicator in known.indicators.values()
        if query.domain in (None, indicator.domain)
        and (query.level is None or Level(query.level) in indicator.levels)
    ]
    return sorted(fitting, key=lambda indicator: order[indicator.domain])


def summary(indicator: Indicator) -> dict[str, Any]:
    """An indicator in a list."""
    return {
        "code": indicator.code,
        "title": _text(indicator.title),
        "question": _text(indicator.question),
        "domain": indicator.domain,
        "kind": str(indicator.kind),
        "unit_of_measure": indicator.unit_of_measure,
        "polarity": str(indicator.polarity),
        "levels": [str(level) for level in indicator.levels],
        "frequency": str(indicator.frequency),
        "decimals": indicator.decimals,
        "status": str(indicator.status),
    }


def detail(indicator: Indicator) -> dict[str, Any]:
    """An indicator whole, with what the present vintage has of it."""
    known = definitions()
    return {
        **summary(indicator),
        "why": _text(indicator.why),
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "factor": indicator.factor,
        "interval": str(indicator.interval),
        "minimum_denominator": indicator.minimum_denominator,
        "applicability": indicator.applicability,
        "peer_topic": indicator.peer_topic,
        "caveats": _texts(indicator.caveats),
        "variables": list(known.inputs_of(indicator.code)),
        "sources": [
            {
                "key": source.key,
                "producer": _text(source.producer),
                "title": _text(source.title),
                "url": source.url,
                "licence": source.licence,
            }
            for source in known.sources_of(indicator)
        ],
        "breaks": [
            {"period": item.period.label, "reason": _text(item.reason), "act": item.act}
            for item in known.breaks_of(indicator.code)
        ],
        "ids": indicator.ids.model_dump(exclude_none=True, mode="json"),
        "authored_by": _text(indicator.authored_by),
        "checked_on": indicator.checked_on,
        "next_review": indicator.next_review,
        "change_log": [
            {"on": change.on, "what": _text(change.what)}
            for change in indicator.change_log
        ],
        "coverage": _coverage(indicator.code),
        "url": page_address(f"wskazniki/{indicator.code}/"),
    }


def _coverage(code: str) -> list[dict[str, Any]]:
    row = served_vintage()
    if row is None:
        return []
    return [
        {"level": str(block.level), "periods": [period.label for period in periods]}
        for block, periods in periods_with_numbers(open_vintage(row), code)
        if periods
    ]


def _text(text: LocalisedText) -> str:
    return text.in_language(get_language() or "pl")


def _texts(texts: LocalisedList) -> list[str]:
    return list(texts.in_language(get_language() or "pl"))
