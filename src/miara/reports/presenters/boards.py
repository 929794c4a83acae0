"""The page for residents: goals, works, money and the debate in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.budget import public as budget
from miara.charts import Bar, Bars, bars
from miara.core.numbers import MISSING, format_number, format_percent, format_pln
from miara.core.templatetags.miara import date_pl
from miara.council import public as council
from miara.cycle.public import Cell, Column, Row, Table
from miara.instruments import public as instruments
from miara.reports.domain.boards import BAD, GOOD
from miara.reports.presenters.words import zloty
from miara.reports.queries.boards import Goals, GoalStanding
from miara.strategy import public as strategy

__all__ = [
    "GoalShown",
    "TargetShown",
    "WorkShown",
    "civic_sentence",
    "debate_sentence",
    "goals_of",
    "goals_sentence",
    "money_figure",
    "money_table",
    "share",
    "target_shown",
    "works_of",
    "works_sentence",
]

#: So many are named on the page; links lead to the rest.
MOST_GOALS: Final = 12
MOST_WORKS: Final = 8
MOST_TASKS: Final = 10
_UNDER_WAY: Final = ("GOING", "PLANNED")
_TEN_MILLIONS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class TargetShown:
    """A target in words; ``tone`` is better, worse or empty."""

    title: str
    word: str
    mark: str
    tone: str
    sentence: str


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with its targets and the page of its document."""

    text: str
    url: str
    targets: Sequence[TargetShown]


@dataclass(frozen=True, slots=True)
class WorkShown:
    """A programme or project in one line."""

    name: str
    url: str
    sentence: str


def goals_sentence(goals: Goals) -> str:
    """How many targets stand how."""
    counts = Counter(each.judgement.status.value for each in goals.standings)
    total = counts.total()
    good, bad = (sum(counts[s] for s in names) for names in (GOOD, BAD))
    if not total:
        return _("No public goal has an indicator with a target yet.")
    return ngettext(
        "%(total)s target in public goals: as planned %(good)s, worse than planned "
        "%(bad)s, nothing can be said of %(rest)s.",
        "%(total)s targets in public goals: as planned %(good)s, worse than planned "
        "%(bad)s, nothing can be said of %(rest)s.",
        total,
    ) % {"total": total, "good": good, "bad": bad, "rest": total - good - bad}


def goals_of(
    goals: Sequence[GoalStanding], address: str, most: int = MOST_GOALS
) -> list[GoalShown]:
    """The first goals with targets, in the order of their documents."""
    return [
        GoalShown(
            each.goal.text,
            reverse("strategy:public-page", args=[address, each.goal.document_id]),
            [target_shown(standing) for standing in each.standings],
        )
        for each in goals[:most]
    ]


def target_shown(standing: strategy.Standing) -> TargetShown:
    """A target in words."""
    status = standing.judgement.status
    return TargetShown(
        strategy.indicator_title(standing),
        strategy.status_word(status),
        strategy.MARKS[status],
        strategy.TONES.get(status, ""),
        strategy.status_sentence(standing),
    )


def works_sentence(rows: Sequence[instruments.Instrument]) -> str:
    """How many are under way and done."""
    states = Counter(row.state for row in rows)
    return ngettext(
        "%(count)s programme or project is shown: under way %(going)s, completed "
        "%(done)s.",
        "%(count)s programmes and projects are shown: under way %(going)s, completed "
        "%(done)s.",
        len(rows),
    ) % {"count": len(rows), "going": states["GOING"], "done": states["DONE"]}


def works_of(rows: Sequence[instruments.Instrument], address: str) -> list[WorkShown]:
    """What goes on and what is planned, the largest money first."""
    found = [row for row in rows if row.state in _UNDER_WAY]
    found.sort(key=lambda row: (row.state != "GOING", -_planned(row), row.code))
    return [
        WorkShown(
            row.name,
            reverse("instruments:public-page", args=[address, row.pk]),
            _work_sentence(row),
        )
        for row in found[:MOST_WORKS]
    ]


def civic_sentence(rows: Sequence[instruments.Instrument]) -> str:
    """What became of projects of the newest civic budget; empty without any."""
    years = [row.civic_year for row in rows if row.civic_year]
    if not years:
        return ""
    newest = max(years)
    done = instruments.done_of(r.state for r in rows if r.civic_year == newest)
    return ngettext(
        "Civic budget %(year)s: %(done)s of %(count)s project is completed.",
        "Civic budget %(year)s: %(done)s of %(count)s projects are completed.",
        done.all,
    ) % {"year": newest, "done": done.done, "count": done.all}


