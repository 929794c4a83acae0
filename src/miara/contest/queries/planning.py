"""The question of assignment, made from the rows of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet

from miara.contest.domain.assignment.problem import Problem
from miara.contest.models import (
    Assignment,
    AssignmentPlan,
    Cell,
    Conflict,
    Edition,
    Entry,
    Expert,
    ExpertDomain,
    PairWish,
)
from miara.contest.queries.assessment import BLOCKING, OPEN

__all__ = ["Question", "experts_in_question", "plans_of", "question_of"]

#: Fit of an expert who did not name the domain, and of each level they can name.
_FIT: Final = {0: 0.1, 1: 0.5, 2: 0.8, 3: 1.0}


@dataclass(frozen=True)
class Question:
    """The problem and what its rows and columns stand for.

    Attributes
    ----------
    entries, experts
        Rows and columns of the matrices of ``problem``.
    cells
        Cells by their number in ``problem.cell``.
    present
        bool (P, E): pairs that are assigned now.
    done
        bool (P, E): pairs whose marks were submitted.
    """

    problem: Problem
    entries: Sequence[Entry]
    experts: Sequence[Expert]
    cells: Sequence[Cell]
    present: np.ndarray
    done: np.ndarray


def plans_of(edition: Edition) -> list[AssignmentPlan]:
    """Plans of an edition, newest first, without their pairs. One query."""
    return list(
        AssignmentPlan.objects.filter(edition=edition)
        .defer("pairs")
        .select_related("made_by", "adopted_by")
        .order_by("-made_at", "-pk")
    )


def question_of(edition: Edition, *, also: Expert | None = None) -> Question:
    """Entries that passed the formal check, experts who take part, and the rules.

    Seven queries, whatever the size. Pairs whose marks were submitted stay, those of an
    expert who left since too: that expert gets nothing new.

    Parameters
    ----------
    also
        An expert to treat as taking part, whatever their state.

    Raises
    ------
    FaultyProblem
        When wishes, loads and conflicts contradict one another.
    """
    rules = edition.settings.marks
    entries = list(
        Entry.objects.filter(
            edition=edition, state=Entry.State.ACCEPTED, cell__isnull=False
        )
        .select_related("cell__group", "cell__domain")
        .order_by("number", "pk")
    )
    experts = list(experts_in_question(edition, also=also))
    row_of = {entry.pk: i for i, entry in enumerate(entries)}
    column_of = {expert.pk: i for i, expert in enumerate(experts)}
    shape = (len(entries), len(experts))

    def matrix(pairs: object) -> np.ndarray:
        made = np.zeros(shape, bool)
        for entry, expert in pairs:  # type: ignore[attr-defined]
            if entry in row_of and expert in column_of:
                made[row_of[entry], column_of[expert]] = True
        return made

    pair = ("entry_id", "expert_id")
    conflict = matrix(
        Conflict.objects.filter(
            expert__edition=edition, state__in=BLOCKING
        ).values_list(*pair)
    )
    wishes = list(
        PairWish.objects.filter(expert__edition=edition).values_list(*pair, "wish")
    )
    pinned = matrix((e, x) for e, x, w in wishes if w == PairWish.Wish.PINNED)
    forbidden = matrix((e, x) for e, x, w in wishes if w == PairWish.Wish.FORBIDDEN)
    held = list(
        Assignment.objects.filter(
            entry__edition=edition, state__in=OPEN, kind=Assignment.Kind.PANEL
        ).values_list(*pair, "state")
    )
    done = matrix((e, x) for e, x, s in held if s == Assignment.State.SUBMITTED)
    conflict &= ~done
    forbidden &= ~done
    cells: dict[int, int] = {}
    shown: list[Cell] = []
    for entry in entries:
        assert entry.cell is not None
        if entry.cell.pk not in cells:
            cells[entry.cell.pk] = len(shown)
            shown.append(entry.cell)
    ceiling = np.array(
        [
            rules.load_ceiling if row.load_ceiling is None else row.load_ceiling
            for row in experts
        ],
        np.int64,
    ).reshape(len(experts))
    for column, row in enumerate(experts):
        if row.state != Expert.State.ACCEPTED and row != also:
            forbidden[:, column] = ~done[:, column]
            pinned[:, column] = False
            ceiling[column] = done[:, column].sum()
    ceiling = np.maximum(ceiling, done.sum(0))
    problem = Problem(
        fit=_fit(edition, entries, experts, column_of),
        conflict=conflict,
        cell=np.array([cells[e.cell_id or 0] for e in entries], np.int64),
        per_entry=rules.experts_per_entry,
        floor=np.minimum(rules.load_floor, ceiling),
        ceiling=ceiling,
        pinned=pinned | done,
        forbidden=forbidden,
    )
    return Question(
        problem, entries, experts, shown, matrix((e, x) for e, x, _s in held), done
    )


def experts_in_question(
    edition: Edition, *, also: Expert | None = None
) -> QuerySet[Expert]:
    """Experts who take part or whose submitted marks stay, by name."""
    submitted = Assignment.objects.filter(
        expert=OuterRef("pk"),
        state=Assignment.State.SUBMITTED,
        kind=Assignment.Kind.PANEL,
        entry__state=Entry.State.ACCEPTED,
    )
    return (
        Expert.objects.filter(edition=edition)
        .filter(
            Q(state=Expert.State.ACCEPTED)
            | Q(pk=also.pk if also else None)
            | Exists(submitted)
        )
        .select_related("user")
        .order_by("full_name", "pk")
    )


def _fit(
    edition: Edition,
    entries: Sequence[Entry],
    experts: Sequence[Expert],
    column_of: dict[int, int],
) -> np.ndarray:
    """How well each expert knows the domain of each entry, (P, E)."""
    domains = {
        pk: i for i, pk in enumerate(sorted({e.domain_id or 0 for e in entries}))
    }
    known = np.full((len(domains), len(experts)), _FIT[0])
    said = ExpertDomain.objects.filter(expert__edition=edition)
    for expert, domain, fit in said.values_list("expert_id", "domain_id", "fit"):
        if expert in column_of and domain in domains:
            known[domains[domain], column_of[expert]] = _FIT[fit]
    return known[[domains[e.domain_id or 0] for e in entries], :].reshape(
        len(entries), len(experts)
    )
