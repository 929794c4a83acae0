"""Budget tasks with their money, and projects of the civic budget."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.instruments import public as instruments
from miara.reports.domain.chain import Kind
from miara.reports.domain.drafts import ColumnKind, Draft
from miara.reports.presenters.sections.facts import Facts
from miara.reports.presenters.sections.money import AMOUNT_KINDS, amounts, money_head
from miara.reports.presenters.words import zloty

__all__ = ["civic", "tasks"]


def tasks(facts: Facts) -> list[Draft]:
    """Every budget task of the year."""
    found = facts.chain.of_kind(Kind.TASK)
    total = facts.chain.sum_of(node.key for node in found)
    text = ngettext(
        "%(count)s budget task of the year %(year)s: plan after changes %(changed)s, "
        "executed %(executed)s.",
        "%(count)s budget tasks of the year %(year)s: plan after changes %(changed)s, "
        "executed %(executed)s.",
        len(found),
    ) % {
        "count": len(found),
        "year": facts.year,
        "changed": zloty(total.changed),
        "executed": zloty(total.executed),
    }
    rows: list[list[object]] = [
        [f"{node.code} {node.title}", *amounts(node.money)] for node in found
    ]
    head = money_head(_("Task"))
    return [Draft("tasks", _("Budget tasks"), text, head, rows, AMOUNT_KINDS)]


def civic(facts: Facts) -> list[Draft]:
    """Public projects of the civic budget with their money."""
    projects = facts.civic
    heading = _("Civic budget")
    if not projects:
        text = _("No projects of a civic budget are kept here.")
        return [Draft("civic", heading, text)]
    done = instruments.done_of(each.state for each in projects)
    text = _("Projects of the civic budget: %(all)s, completed: %(done)s.") % {
        "all": done.all,
        "done": done.done,
    }
    money = instruments.money_of(each.pk for each in projects)
    rows = [_civic_row(each, money.get(each.pk, [])) for each in projects]
    head = (
        *(_("Symbol"), _("Project"), _("Edition"), _("Votes")),
        *(_("Planned cost"), _("Spent"), _("State")),
    )
    kinds = (
        *(ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.COUNT),
        *(ColumnKind.MONEY, ColumnKind.MONEY, ColumnKind.TEXT),
    )
    return [Draft("civic", heading, text, head, rows, kinds)]


def _civic_row(
    row: instruments.Instrument, years: list[instruments.YearMoney]
) -> list[object]:
    told = [each.executed for each in years if each.executed is not None]
    return [
        row.code,
        row.name,
        str(row.civic_year),
        row.votes,
        _grosze(each.planned for each in years) if years else None,
        _grosze(told) if told else None,
        str(row.get_state_display()),
    ]


def _grosze(told: Iterable[Decimal]) -> int:
    total = sum(told, Decimal(0))
    return int((total * 100).to_integral_value())
