"""Dashboards: sentences and one table for a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from miara.budget import public as budget
from miara.cycle.public import Cell, Column, Row, Table
from miara.reports.domain.addresses import slug_of
from miara.reports.domain.chain import Key, Kind
from miara.reports.domain.dashboards import DASHBOARDS
from miara.reports.presenters.words import zloty
from miara.reports.queries.overview import DomainLine

__all__ = ["LEADS", "NAMES", "menu", "own_lines", "tasks_table"]

NAMES: Final[dict[str, Promise]] = {
    "kierownictwo": pgettext_lazy("dashboard", "Head of the unit"),
    "koordynator": pgettext_lazy("dashboard", "Coordinator of a domain"),
    "skarbnik": pgettext_lazy("dashboard", "Treasurer"),
    "kierownik-zadan": pgettext_lazy("dashboard", "Manager of tasks"),
    "audytor": pgettext_lazy("dashboard", "Auditor"),
}
LEADS: Final[dict[str, Promise]] = {
    "kierownictwo": gettext_lazy("The whole unit in a few sentences."),
    "koordynator": gettext_lazy("Domains coordinated by the posts that you act for."),
    "skarbnik": gettext_lazy("Money: what is planned, spent, and not yet explained."),
    "kierownik-zadan": gettext_lazy("Tasks managed by the posts that you act for."),
    "audytor": gettext_lazy("What is missing, contradicts itself or is late."),
}


def menu(address: str, current: str) -> list[dict[str, Any]]:
    """Dashboards as tabs."""
    return [
        {
            "label": NAMES[name],
            "url": reverse("reports:dashboard", args=[address, name]),
            "current": name == current,
        }
        for name in DASHBOARDS
    ]


def own_lines(lines: Sequence[DomainLine], domains: frozenset[int]) -> list[DomainLine]:
    """Lines of some domains alone."""
    return [line for line in lines if line.node and line.node.key.pk in domains]


def tasks_table(
    tasks: Sequence[budget.TaskFacts], address: str, year: budget.BudgetYear
) -> Table:
    """Tasks with their money; each leads to its place in the chain."""
    columns = [
        Column(_("Task")),
        Column(_("Plan after changes"), numeric=True),
        Column(_("Executed"), numeric=True),
        Column(_("Left"), numeric=True),
    ]
    rows = [_task(task, address) for task in tasks]
    caption = _("Tasks of the year %(year)s") % {"year": year.year}
    return Table(caption, columns, rows)


def _task(task: budget.TaskFacts, address: str) -> Row:
    slug = slug_of(Key(Kind.TASK, task.pk))
    path = reverse("reports:chain-node", args=[address, slug])
    head = Cell(f"{task.symbol} {task.name}", f"{path}?rok={task.year}")
    money = (task.money.changed, task.money.executed, task.money.left)
    return Row([head, *(Cell(zloty(amount)) for amount in money)])
