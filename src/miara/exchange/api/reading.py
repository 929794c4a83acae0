"""Plans of a unit, read by its programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router

from miara.budget import public as budget
from miara.core.api.parameters import Common, Paged, strict
from miara.core.api.schemas import PlainProblem
from miara.core.api.serving import json_response, page, tagged
from miara.cycle import public as cycle
from miara.exchange.api import facts, schemas
from miara.exchange.api.access import Access, let_in
from miara.exchange.api.problems import ApiProblem
from miara.exchange.domain.keys import Scope
from miara.instruments import public as instruments
from miara.risks import public as risks
from miara.strategy import public as strategy

__all__ = ["REFUSALS", "known_year", "router"]

router = Router(tags=[gettext_noop("Plans of a unit")])
REFUSALS: Final = dict.fromkeys((400, 401, 403, 404, 429), PlainProblem)


@router.get(
    "{code}",
    response={200: schemas.Entry, **REFUSALS},
    summary=gettext_noop("The unit and the key"),
    description=gettext_noop("What the key opens and allows; good for a first try."),
)
def entry(request: HttpRequest, code: str, query: Query[Common]) -> HttpResponse:
    """What the key opens."""
    strict(request, Common)
    found = let_in(request, code, None)
    content = {
        "unit_code": found.unit.code,
        "unit_name": found.unit.full_name,
        "key": found.key.name,
        "scopes": found.key.scopes,
        "expires_on": found.key.expires_on,
        "years": [row.year for row in budget.years_of(found.unit.uid)],
    }
    return tagged(request, json_response(content))


@router.get(
    "{code}/lata",
    response={200: schemas.YearPage, **REFUSALS},
    summary=gettext_noop("Years"),
    description=gettext_noop("Years of plans and budgets, the newest first."),
)
def years(request: HttpRequest, code: str, query: Query[Paged]) -> HttpResponse:
    """Years of the unit."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_PLANS)
    plans = {row.year: row.is_open for row in cycle.years_of(found.unit.uid)}
    money = {row.year for row in budget.years_of(found.unit.uid)}
    rows = [
        {
            "year": year,
            # A year that nobody opened or closed takes changes.
            "is_open": plans.get(year, True),
            "has_budget": year in money,
        }
        for year in sorted(plans.keys() | money, reverse=True)
    ]
    return _listed(request, query, rows)


@router.get(
    "{code}/lata/{year}",
    response={200: schemas.YearDetail, **REFUSALS},
    summary=gettext_noop("One year with its control sums"),
    description=gettext_noop(
        "Revenue and expenditure to the grosz, and what no task has: tasks and this "
        "rest make the expenditure."
    ),
)
def year_detail(
    request: HttpRequest, code: str, year: int, query: Query[Common]
) -> HttpResponse:
    """Totals of one year."""
    strict(request, Common)
    found = let_in(request, code, Scope.READ_PLANS)
    row = known_year(found, year)
    totals = budget.totals_of(row)
    content = {
        "year": row.year,
        "is_open": cycle.is_open(found.unit.uid, row.year),
        "has_budget": True,
        "revenue": facts.money_facts(totals.revenue),
        "expenditure": facts.money_facts(totals.expenditure),
        "without_task": facts.money_facts(totals.unassigned),
        "lines_without_task": totals.unassigned_lines,
    }
    return tagged(request, json_response(content))


@router.get(
    "{code}/lata/{year}/zadania",
    response={200: schemas.TaskPage, **REFUSALS},
    summary=gettext_noop("Tasks with money"),
    description=gettext_noop("Tasks of the budget of a year, by symbol."),
)
def tasks(
    request: HttpRequest, code: str, year: int, query: Query[Paged]
) -> HttpResponse:
    """Tasks of one year."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_PLANS)
    known_year(found, year)
    rows = budget.money_of_tasks(found.unit.uid, year)
    posts = facts.titles_of(row.manager_id for row in rows)
    return _listed(request, query, [facts.task_facts(row, posts) for row in rows])


@router.get(
    "{code}/cele",
    response={200: schemas.GoalPage, **REFUSALS},
    summary=gettext_noop("Goals with targets"),
    description=gettext_noop(
        "Goals of all documents in the order of their trees, with numeric targets and "
        "where each stands by the end of the last year that is over."
    ),
)
def goals(request: HttpRequest, code: str, query: Query[Paged]) -> HttpResponse:
    """Goals and where their targets stand."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_PLANS)
    documents = strategy.documents_of(found.unit.uid)
    rows = strategy.goals_of(list(documents)).order_by(
        "document_id", "level", "position", "pk"
    )
    targets = list(strategy.targets_of_unit(found.unit.uid))
    standing = strategy.standings(found.unit.uid, targets, found.today.year - 1)
    by_goal: dict[int | None, list[strategy.Standing]] = {}
    for target in targets:
        by_goal.setdefault(target.goal_id, []).append(standing[target.pk])
    items = [facts.goal_facts(row, by_goal.get(row.pk, ())) for row in rows]
    return _listed(request, query, items)