def _work_sentence(row: instruments.Instrument) -> str:
    told = [str(row.get_state_display())]
    if row.district:
        told.append(str(row.district))
    if row.until:
        told.append(_("until %(day)s") % {"day": date_pl(row.until)})
    planned = _planned(row)
    if planned:
        told.append(_("plan %(amount)s") % {"amount": _pln(planned)})
        spent = [m.executed for m in row.money.all() if m.executed is not None]
        if spent:
            part = sum(spent, Decimal(0))
            told.append(_("spent %(share)s") % {"share": share(part, planned)})
    return "; ".join(told)


def _planned(row: instruments.Instrument) -> Decimal:
    return sum((m.planned for m in row.money.all()), Decimal(0))


def share(part: Decimal | int, whole: Decimal | int) -> str:
    """A part of a whole in percent; a dash where there is no whole."""
    if not whole:
        return MISSING
    return format_percent(Decimal(part) * 100 / Decimal(whole), 0, _language())


def money_table(tasks: Sequence[budget.TaskFacts], people: int | None) -> Table:
    """Tasks with their amounts, and how much it is for each resident."""
    columns = [
        Column(_("Task")),
        Column(_("Plan after changes"), numeric=True),
        Column(_("For each resident"), numeric=True),
        Column(_("Spent, %"), numeric=True),
    ]
    rows = [
        Row(
            [
                Cell(row.name),
                Cell(zloty(row.money.changed)),
                Cell(_each(row.money.changed, people)),
                Cell(share(row.money.executed, row.money.changed)),
            ],
            key=row.symbol,
        )
        for row in tasks
    ]
    return Table(_("The largest tasks"), columns, rows)


def money_figure(
    tasks: Sequence[budget.TaskFacts], year: int, people: int | None
) -> dict[str, Any] | None:
    """The largest tasks as bars with a sentence and a table; None without tasks."""
    if not tasks:
        return None
    shown = list(tasks[:MOST_TASKS])
    first = shown[0]
    facts = {
        "year": year,
        "name": first.name,
        "amount": zloty(first.money.changed),
        "each": _each(first.money.changed, people),
    }
    if people:
        sentence = _(
            "In %(year)s the most goes to: %(name)s, %(amount)s, which is %(each)s for "
            "each resident."
        )
    else:
        sentence = _("In %(year)s the most goes to: %(name)s, %(amount)s.")
    title = _("The largest tasks of %(year)s") % facts
    told = sentence % facts
    return {
        "title": title,
        "sentence": told,
        "svg": _bars("money", title, told, shown, 900),
        "narrow": _bars("money-n", title, told, shown, 340),
        "table": money_table(shown, people),
    }


def _bars(
    uid: str, title: str, told: str, rows: Sequence[budget.TaskFacts], width: int
) -> str:
    in_millions = rows[0].money.changed >= _TEN_MILLIONS
    scale = 100_000_000 if in_millions else 100_000

    def show(value: float) -> str:
        return format_number(value, 1, _language())

    data = Bars(
        uid,
        title,
        told,
        [Bar(row.symbol, row.name, row.money.changed / scale) for row in rows],
        _("million zł") if in_millions else _("thousand zł"),
    )
    return bars(data, show=show, tick=show, width=width).svg


def _each(grosze: int, people: int | None) -> str:
    if not people:
        return MISSING
    return _pln(Decimal(grosze) / 100 / people, 2)


def _pln(amount: Decimal, places: int = 0) -> str:
    return format_pln(amount, places, _language())


def _language() -> str:
    return get_language() or "pl"


def debate_sentence(debate: council.DebateFacts | None) -> str:
    """When and where the debate is, or was."""
    if debate is None or debate.day is None:
        return _(
            "The local government has not told here yet when the debate on the report "
            "is."
        )
    told = _("Debate on the report of %(year)s: %(day)s") % {
        "year": debate.year,
        "day": date_pl(debate.day),
    }
    if debate.starts_at:
        hour = f"{debate.starts_at:%H:%M}"
        told += ", " + _("at %(hour)s") % {"hour": hour}
    if debate.place:
        told += f", {debate.place}"
    return f"{told.rstrip('.')}."
