"""A unit with a whole chain: domain, service, goals, target, project, tasks, risk."""

from __future__ import annotations

from dataclasses import dataclass

from tests.factories.plans import NOW, UNIT, Office, make_office
from tests.factories.strategy import (
    make_document,
    make_domain,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)
from tests.factories.units import make_register

from miara.budget.actions.tasks import add_task
from miara.budget.actions.years import open_budget
from miara.budget.models import BudgetTask, BudgetYear, TaskMoney
from miara.instruments.actions.instruments import add_part, create_instrument
from miara.instruments.models import Instrument
from miara.risks.models import Risk
from miara.strategy.models import Goal, Service, Target, UnitDomain

__all__ = ["World", "make_task", "make_world"]


@dataclass
class World:
    """Rows by their part in the chain."""

    office: Office
    domain: UnitDomain
    service: Service
    top: Goal
    goal: Goal
    target: Target
    project: Instrument
    year: BudgetYear
    task: BudgetTask
    risk: Risk


def make_task(year: BudgetYear, symbol: str, money: tuple[int, ...] = (), **values):
    """A task with its money in grosze: plan, after changes, committed, executed."""
    row = add_task(
        year,
        {"symbol": symbol, "name": f"Zadanie {symbol}", **values},
        by=None,
        now=NOW,
    )
    if money:
        names = ("planned", "changed", "committed", "executed")
        amounts = dict(zip(names, money, strict=True))
        TaskMoney.objects.create(budget_year=year, side="E", task=row, **amounts)
    return row


def make_world(unit: str = UNIT) -> World:
    """One of each; the task serves the goal on two ways."""
    make_register()
    office = make_office(unit)
    domain = make_domain(coordinator=office.engineer, name={"pl": "Środowisko"})
    service = Service.objects.create(
        unit_uid=unit, name={"pl": "Oczyszczanie ulic"}, domain=domain
    )
    document = make_document()
    top = make_goal(document, "I")
    goal = make_goal(document, "I.1", top)
    goal.owner = office.engineer
    goal.save()
    goal.domains.add(domain)
    goal.services.add(service)
    indicator = make_indicator()
    make_value(indicator, "2024", "40")
    make_value(indicator, "2025", "60")
    target = make_target(goal, indicator, owner=office.engineer)
    by = {"by": office.people["planner"], "now": NOW}
    project = create_instrument(
        unit, {"kind": "PROJECT", "code": "P-1", "name": "Czyste ulice"}, **by
    )
    add_part(project, "goal", {"goal": goal}, **by)
    year = open_budget(unit, 2026, by=None, now=NOW)
    task = make_task(
        year,
        "GK-01",
        (100_000_00, 120_000_00, 90_000_00, 30_000_50),
        goals=[goal],
        instruments=[project],
        service=service,
        manager=office.engineer,
    )
    risk = Risk.objects.create(
        unit_uid=unit,
        number=1,
        name="Brak kierowców",
        category="PEOPLE",
        inherent_impact=4,
        inherent_likelihood=4,
        impact=3,
        likelihood=3,
        reaction="ACT",
    )
    risk.goals.add(goal)
    return World(office, domain, service, top, goal, target, project, year, task, risk)
