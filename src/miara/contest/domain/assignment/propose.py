"""An answer at once, by flows; and the repair when an expert drops out."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from miara.contest.domain.assignment.flow import is_feasible, transport
from miara.contest.domain.assignment.panels import (
    LEVELS,
    choose_panels,
    choose_spares,
    make_blocks,
)
from miara.contest.domain.assignment.problem import (
    PANEL_WORTH,
    BoolArray,
    FloatArray,
    IntArray,
    Plan,
    Problem,
    value_of,
)

_SPARE_WORTH: Final = 0.05  # substitutes of one block had better be one person


class NoPlan(Exception):
    """No plan keeps all rules; ``explain.explain_infeasible`` says why."""


def propose(problem: Problem) -> Plan:
    """A plan at once: panels by cell, then the best flow of entries around them.

    The flow over entries decides whether a plan exists, so a plan is returned exactly
    when there is one. The poorest member fits their block as well as possible; where
    conflicts or loads keep a member from an entry, a substitute reads it, and the
    poorest substitute fits as well as possible.

    Raises
    ------
    NoPlan
        When nothing keeps all rules.
    """
    if not can_be_done(problem):
        raise NoPlan
    block = make_blocks(problem)
    if not problem.fit.size:  # nobody to assign and nothing that needs it
        blocks = int(block.max(initial=-1)) + 1
        panels = np.zeros((blocks, problem.fit.shape[1]), bool)
        return Plan(problem.pinned, block, panels, np.full(blocks, -1), 0.0)
    return fill(problem, block, choose_panels(problem, block))


def fill(problem: Problem, block: IntArray, panels: BoolArray) -> Plan:
    """The best plan around given panels.

    Raises
    ------
    NoPlan
        When nothing keeps all rules, whatever the panels.
    """
    member = panels[block]
    nothing = np.zeros(member.shape, bool)
    reserve = choose_spares(problem, block, panels, nothing)
    spare = np.zeros(panels.shape, bool)
    known = np.flatnonzero(reserve >= 0)
    spare[known, reserve[known]] = True
    worth = problem.fit + PANEL_WORTH * member + _SPARE_WORTH * spare[block]
    assigned = best(problem, worth, fair_pairs(problem, always=member))
    if assigned is None:
        raise NoPlan
    spares = choose_spares(problem, block, panels, assigned)
    value = value_of(problem, assigned, block, panels)
    return Plan(assigned, block, panels, spares, value)


@dataclass(frozen=True)
class _Rest:
    """What is left to decide when pins are taken out."""

    need: IntArray
    low: IntArray
    high: IntArray


def _rest(problem: Problem) -> _Rest:
    pins_of_expert = problem.pinned.sum(0)
    return _Rest(
        problem.per_entry - problem.pinned.sum(1),
        np.maximum(0, problem.floor - pins_of_expert),
        problem.ceiling - pins_of_expert,
    )


def can_be_done(problem: Problem, allowed: BoolArray | None = None) -> bool:
    """Whether any plan keeps all rules (with ``allowed`` instead of the problem's)."""
    rest = _rest(problem)
    pairs = problem.allowed if allowed is None else allowed
    return is_feasible(pairs & ~problem.pinned, rest.need, rest.low, rest.high)


def best(
    problem: Problem, worth: FloatArray, allowed: BoolArray | None = None
) -> BoolArray | None:
    """The assignment of largest total worth that keeps all rules; None = none does."""
    rest = _rest(problem)
    pairs = problem.allowed if allowed is None else allowed
    free = transport(worth, pairs & ~problem.pinned, rest.need, rest.low, rest.high)
    return None if free is None else free | problem.pinned


def fair_pairs(problem: Problem, *, always: BoolArray) -> BoolArray:
    """Allowed pairs that remain when the poorest fit is made as good as it can be.

    The largest level of fit is sought at which a plan still exists without the pairs
    below it. An entry is held to its own best experts only, so that one for which
    nobody fits does not lower the level for all.

    Parameters
    ----------
    always
        bool (P, E): pairs that stay whatever their fit: those of panels.
    """
    fit = np.where(problem.allowed, problem.fit, -1.0)
    rank = min(problem.per_entry, fit.shape[1])
    reachable = -np.sort(-fit, axis=1)[:, rank - 1 : rank] if rank else fit[:, :0]

    def above(level: int) -> BoolArray:
        enough = fit >= np.minimum(level / LEVELS, reachable)
        return problem.allowed & (enough | always)

    low, high = 0, LEVELS
    if can_be_done(problem, above(high)):
        return above(high)
    while high - low > 1:
        middle = (low + high) // 2
        if can_be_done(problem, above(middle)):
            low = middle
        else:
            high = middle
    return above(low) if low else problem.allowed


@dataclass(frozen=True)
class Replanned:
    """A repaired plan and the pairs that are new or gone, as (entry, expert)."""

    plan: Plan
    added: tuple[tuple[int, int], ...]
    removed: tuple[tuple[int, int], ...]


def replan(
    problem: Problem, plan: Plan, out: int, done: BoolArray | None = None
) -> Replanned:
    """The plan without one expert, changing as few pairs as possible.

    The spare of a block takes the place in its panel where that changes nothing more.

    Parameters
    ----------
    out
        The expert who cannot go on; the floor no longer asks for them.
    done
        bool (P, E): scores already given; they stay, those of ``out`` too.

    Raises
    ------
    NoPlan
        When the others cannot take over within the rules.
    """
    done = np.zeros(plan.assigned.shape, bool) if done is None else done
    forbidden = problem.forbidden.copy()
    forbidden[:, out] = ~done[:, out]
    floor, ceiling = problem.floor.copy(), problem.ceiling.copy()
    floor[out] = 0
    ceiling[out] = max(ceiling[out], done[:, out].sum())
    pinned = (problem.pinned & ~forbidden) | (done & plan.assigned)
    changed = replace(
        problem, forbidden=forbidden, floor=floor, ceiling=ceiling, pinned=pinned
    )
    panels = plan.panels.copy()
    for number in np.flatnonzero(panels[:, out]):
        panels[number, out] = False
        if plan.spares[number] >= 0:
            panels[number, plan.spares[number]] = True
    taste = problem.fit + PANEL_WORTH * panels[plan.block]
    # One pair kept outweighs everything that taste could add.
    keeping = 1.0 + (PANEL_WORTH + 1.0) * max(1, plan.assigned.sum())
    assigned = best(changed, taste + keeping * plan.assigned)
    if assigned is None:
        raise NoPlan
    repaired = Plan(
        assigned,
        plan.block,
        panels,
        choose_spares(changed, plan.block, panels, assigned),
        value_of(changed, assigned, plan.block, panels),
    )
    return Replanned(
        repaired,
        _pairs(assigned & ~plan.assigned),
        _pairs(plan.assigned & ~assigned),
    )


def _pairs(matrix: BoolArray) -> tuple[tuple[int, int], ...]:
    return tuple((int(entry), int(expert)) for entry, expert in np.argwhere(matrix))
