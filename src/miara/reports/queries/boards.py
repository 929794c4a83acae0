"""What a unit made public, read for pages of residents and councillors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from miara.budget import public as budget
from miara.council import public as council
from miara.instruments import public as instruments
from miara.reports.models import PublicBoard
from miara.reports.queries.standing import last_year
from miara.strategy import public as strategy

__all__ = [
    "GoalStanding",
    "Goals",
    "board_of",
    "debate_shown",
    "divisions_shown",
    "goals_shown",
    "has_anything",
    "tasks_shown",
    "works_shown",
    "year_shown",
]


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A goal of a public document with where its targets stand."""

    goal: strategy.Goal
    standings: Sequence[strategy.Standing]


@dataclass(frozen=True, slots=True)
class Goals:
    """Goals of public documents that are in force.

    ``without_target`` counts lowest goals that nothing measures.
    """

    documents: Sequence[strategy.Document] = ()
    goals: Sequence[GoalStanding] = ()
    without_target: int = 0
    standings: Sequence[strategy.Standing] = field(default_factory=tuple)


def board_of(unit_uid: str) -> PublicBoard:
    """Choices of a unit; a row that is not stored when it made none."""
    row = PublicBoard.objects.filter(unit_uid=unit_uid).first()
    return row or PublicBoard(unit_uid=unit_uid)


def has_anything(unit_uid: str) -> bool:
    """Whether pages for residents have anything to show; one query."""
    documents = strategy.Document.objects.filter(
        unit_uid=unit_uid, published_at__isnull=False
    )
    works = instruments.Instrument.objects.filter(unit_uid=unit_uid, is_public=True)
    boards = PublicBoard.objects.filter(unit_uid=unit_uid)
    found = (rows.order_by().values_list("pk") for rows in (works, boards))
    return documents.order_by().values_list("pk").union(*found, all=True).exists()


def goals_shown(unit_uid: str, today: date) -> Goals:
    """Goals of public documents in force, in their order; at most nine queries."""
    documents = list(strategy.public_documents(unit_uid).filter(state="ADOPTED"))
    if not documents:
        return Goals()
    rows = strategy.targets_of_unit(unit_uid).filter(goal__document__in=documents)
    found = strategy.standings(unit_uid, rows, last_year(today))
    by_goal: dict[int, list[strategy.Standing]] = defaultdict(list)
    for each in found.values():
        by_goal[each.target.goal_id or 0].append(each)
    goals = _in_order(documents)
    parents = {goal.parent_id for goal in goals}
    bare = sum(1 for g in goals if g.pk not in parents and g.pk not in by_goal)
    return Goals(
        documents,
        [GoalStanding(goal, by_goal[goal.pk]) for goal in goals if goal.pk in by_goal],
        bare,
        tuple(found.values()),
    )


def _in_order(documents: Sequence[strategy.Document]) -> list[strategy.Goal]:
    """Goals as they are read, document after document; three queries for all."""
    below: dict[tuple[int, int | None], list[strategy.Goal]] = defaultdict(list)
    for goal in strategy.goals_of(documents):
        below[goal.document_id, goal.parent_id].append(goal)
    found: list[strategy.Goal] = []

    def walk(document: int, parent: int | None) -> None:
        for goal in below[document, parent]:
            found.append(goal)
            walk(document, goal.pk)

    for document in documents:
        walk(document.pk, None)
    return found


def works_shown(unit_uid: str) -> list[instruments.Instrument]:
    """Public programmes and projects with their parts; nine queries."""
    return list(instruments.public_instruments(unit_uid))


def year_shown(
    board: PublicBoard, today: date, asked: int | None = None
) -> budget.BudgetYear | None:
    """The budget of the year asked for, else the newest one not in the future."""
    if not (board.shows_tasks or board.shows_budget):
        return None
    years = [y for y in budget.years_of(board.unit_uid) if y.year <= today.year]
    chosen = [year for year in years if year.year == asked] or years
    return chosen[0] if chosen else None


def tasks_shown(
    board: PublicBoard, year: budget.BudgetYear | None
) -> list[budget.TaskFacts]:
    """Tasks with a plan, the largest first; none unless the unit shows them."""
    if year is None or not board.shows_tasks:
        return []
    rows = budget.money_of_tasks(board.unit_uid, year.year)
    planned = [row for row in rows if row.money.changed > 0]
    return sorted(planned, key=lambda row: (-row.money.changed, row.symbol))


def divisions_shown(
    board: PublicBoard, year: budget.BudgetYear | None
) -> list[budget.DivisionMoney]:
    """Spending by division; none unless the unit shows it."""
    if year is None or not board.shows_budget:
        return []
    return budget.division_money(year, budget.Side.EXPENDITURE) or []


def debate_shown(unit_uid: str, today: date) -> council.DebateFacts | None:
    """The public debate on the report of last year, else of the year before."""
    for year in (today.year - 1, today.year - 2):
        found = council.debate_of(unit_uid, year)
        if found is not None and found.is_public:
            return found
    return None
