"""Numbers of dashboards as sentences, each with the page behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.budget import public as budget
from miara.core.numbers import format_percent
from miara.cycle import public as cycle
from miara.reports.presenters.words import zloty
from miara.reports.queries import facts as found
from miara.units.public import UnitFacts

__all__ = ["Asked", "Fact", "facts_of"]

_GOOD: Final = ("REACHED", "KEPT", "ON_TRACK", "NEAR")
_BAD: Final = ("BEHIND", "EXCEEDED", "MISSED")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose numbers: of the unit, of some domains, or of the posts of a person."""

    unit: UnitFacts
    today: date
    year: budget.BudgetYear | None
    domains: frozenset[int] | None = None
    posts: frozenset[int] | None = None

    @property
    def address(self) -> str:
        """The unit in addresses."""
        return self.unit.address


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence with a number, and where it leads."""

    sentence: str
    url: str
    link: str


def facts_of(asked: Asked, names: tuple[str, ...]) -> list[Fact]:
    """Facts in the order of their names; those with nothing to say are left out."""
    told = (_FACTS[name](asked) for name in names)
    return [fact for fact in told if fact is not None]


def _targets(asked: Asked) -> Fact:
    domains = None if asked.domains is None else set(asked.domains)
    counts = found.statuses_of(asked.unit.uid, asked.today, domains)
    url = reverse("reports:chain", args=[asked.address])
    return Fact(_target_sentence(counts), url, _("The chain of goals"))


def _target_sentence(counts: Counter[str]) -> str:
    total = counts.total()
    if not total:
        return _("No goal has an indicator with a target yet.")
    good, bad = (sum(counts[s] for s in names) for names in (_GOOD, _BAD))
    return ngettext(
        "%(total)s target: as planned %(good)s, worse than planned %(bad)s, nothing "
        "can be said of %(rest)s.",
        "%(total)s targets: as planned %(good)s, worse than planned %(bad)s, nothing "
        "can be said of %(rest)s.",
        total,
    ) % {"total": total, "good": good, "bad": bad, "rest": total - good - bad}


def _money(asked: Asked) -> Fact | None:
    if asked.year is None:
        return None
    money = budget.totals_of(asked.year).expenditure
    url = reverse("budget:year", args=[asked.address, asked.year.year])
    sentence = _(
        "Spending of %(year)s: plan after changes %(changed)s, executed %(executed)s "
        "(%(share)s), left %(left)s."
    ) % {
        "year": asked.year.year,
        "changed": zloty(money.changed),
        "executed": zloty(money.executed),
        "share": _share(money.executed, money.changed),
        "left": zloty(money.left),
    }
    return Fact(sentence, url, _("The budget"))


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    share = Decimal(part * 100) / Decimal(whole)
    return format_percent(share, 1, get_language() or "pl")


def _unassigned(asked: Asked) -> Fact | None:
    if asked.year is None:
        return None
    totals = budget.totals_of(asked.year)
    url = reverse("budget:lines", args=[asked.address, asked.year.year])
    count = totals.unassigned_lines
    if not count:
        sentence = _("Every line of spending belongs to a task.")
    else:
        sentence = ngettext(
            "%(count)s line of spending belongs to no task: %(amount)s.",
            "%(count)s lines of spending belong to no task: %(amount)s.",
            count,
        ) % {"count": count, "amount": zloty(totals.unassigned.changed)}
    return Fact(sentence, url, _("Lines of the budget"))


def _contradictions(asked: Asked) -> Fact | None:
    if asked.year is None:
        return None
    count = len(budget.contradictions_of(asked.year))
    url = reverse("budget:contradictions", args=[asked.address, asked.year.year])
    sentence = ngettext(
        "%(count)s contradiction between the budget, the forecast and tasks.",
        "%(count)s contradictions between the budget, the forecast and tasks.",
        count,
    ) % {"count": count}
    return Fact(sentence, url, _("Contradictions"))


def _reports(asked: Asked) -> Fact | None:
    if asked.year is None:
        return None
    posts = None if asked.posts is None else set(asked.posts)
    counts = found.count_of_reports(asked.year, asked.today, posts)
    if counts is None or not counts.all:
        return None
    url = reverse("budget:reports", args=[asked.address, asked.year.year])
    sentence = ngettext(
        "Reports of quarter %(quarter)s: of %(all)s task %(approved)s is approved and "
        "%(submitted)s waits for approval.",
        "Reports of quarter %(quarter)s: of %(all)s tasks %(approved)s are approved "
        "and %(submitted)s wait for approval.",
        counts.all,
    ) % {
        "quarter": counts.quarter,
        "all": counts.all,
        "approved": counts.approved,
        "submitted": counts.submitted,
    }
    return Fact(sentence, url, _("Quarterly reports"))


def _terms(asked: Asked) -> Fact:
    late = cycle.open_terms(until=asked.today, unit_uid=asked.unit.uid)
    count = late.filter(due_on__lt=asked.today).count()
    url = reverse("cycle:years", args=[asked.address])
    if not count:
        return Fact(_("No term is overdue."), url, _("Calendar"))
    sentence = ngettext(
        "%(count)s term is overdue.", "%(count)s terms are overdue.", count
    ) % {"count": count}
    return Fact(sentence, url, _("Calendar"))


def _milestones(asked: Asked) -> Fact:
    count = found.count_late_milestones(asked.unit.uid, asked.today)
    url = reverse("instruments:instruments", args=[asked.address])
    label = _("Programmes and projects")
    if not count:
        return Fact(_("No milestone of a project is overdue."), url, label)
    sentence = ngettext(
        "%(count)s milestone of projects is overdue.",
        "%(count)s milestones of projects are overdue.",
        count,
    ) % {"count": count}
    return Fact(sentence, url, label)


def _gaps(asked: Asked) -> Fact:
    year = asked.year.year if asked.year else None
    goals, tasks = found.count_gaps(asked.unit.uid, year)
    url = reverse("reports:chain-gaps", args=[asked.address])
    sentence = _(
        "Goals that nobody answers for: %(goals)s. Budget tasks that serve no goal: "
        "%(tasks)s."
    ) % {"goals": goals, "tasks": tasks}
    return Fact(sentence, url, _("What is missing"))


def _risks(asked: Asked) -> Fact:
    total, above, late = found.count_of_risks(asked.unit.uid, asked.today)
    url = reverse("risks:register", args=[asked.address])
    sentence = _(
        "Open risks: %(total)s, of which larger than the unit accepts: %(above)s. "
        "Reviews overdue: %(late)s."
    ) % {"total": total, "above": above, "late": late}
    return Fact(sentence, url, _("Register of risks"))


_FACTS: Final[dict[str, Callable[[Asked], Fact | None]]] = {
    "targets": _targets,
    "money": _money,
    "unassigned": _unassigned,
    "contradictions": _contradictions,
    "reports": _reports,
    "terms": _terms,
    "milestones": _milestones,
    "gaps": _gaps,
    "risks": _risks,
}
