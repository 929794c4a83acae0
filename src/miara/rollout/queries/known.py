"""Checks of tables against the plans of a unit, and what their words mean there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from miara.budget.public import BudgetTask, BudgetYear
from miara.catalogue import public as catalogue
from miara.indicators import public as indicators
from miara.organisations import public as organisations
from miara.rollout.domain.reading import Fault, Line
from miara.rollout.domain.sheets import plain
from miara.rollout.domain.tables import StrategyTable, TaskTable
from miara.strategy.public import Document, Goal, LocalIndicator, Service, UnitDomain

__all__ = ["Known", "check_strategy", "check_tasks", "known_of", "symbols_of"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the unit has, by words as tables write them.

    ``domains`` leads to codes, of the unit and of the national template.
    """

    titles: frozenset[str]
    posts: Mapping[str, organisations.Post]
    offices: Mapping[str, organisations.OrganisationalUnit]
    domains: Mapping[str, str]
    services: Mapping[str, Service]
    goals: Mapping[str, Goal]
    own: Mapping[str, LocalIndicator]
    national: frozenset[str]


def known_of(unit_uid: str, on: date) -> Known:
    """Everything that tables of a unit may name; eight queries."""
    domains: dict[str, str] = {}
    for each in catalogue.domains():
        for text in (each.code, each.name.pl, each.name.en):
            domains[plain(text)] = each.code
    for row in UnitDomain.objects.filter(unit_uid=unit_uid):
        domains[plain(str(row.name))] = row.code
        domains[plain(row.code)] = row.code
    goals = Goal.objects.filter(document__unit_uid=unit_uid)
    current = goals.exclude(document__state=Document.State.ENDED)
    codes = [
        code
        for _name, group in indicators.choices_of_unit(unit_uid, "pl")
        for code, _title in group
    ]
    documents = Document.objects.filter(unit_uid=unit_uid)
    return Known(
        titles=frozenset(plain(t) for t in documents.values_list("title", flat=True)),
        posts={plain(p.title): p for p in organisations.posts_of(unit_uid, on)},
        offices={
            row.code.casefold(): row
            for row in organisations.organisational_units_of(unit_uid, on)
        },
        domains=domains,
        services={
            plain(str(row.name)): row
            for row in Service.objects.filter(unit_uid=unit_uid)
        },
        # Of two documents with one symbol the newer one counts.
        goals={row.code: row for row in current.order_by("document_id", "pk")},
        own={row.code: row for row in LocalIndicator.objects.filter(unit_uid=unit_uid)},
        national=frozenset(codes),
    )


def check_strategy(table: StrategyTable, known: Known) -> list[Fault]:
    """Add to the faults what does not fit the plans; give all of them."""
    if table.about is not None and plain(table.about.title) in known.titles:
        table.about.line.fault("title", "TITLE_TAKEN")
    for goal in table.goals:
        if goal.domain and plain(goal.domain) not in known.domains:
            goal.line.fault("domain", "NO_DOMAIN")
        _owner(goal.line, goal.owner, known)
    described: dict[str, str] = {}
    for row in table.measures:
        _owner(row.line, row.owner, known)
        if row.code in known.national or row.code in known.own or not row.code:
            continue
        if row.code in described:
            if row.name and row.name != described[row.code]:
                row.line.fault("name", "OTHER_NAME", described[row.code])
        elif not row.name:
            row.line.fault("code", "NO_INDICATOR")
        elif not row.measure:
            row.line.fault("measure", "NEEDED", "Jednostka miary")
        described.setdefault(row.code, row.name)
    return table.faults


def check_tasks(table: TaskTable, known: Known, taken: frozenset[str]) -> list[Fault]:
    """Add to the faults what does not fit the plans; give all of them.

    Parameters
    ----------
    taken
        Symbols of the year in small letters; such tasks are left as they are.
    """
    for row in table.tasks:
        _owner(row.line, row.owner, known)
        if row.symbol.casefold() in taken:
            row.line.fault("symbol", "TASK_TAKEN", stops=False)
        if row.office and row.office.casefold() not in known.offices:
            row.line.fault("office", "NO_OFFICE", stops=False)
        if row.service and plain(row.service) not in known.services:
            row.line.fault("service", "NO_SERVICE", stops=False)
        for code in row.goals:
            if code not in known.goals:
                row.line.fault("goals", "NO_GOAL", code)
    return table.faults


def symbols_of(year: BudgetYear | None) -> frozenset[str]:
    """Symbols of tasks of a year, in small letters."""
    if year is None:
        return frozenset()
    rows = BudgetTask.objects.filter(budget_year=year).values_list("symbol", flat=True)
    return frozenset(symbol.casefold() for symbol in rows)


def _owner(line: Line, title: str, known: Known) -> None:
    if title and plain(title) not in known.posts:
        line.fault("owner", "NO_POST", stops=False)
