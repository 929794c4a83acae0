"""The page for councillors: goals in danger, spending, resolutions, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miara.budget import public as budget
from miara.core.templatetags.miara import date_pl
from miara.council import public as council
from miara.cycle.public import Cell, Column, Row, Table
from miara.instruments import public as instruments
from miara.reports.domain.boards import (
    BAD,
    Asked,
    Question,
    SpentPart,
    questions_of,
)
from miara.reports.presenters.boards import share, target_shown
from miara.reports.presenters.words import zloty
from miara.reports.queries.boards import Goals
from miara.strategy import public as strategy

__all__ = [
    "danger_table",
    "division_label",
    "divisions_sentence",
    "divisions_table",
    "question_sentences",
    "resolutions_table",
]

#: A resolution not carried out for so long is asked about.
_OLD: Final = timedelta(days=183)
_NOT_STARTED: Final = "ADOPTED"

_SENTENCES: Final[dict[Question, Promise]] = {
    Question.BAD_TARGET: gettext_lazy(
        "Why is “%(about)s” worse than planned, and what will be done about it?"
    ),
    Question.SLOW_SPENDING: gettext_lazy(
        "Why is spending on “%(about)s” so far behind the calendar?"
    ),
    Question.STOPPED: gettext_lazy(
        "Why was “%(about)s” stopped, and what becomes of its money?"
    ),
    Question.LATE: gettext_lazy(
        "A milestone of “%(about)s” is overdue: when will it be reached?"
    ),
    Question.NO_REPORT: gettext_lazy(
        "When will the report on the state of the municipality be published?"
    ),
}


def danger_table(goals: Goals) -> Table | None:
    """Targets of public goals that stand badly; None when there are none."""
    found = [
        (each.goal, standing)
        for each in goals.goals
        for standing in each.standings
        if standing.judgement.status.value in BAD
    ]
    if not found:
        return None
    columns = [Column(_("Indicator")), Column(_("Goal")), Column(_("Where it stands"))]
    rows = []
    for goal, standing in found:
        shown = target_shown(standing)
        status = f"{shown.mark} {shown.word}"
        rows.append(
            Row(
                [
                    Cell(shown.title),
                    Cell(f"{goal.code} {goal.text}"),
                    Cell(status, note=shown.sentence),
                ]
            )
        )
    return Table(_("Targets worse than planned"), columns, rows)


def divisions_sentence(rows: Sequence[budget.DivisionMoney], year: int) -> str:
    """How much of the plan was executed, all divisions together."""
    planned = sum(row.money.changed for row in rows)
    executed = sum(row.money.executed for row in rows)
    return _(
        "Spending of %(year)s: plan after changes %(planned)s, executed %(executed)s "
        "(%(share)s)."
    ) % {
        "year": year,
        "planned": zloty(planned),
        "executed": zloty(executed),
        "share": share(executed, planned),
    }


def divisions_table(rows: Sequence[budget.DivisionMoney]) -> Table:
    """Spending by division, in the order of codes."""
    columns = [
        Column(_("Division")),
        Column(_("Plan after changes"), numeric=True),
        Column(_("Executed"), numeric=True),
        Column(_("Spent, %"), numeric=True),
    ]
    found = [
        Row(
            [
                Cell(division_label(row)),
                Cell(zloty(row.money.changed)),
                Cell(zloty(row.money.executed)),
                Cell(share(row.money.executed, row.money.changed)),
            ],
            key=row.code,
        )
        for row in rows
    ]
    return Table(_("Plan and execution by division"), columns, found)


def division_label(row: budget.DivisionMoney) -> str:
    """Code and name of a division."""
    return f"{row.code} {row.name}".strip()


def resolutions_table(rows: Sequence[council.ResolutionFacts]) -> Table | None:
    """Resolutions with their state, the newest first; None without any."""
    if not rows:
        return None
    columns = [
        Column(_("Number")),
        Column(_("Day")),
        Column(_("Title")),
        Column(_("State")),
    ]
    found = [
        Row(
            [
                Cell(row.number),
                Cell(date_pl(row.day, "short")),
                Cell(row.title),
                Cell(row.state_label),
            ]
        )
        for row in reversed(rows)
    ]
    return Table(_("Resolutions of the council"), columns, found)


def question_sentences(
    *,
    goals: Goals,
    works: Sequence[instruments.Instrument],
    divisions: Sequence[budget.DivisionMoney],
    resolutions: Sequence[council.ResolutionFacts],
    quarter: int,
    has_report: bool,
    today: date,
) -> list[str]:
    """Questions that follow from what is public, in words."""
    bad = [s for s in goals.standings if s.judgement.status.value in BAD]
    unknown = [s for s in goals.standings if s.judgement.status.value == "NO_DATA"]
    old = [r for r in resolutions if r.state == _NOT_STARTED and r.day < today - _OLD]
    spending = [
        SpentPart(division_label(row), row.money.changed, row.money.executed)
        for row in divisions
    ]
    asked = questions_of(
        bad_targets=[strategy.indicator_title(s) for s in bad],
        goals_without_target=goals.without_target,
        targets_without_number=len(unknown),
        spending=spending,
        quarter=quarter,
        stopped=[row.name for row in works if row.state == "STOPPED"],
        late=[row.name for row in works if _is_late(row, today)],
        not_executed=len(old),
        has_report=has_report,
    )
    return [_told(each) for each in asked]


def _is_late(row: instruments.Instrument, today: date) -> bool:
    """Whether a milestone of work that goes on is over and was not reached."""
    if row.state in {"DONE", "STOPPED"}:
        return False
    marks = row.milestones.all()
    return any(mark.done_on is None and mark.planned_on < today for mark in marks)


def _told(asked: Asked) -> str:
    if asked.question in _SENTENCES:
        return str(_SENTENCES[asked.question]) % {"about": asked.about}
    sentences = {
        Question.NOT_EXECUTED: ngettext(
            "%(count)s resolution older than half a year is not being carried out: "
            "why?",
            "%(count)s resolutions older than half a year are not being carried out: "
            "why?",
            asked.count,
        ),
        Question.NO_TARGET: ngettext(
            "%(count)s goal has no indicator with a target: how will anybody know that "
            "it is reached?",
            "%(count)s goals have no indicator with a target: how will anybody know "
            "that they are reached?",
            asked.count,
        ),
        Question.NO_NUMBER: ngettext(
            "%(count)s target has no number yet: when will it come?",
            "%(count)s targets have no number yet: when will they come?",
            asked.count,
        ),
    }
    return sentences[asked.question] % {"count": asked.count}
