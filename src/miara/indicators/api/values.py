"""Values of indicators: the numbers themselves."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router

from miara.core.api.parameters import strict
from miara.core.api.serving import csv_response, flat, json_response, next_page
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.indicators.api import schemas
from miara.indicators.api.indicators import known_indicator
from miara.indicators.api.parameters import ValuesQuery, ValuesTableQuery
from miara.indicators.api.problems import ApiProblem
from miara.indicators.api.registry import is_country, named_unit
from miara.indicators.queries.value_cells import Question, Wanted, values_for
from miara.indicators.queries.vintage_asof import (
    Asked,
    NothingPublished,
    UnreadableDay,
    asked_vintage,
)
from miara.units import public as units

router = Router(tags=[gettext_noop("Values")])
COLUMNS: Final = (
    "indicator", "unit", "level", "period", "value", "lower", "upper", "numerator",
    "denominator", "flag", "percentile", "peer_median",
)  # fmt: skip
#: More rows than this are asked for in parts, or taken as a whole by export.
MOST_ROWS: Final = 200_000
ERRORS: Final = {400: schemas.Problem, 404: schemas.Problem, 410: schemas.Problem}


@router.get(
    "values",
    response={200: schemas.ValuePage, **ERRORS},
    summary=gettext_noop("Values"),
    description=gettext_noop(
        "Numbers by level, indicator, unit and period, with their 95-per-cent "
        "intervals, parts, flags and places. A period in which an indicator has no "
        "number at all is left out; elsewhere a missing number is null and its flag "
        "says why."
    ),
)
def value_list(request: HttpRequest, query: Query[ValuesQuery]) -> HttpResponse:
    """One page of values."""
    strict(request, ValuesQuery)
    asked = known_vintage(query.as_of)
    answer = values_for(asked.vintage, question_of(query))
    total = answer.total
    rows = answer.rows(asked.vintage.code_of_unit, query.offset, query.limit)
    following = next_page(request, limit=query.limit, offset=query.offset, total=total)
    return json_response(
        {
            "vintage": asked.vintage.id,
            "count": total,
            "next": following,
            "items": list(rows),
        }
    )


@router.get(
    "values.csv",
    response={200: str, **ERRORS},
    summary=gettext_noop("Values as a table"),
    description=gettext_noop(
        "The same as a CSV file, whole unless a limit is given; a selection above "
        "200,000 rows is refused, so that no file is cut without a word."
    ),
)
def value_table(request: HttpRequest, query: Query[ValuesTableQuery]) -> HttpResponse:
    """The chosen values as CSV."""
    strict(request, ValuesTableQuery)
    asked = known_vintage(query.as_of)
    answer = values_for(asked.vintage, question_of(query))
    total = answer.total
    wanted = min(query.limit or total, max(total - query.offset, 0))
    if wanted > MOST_ROWS:
        raise ApiProblem(
            "too-many-rows",
            detail=_("The selection has %(count)s rows; one file has at most %(most)s.")
            % {"count": wanted, "most": MOST_ROWS},
            parameter="limit",
            remedy=_(
                "Choose indicators, units or periods, or read in parts with limit and "
                "offset."
            ),
        )
    rows = answer.rows(asked.vintage.code_of_unit, query.offset, wanted)
    response = csv_response(
        "values", COLUMNS, (flat(row, COLUMNS) for row in rows), total=total
    )
    response.headers["X-Vintage"] = asked.vintage.id
    return response


def known_vintage(as_of: str) -> Asked:
    """The vintage an address asks for.

    Raises
    ------
    ApiProblem
        ``invalid-parameter`` or ``nothing-published``.
    """
    try:
        return asked_vintage(as_of)
    except UnreadableDay as error:
        raise ApiProblem(
            "invalid-parameter",
            detail=error.for_people(),
            parameter="as_of",
            remedy=_("Write the day as 2026-01-31."),
        ) from error
    except NothingPublished as error:
        raise ApiProblem(
            "nothing-published",
            detail=error.for_people(),
            parameter="as_of" if as_of else "",
            remedy=_("See what was published at /api/v1/vintages."),
        ) from error


def question_of(query: ValuesQuery) -> Question:
    """What the parameters ask for, every code checked.

    Raises
    ------
    ApiProblem
        When a code or a period is not known.
    """
    for code in query.indicator:
        known_indicator(code, parameter="indicator")
    return Question(
        indicators=frozenset(query.indicator) or None,
        units=_units(query),
        levels=frozenset(map(Level, query.level)) or None,
        first=_period(query.from_, "from"),
        last=_period(query.to, "to"),
    )


def _units(query: ValuesQuery) -> frozenset[Wanted] | None:
    """Units at the levels their codes speak of.

    A city with county rights is meant as a municipality by six digits and as a county
    by four, for indicators that are computed there; for others at its other level.
    """
    if not query.unit:
        return None
    register = units.register()
    levels = frozenset(map(Level, query.level))
    found: set[Wanted] = set()
    for code in query.unit:
        if is_country(code):
            found.add(Wanted(code, Level.COUNTRY))
            continue
        named = named_unit(register, code, parameter="unit")
        uid, at = named.unit.uid, named.unit.levels
        own = Level.COUNTY if named.as_county else at[0]
        if levels:
            found.update(Wanted(uid, level) for level in at if level in levels)
            continue
        found.add(Wanted(uid, own))
        found.update(Wanted(uid, level, unless=own) for level in at if level != own)
    return frozenset(found)


def _period(label: str | None, parameter: str) -> Period | None:
    if label is None:
        return None
    try:
        return Period.parse(label)
    except ValueError as error:
        raise ApiProblem(
            "invalid-parameter",
            detail=_("“%(text)s” is not a period.") % {"text": label},
            parameter=parameter,
            remedy=_("Write 2024, 2023/2024, 2024-Q3 or 2024-07."),
        ) from error
