"""Sections of reports written from what the unit keeps here."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from miara.budget import public as budget
from miara.instruments import public as instruments
from miara.reports.domain.chain import Chain, Key, Kind
from miara.reports.domain.drafts import Draft
from miara.reports.models import Report
from miara.reports.presenters.words import zloty
from miara.reports.queries.chain import Loaded, chain_of
from miara.strategy import public as strategy

__all__ = ["drafts_of"]


def drafts_of(unit_uid: str, year: int, kind: str, on: date) -> tuple[list[Draft], str]:
    """Sections in their order, and the vintage of national numbers in them.

    Parameters
    ----------
    year
        The year that is reported on; targets are judged by numbers up to it.
    kind
        Code of `Report.Kind`.
    """
    money = _money_section(unit_uid, year)
    loaded = chain_of(unit_uid, year, on)
    if kind == Report.Kind.BUDGET:
        return [money, _task_section(loaded.chain, year)], ""
    targets = [node.key.pk for node in loaded.chain.of_kind(Kind.TARGET)]
    told = loaded.standings(targets, year)
    domains = [
        _domain_section(loaded, node.key, told)
        for node in loaded.chain.of_kind(Kind.DOMAIN)
    ]
    vintages = {each.measure.vintage for each in told.values()} - {""}
    sections = [money, *domains, _task_section(loaded.chain, year)]
    return [*sections, _civic_section(unit_uid)], ", ".join(sorted(vintages))


def _money_section(unit_uid: str, year: int) -> Draft:
    row = budget.year_of(unit_uid, year)
    if row is None:
        text = _("There is no budget of the year %(year)s here.") % {"year": year}
        return Draft("money", _("The budget"), text)
    totals = budget.totals_of(row)
    names = ((_("Revenue"), totals.revenue), (_("Spending"), totals.expenditure))
    rows = [[name, *_amounts(money)] for name, money in names]
    text = _(
        "Revenue executed: %(revenue)s of %(revenue_plan)s planned. Spending executed: "
        "%(spending)s of %(spending_plan)s planned."
    ) % {
        "revenue": zloty(totals.revenue.executed),
        "revenue_plan": zloty(totals.revenue.changed),
        "spending": zloty(totals.expenditure.executed),
        "spending_plan": zloty(totals.expenditure.changed),
    }
    return Draft("money", _("The budget"), text, _money_head(_("Side")), rows)


def _domain_section(
    loaded: Loaded, key: Key, told: dict[int, strategy.Standing]
) -> Draft:
    chain = loaded.chain
    down = chain.down(key) & chain.nodes.keys()
    money = chain.money(key)
    lines = [
        _(
            "Budget tasks that serve the domain: %(tasks)s; plan after changes "
            "%(changed)s, executed %(executed)s."
        )
        % {
            "tasks": len(chain.tasks(key)),
            "changed": zloty(money.changed),
            "executed": zloty(money.executed),
        }
    ]
    goals = [node for node in chain.of_kind(Kind.GOAL) if node.key in down]
    lines += [_goal_line(node.code, node.title) for node in goals if not node.is_group]
    lines += _names(chain, down, Kind.INSTRUMENT, _("Programmes and projects"))
    lines += _names(chain, down, Kind.RISK, _("Risks"))
    shown = sorted(each for each in down if each.kind is Kind.TARGET)
    rows = [_target_row(told[each.pk]) for each in shown if each.pk in told]
    head = (
        _("Indicator"),
        pgettext("of an indicator", "Target"),
        _("Where it stands"),
        _("State"),
        _("Source"),
    )
    title = chain.nodes[key].title
    code = f"domain-{chain.nodes[key].code}"
    return Draft(code, title, "\n".join(lines), head if rows else (), rows)


def _goal_line(code: str, text: str) -> str:
    return _("Goal %(code)s: %(text)s") % {"code": code, "text": text}


def _names(chain: Chain, keys: set[Key], kind: Kind, label: str) -> list[str]:
    names = [node.title for node in chain.of_kind(kind) if node.key in keys]
    return [f"{label}: {'; '.join(names)}."] if names else []


def _target_row(told: strategy.Standing) -> list[str]:
    source = told.measure.vintage or _("own number of the unit")
    return [
        strategy.indicator_title(told),
        strategy.rule_sentence(told),
        strategy.status_sentence(told),
        strategy.status_word(told.judgement.status),
        source,
    ]


def _task_section(chain: Chain, year: int) -> Draft:
    tasks = chain.of_kind(Kind.TASK)
    total = chain.sum_of(node.key for node in tasks)
    text = ngettext(
        "%(count)s budget task of the year %(year)s: plan after changes %(changed)s, "
        "executed %(executed)s.",
        "%(count)s budget tasks of the year %(year)s: plan after changes %(changed)s, "
        "executed %(executed)s.",
        len(tasks),
    ) % {
        "count": len(tasks),
        "year": year,
        "changed": zloty(total.changed),
        "executed": zloty(total.executed),
    }
    rows = [[f"{node.code} {node.title}", *_amounts(node.money)] for node in tasks]
    head = _money_head(_("Task"))
    return Draft("tasks", _("Budget tasks"), text, head if rows else (), rows)


def _civic_section(unit_uid: str) -> Draft:
    projects = list(instruments.civic_projects(unit_uid))
    heading = _("Civic budget")
    if not projects:
        text = _("No projects of a civic budget are kept here.")
        return Draft("civic", heading, text)
    done = instruments.done_of(each.state for each in projects)
    text = _("Projects of the civic budget: %(all)s, completed: %(done)s.") % {
        "all": done.all,
        "done": done.done,
    }
    rows = [
        [each.name, str(each.civic_year), str(each.get_state_display())]
        for each in projects
    ]
    return Draft("civic", heading, text, (_("Project"), _("Year"), _("State")), rows)


def _money_head(first: str) -> tuple[str, ...]:
    return (first, _("Plan"), _("Plan after changes"), _("Executed"), _("Left"))


def _amounts(money: object) -> list[str]:
    names = ("planned", "changed", "executed", "left")
    return [zloty(getattr(money, name)) for name in names]
