"""What needs the reader today, and dashboards of roles."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from miara.budget import public as budget
from miara.cycle import public as cycle
from miara.reports.domain.dashboards import DASHBOARDS, Lower
from miara.reports.presenters.dashboards import (
    LEADS,
    NAMES,
    menu,
    own_lines,
    tasks_table,
)
from miara.reports.presenters.facts import Asked, facts_of
from miara.reports.presenters.overview import overview_table
from miara.reports.presenters.today import groups_of, sentence_of
from miara.reports.queries.chain import chain_years
from miara.reports.queries.overview import overview_of
from miara.reports.views.shared import year_in
from miara.strategy import public as strategy

__all__ = ["dashboard", "today"]


@login_required
@never_cache
@require_safe
def today(request: HttpRequest, address: str) -> HttpResponse:
    """Everything that waits for the reader in the unit, the most urgent first."""
    at = cycle.door(request, address, "today")
    waiting = cycle.waiting_for(at.user, at.unit.uid, at.now)
    page = at.page(
        sentence=sentence_of(waiting, at.today), groups=groups_of(waiting, at.today)
    )
    return render(request, "reports/today.html", page)


@login_required
@never_cache
@require_safe
def dashboard(
    request: HttpRequest, address: str, role: str = "kierownictwo"
) -> HttpResponse:
    """Few numbers for one role; each is a sentence with the page behind it."""
    at = cycle.door(request, address, "dashboard")
    if role not in DASHBOARDS:
        raise Http404
    plan = DASHBOARDS[role]
    years = chain_years(at.unit.uid)
    chosen = year_in(request, years, at.today.year)
    year = budget.year_of(at.unit.uid, chosen) if chosen else None
    posts = frozenset(cycle.posts_acted_for(at.user, at.unit.uid, at.today))
    asked = Asked(
        at.unit,
        at.today,
        year,
        _own_domains(at, posts) if plan.own else None,
        posts if plan.own else None,
    )
    page = at.page(
        name=NAMES[role],
        lead=LEADS[role],
        menu=menu(at.unit.address, role),
        facts=facts_of(asked, plan.facts),
        table=_table(asked, plan.table, posts),
        own=plan.own,
        year=chosen,
        years=years,
    )
    return render(request, "reports/dashboard.html", page)


def _own_domains(at: cycle.Door, posts: frozenset[int]) -> frozenset[int]:
    rows = strategy.domains_of(at.unit.uid, at.today)
    found = rows.filter(coordinator_id__in=posts).values_list("pk", flat=True)
    return frozenset(found)


def _table(asked: Asked, kind: Lower, posts: frozenset[int]) -> cycle.Table | None:
    uid, number = asked.unit.uid, asked.year.year if asked.year else None
    if kind is Lower.OWN_TASKS:
        return _tasks(asked, posts)
    lines = overview_of(uid, number, asked.today)
    if kind is Lower.OWN_DOMAINS:
        lines = own_lines(lines, asked.domains or frozenset())
    return overview_table(lines, asked.address, number) if lines else None


def _tasks(asked: Asked, posts: frozenset[int]) -> cycle.Table | None:
    if asked.year is None:
        return None
    rows = budget.money_of_tasks(asked.unit.uid, asked.year.year)
    mine = [task for task in rows if task.manager_id in posts]
    return tasks_table(mine, asked.address, asked.year) if mine else None