@router.get(
    "{code}/wskazniki",
    response={200: schemas.IndicatorPage, **REFUSALS},
    summary=gettext_noop("Local indicators"),
    description=gettext_noop("Indicators that the unit measures itself, by symbol."),
)
def indicators(request: HttpRequest, code: str, query: Query[Paged]) -> HttpResponse:
    """Local indicators of the unit."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_PLANS)
    rows = strategy.indicators_of(found.unit.uid).order_by("code", "pk")
    return _listed(request, query, [facts.indicator_facts(row) for row in rows])


@router.get(
    "{code}/wartosci",
    response={200: schemas.ValuePage, **REFUSALS},
    summary=gettext_noop("Published values of local indicators"),
    description=gettext_noop(
        "Values in force, by symbol of the indicator and period. What waits for "
        "approval is not among them."
    ),
)
def values(
    request: HttpRequest, code: str, query: Query[schemas.ValuesQuery]
) -> HttpResponse:
    """Values in force."""
    strict(request, schemas.ValuesQuery)
    found = let_in(request, code, Scope.READ_PLANS)
    rows = strategy.indicators_of(found.unit.uid).order_by("code", "pk")
    if query.indicator is not None:
        rows = rows.filter(code=query.indicator)
        if not rows.exists():
            raise ApiProblem(
                "unknown-indicator",
                detail=_("The unit has no indicator with the symbol “%(code)s”.")
                % {"code": query.indicator},
                parameter="indicator",
                remedy=_("See the list under /wskazniki."),
            )
    known = list(rows)
    published = strategy.published_values([row.pk for row in known])
    items = [
        facts.value_facts(row.code, value)
        for row in known
        for value in published.get(row.pk, ())
    ]
    return _listed(request, query, items)


@router.get(
    "{code}/instrumenty",
    response={200: schemas.InstrumentPage, **REFUSALS},
    summary=gettext_noop("Programmes and projects"),
    description=gettext_noop(
        "Programmes, projects, portfolios and networks with their money by year and "
        "source, by symbol."
    ),
)
def instrument_list(
    request: HttpRequest, code: str, query: Query[Paged]
) -> HttpResponse:
    """Instruments of the unit."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_PLANS)
    rows = instruments.instruments_of(found.unit.uid).prefetch_related("goal_links")
    return _listed(request, query, [facts.instrument_facts(row) for row in rows])


@router.get(
    "{code}/ryzyka",
    response={200: schemas.RiskPage, **REFUSALS},
    summary=gettext_noop("Open risks"),
    description=gettext_noop(
        "The register of risks, the largest first. Nothing of it is public, so it has "
        "a power of its own."
    ),
)
def risk_list(request: HttpRequest, code: str, query: Query[Paged]) -> HttpResponse:
    """Open risks of the unit."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_RISKS)
    rows = risks.facts_of(found.unit.uid)
    posts = facts.titles_of(row.owner for row in rows)
    return _listed(request, query, [facts.risk_facts(row, posts) for row in rows])


@router.get(
    "{code}/terminy",
    response={200: schemas.TermPage, **REFUSALS},
    summary=gettext_noop("Terms of a year"),
    description=gettext_noop("Terms of the calendar of a year, the earliest first."),
)
def terms(
    request: HttpRequest, code: str, query: Query[schemas.TermsQuery]
) -> HttpResponse:
    """Terms of one year."""
    strict(request, schemas.TermsQuery)
    found = let_in(request, code, Scope.READ_PLANS)
    year = query.year or found.today.year
    row = cycle.year_of(found.unit.uid, year)
    if row is None:
        raise _unknown_year(year)
    items = [facts.term_facts(term) for term in cycle.terms_of(row)]
    return _listed(request, query, items)


@router.get(
    "{code}/lata/{year}/pliki",
    response={200: schemas.FilePage, **REFUSALS},
    summary=gettext_noop("Files of the budget"),
    description=gettext_noop(
        "Files that were sent for a year, with their control sums, drafts first."
    ),
)
def files(
    request: HttpRequest, code: str, year: int, query: Query[Paged]
) -> HttpResponse:
    """Files of one year."""
    strict(request, Paged)
    found = let_in(request, code, Scope.READ_PLANS)
    rows = budget.files_of(known_year(found, year))
    return _listed(request, query, [facts.file_facts(row) for row in rows])


def known_year(found: Access, year: int) -> budget.BudgetYear:
    """The budget of a year.

    Raises
    ------
    ApiProblem
        ``unknown-year``.
    """
    row = budget.year_of(found.unit.uid, year) if 0 < year < 10_000 else None
    if row is None:
        raise _unknown_year(year)
    return row


def _unknown_year(year: int) -> ApiProblem:
    return ApiProblem(
        "unknown-year",
        detail=_("The unit does not keep the year %(year)s.") % {"year": year},
        parameter="year",
        remedy=_("See the list under /lata, or open the year on the page of plans."),
    )


def _listed(
    request: HttpRequest, query: Paged, items: Sequence[Any] | Iterable[Any]
) -> HttpResponse:
    rows = list(items)
    content = page(request, rows, limit=query.limit, offset=query.offset)
    return tagged(request, json_response(content))
