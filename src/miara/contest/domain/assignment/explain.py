"""Why a pair is, or is not, in a plan; why there is no plan and what would make one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np

from miara.contest.domain.assignment.flow import largest_flow
from miara.contest.domain.assignment.problem import BoolArray, Plan, Problem
from miara.contest.domain.assignment.propose import NoPlan, can_be_done, propose


class Why(StrEnum):
    """A reason for or against a pair."""

    ASSIGNED = "ASSIGNED"
    PINNED = "PINNED"
    PANEL = "PANEL"
    SUBSTITUTE = "SUBSTITUTE"
    NO_CONFLICT = "NO_CONFLICT"
    FIT = "FIT"
    LOAD = "LOAD"
    CONFLICT = "CONFLICT"
    FORBIDDEN = "FORBIDDEN"
    AT_CEILING = "AT_CEILING"
    OTHERS_AT_FLOOR = "OTHERS_AT_FLOOR"
    FITS_LESS = "FITS_LESS"
    NOT_IN_PANEL = "NOT_IN_PANEL"
    WORSE_ELSEWHERE = "WORSE_ELSEWHERE"


@dataclass(frozen=True, slots=True)
class Explained:
    """One reason with its figures."""

    code: Why
    params: Mapping[str, Any] = field(default_factory=dict)


def explain_pair(
    problem: Problem, plan: Plan, entry: int, expert: int
) -> list[Explained]:
    """Reasons of a pair, the decisive one first.

    For an assigned pair: how it came about, then fit with its rank among the experts
    free of conflict, then load. For another pair: everything that speaks against it;
    ``WORSE_ELSEWHERE`` when nothing here does and only the plan as a whole loses.
    """
    fit = float(problem.fit[entry, expert])
    free = np.flatnonzero(problem.allowed[entry])
    better = int((problem.fit[entry, free] > fit).sum())
    about_fit = Explained(Why.FIT, {"fit": fit, "rank": better + 1, "of": len(free)})
    load = int(plan.assigned[:, expert].sum())
    ceiling = int(problem.ceiling[expert])
    about_load = Explained(Why.LOAD, {"load": load, "ceiling": ceiling})
    if plan.assigned[entry, expert]:
        how = _how_assigned(problem, plan, entry, expert)
        return [how, Explained(Why.NO_CONFLICT), about_fit, about_load]
    against = _against(problem, plan, entry, expert)
    return [*against, about_fit, about_load]


def _how_assigned(problem: Problem, plan: Plan, entry: int, expert: int) -> Explained:
    if problem.pinned[entry, expert]:
        return Explained(Why.PINNED)
    panel = plan.panels[plan.block[entry]]
    if panel[expert]:
        return Explained(Why.PANEL, {"block": int(plan.block[entry])})
    missing = np.flatnonzero(panel & ~plan.assigned[entry])
    return Explained(
        Why.SUBSTITUTE,
        {
            "for": missing.tolist(),
            "in_conflict": missing[~problem.allowed[entry, missing]].tolist(),
        },
    )


def _against(problem: Problem, plan: Plan, entry: int, expert: int) -> list[Explained]:
    if problem.conflict[entry, expert]:
        return [Explained(Why.CONFLICT)]
    if problem.forbidden[entry, expert]:
        return [Explained(Why.FORBIDDEN)]
    readers = np.flatnonzero(plan.assigned[entry])
    found = []
    if plan.assigned[:, expert].sum() >= problem.ceiling[expert]:
        found.append(Explained(Why.AT_CEILING))
    if not plan.panels[plan.block[entry], expert]:
        found.append(Explained(Why.NOT_IN_PANEL))
    lowest = float(problem.fit[entry, readers].min()) if readers.size else 0.0
    if problem.fit[entry, expert] < lowest:
        found.append(Explained(Why.FITS_LESS, {"lowest_assigned": lowest}))
    load = plan.assigned.sum(0)
    if readers.size and (load[readers] <= problem.floor[readers]).all():
        found.append(Explained(Why.OTHERS_AT_FLOOR))
    return found or [Explained(Why.WORSE_ELSEWHERE)]


def price_of(problem: Problem, plan: Plan, entry: int, expert: int) -> float | None:
    """What the plan would lose in value if the pair were pinned; None = impossible.

    Computed, not guessed: the whole plan is made again with the pair.
    """
    pinned = problem.pinned.copy()
    pinned[entry, expert] = True
    if not problem.allowed[entry, expert]:
        return None
    if pinned[entry].sum() > problem.per_entry:
        return None
    if pinned[:, expert].sum() > problem.ceiling[expert]:
        return None
    try:
        other = propose(replace(problem, pinned=pinned))
    except NoPlan:
        return None
    return plan.value - other.value


class Lack(StrEnum):
    """Why there is no plan, and changes that would each make one alone."""

    ENTRY_WITHOUT_EXPERTS = "ENTRY_WITHOUT_EXPERTS"
    TOO_LITTLE_ROOM = "TOO_LITTLE_ROOM"
    FLOOR_TOO_HIGH = "FLOOR_TOO_HIGH"
    RAISE_CEILING = "RAISE_CEILING"
    ADD_EXPERTS = "ADD_EXPERTS"
    FEWER_PER_ENTRY = "FEWER_PER_ENTRY"
    LOWER_FLOOR = "LOWER_FLOOR"


@dataclass(frozen=True, slots=True)
class Shortage:
    """One cause (``is_remedy`` False) or one sufficient change (True)."""

    code: Lack
    params: Mapping[str, Any] = field(default_factory=dict)
    is_remedy: bool = False


def explain_infeasible(problem: Problem) -> list[Shortage]:
    """Causes and smallest remedies; an empty list when a plan exists.

    Causes name entries with too few experts free of conflict, and otherwise the cells
    whose experts have too little room together (a cut of the flow). Every remedy was
    tried and makes a plan possible by itself.
    """
    if can_be_done(problem):
        return []
    return [*_causes(problem), *_remedies(problem)]


def _causes(problem: Problem) -> list[Shortage]:
    pairs = problem.allowed & ~problem.pinned
    need = problem.per_entry - problem.pinned.sum(1)
    found = [
        Shortage(
            Lack.ENTRY_WITHOUT_EXPERTS,
            {
                "entry": int(entry),
                "cell": int(problem.cell[entry]),
                "available": int(problem.allowed[entry].sum()),
                "needed": problem.per_entry,
            },
        )
        for entry in np.flatnonzero(problem.allowed.sum(1) < problem.per_entry)
    ]
    high = problem.ceiling - problem.pinned.sum(0)
    placed, flow = largest_flow(pairs, need, high)
    if placed < need.sum() and not found:
        entries, experts = _cut(pairs, flow, need, high)
        found.append(
            Shortage(
                Lack.TOO_LITTLE_ROOM,
                {
                    "missing": int(need.sum() - placed),
                    "cells": np.unique(problem.cell[entries]).tolist(),
                    "entries": entries.tolist(),
                    "experts": experts.tolist(),
                },
            )
        )
    low = np.maximum(0, problem.floor - problem.pinned.sum(0))
    if (filled := largest_flow(pairs, need, low))[0] < low.sum():
        short = np.flatnonzero(filled[1].sum(0) < low)
        found.append(
            Shortage(
                Lack.FLOOR_TOO_HIGH,
                {
                    "missing": int(low.sum() - filled[0]),
                    "experts": short.tolist(),
                    "asked": int(problem.floor.sum()),
                    "wanted": int(problem.per_entry * len(problem.cell)),
                },
            )
        )
    return found


def _cut(
    pairs: BoolArray, flow: BoolArray, need: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Entries and experts that a path from an unserved entry reaches."""
    entries = flow.sum(1) < need
    experts = np.zeros(pairs.shape[1], bool)
    while True:
        reached = ((pairs & ~flow) & entries[:, None]).any(0)
        more = entries | (flow & reached[None, :]).any(1)
        if (more == entries).all() and (reached == experts).all():
            return np.flatnonzero(entries), np.flatnonzero(experts)
        entries, experts = more, reached


def _remedies(problem: Problem) -> list[Shortage]:
    entries = len(problem.cell)

    def ceiling(level: int) -> Problem:
        return replace(problem, ceiling=np.maximum(problem.ceiling, level))

    def floor(level: int) -> Problem:
        return replace(problem, floor=np.minimum(problem.floor, level))

    def fewer(less: int) -> Problem:
        return replace(problem, per_entry=problem.per_entry - less)

    def more(count: int) -> Problem:
        return _with_experts(problem, count)

    found = []
    top = int(problem.ceiling.max(initial=0))
    lowest = int(problem.ceiling.min(initial=0))
    if (level := _smallest(lambda n: can_be_done(ceiling(n)), lowest, entries)) and (
        level > lowest
    ):
        found.append(
            Shortage(
                Lack.RAISE_CEILING, {"to": level, "from": lowest, "top": top}, True
            )
        )
    most = problem.per_entry * entries
    if (count := _smallest(lambda n: can_be_done(more(n)), 0, most)) is not None:
        cells = sorted(
            {
                cell
                for cause in _causes(problem)
                for cell in cause.params.get("cells", [cause.params.get("cell")])
                if cell is not None
            }
        )
        if count:
            found.append(
                Shortage(Lack.ADD_EXPERTS, {"count": count, "cells": cells}, True)
            )
    spare = problem.per_entry - max(1, int(problem.pinned.sum(1).max(initial=0)))
    less = _smallest(lambda n: can_be_done(fewer(n)), 0, spare)
    if less:
        found.append(
            Shortage(Lack.FEWER_PER_ENTRY, {"to": problem.per_entry - less}, True)
        )
    start = int(problem.floor.max(initial=0))
    down = _smallest(lambda n: can_be_done(floor(start - n)), 0, start)
    if down:
        found.append(Shortage(Lack.LOWER_FLOOR, {"to": start - down}, True))
    return found


def _smallest(works: Callable[[int], bool], low: int, high: int) -> int | None:
    """Smallest number from ``low`` to ``high`` that works, for a monotone question."""
    if high < low or not works(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if works(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _with_experts(problem: Problem, count: int) -> Problem:
    """The same question with experts free of every conflict and of any floor."""
    entries = len(problem.cell)
    no, yes = np.zeros((entries, count), bool), np.ones((entries, count))
    room = int(problem.ceiling.max(initial=0)) or entries
    return replace(
        problem,
        fit=np.hstack([problem.fit, yes]),
        conflict=np.hstack([problem.conflict, no]),
        pinned=np.hstack([problem.pinned, no]),
        forbidden=np.hstack([problem.forbidden, no]),
        floor=np.concatenate([problem.floor, np.zeros(count, np.int64)]),
        ceiling=np.concatenate([problem.ceiling, np.full(count, room)]),
    )
