"""A better plan in the background, and how much better any plan could be."""

from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, hstack, kron, vstack

from miara.contest.domain.assignment.panels import block_sums
from miara.contest.domain.assignment.problem import (
    PANEL_WORTH,
    BoolArray,
    FloatArray,
    IntArray,
    Plan,
    Problem,
)
from miara.contest.domain.assignment.propose import NoPlan, best, fill


def with_bound(problem: Problem, plan: Plan) -> Plan:
    """The plan with a bound that takes no search: fit alone, plus panels alone.

    No plan has more fit than the best flow by fit, and none gives more scores by its
    panels than the shares of a linear programme over blocks. Their sum bounds the
    value of all plans with these blocks.
    """
    flow = best(problem, problem.fit)
    if flow is None:
        return plan
    scores = int(plan.assigned.sum())
    fit = float(problem.fit[flow].sum())
    panels = PANEL_WORTH * _most_by_panels(problem, plan.block)
    return replace(plan, bound=min(plan.bound, (fit + panels) / max(1, scores)))


def _most_by_panels(problem: Problem, block: IntArray) -> float:
    """Bound of the number of scores that panels can give, over all panels."""
    readable = block_sums(problem.allowed, block)
    blocks, experts = readable.shape
    by_expert = csr_array(
        kron(np.ones((1, blocks)), coo_array(np.eye(experts)))
    ).multiply(readable.ravel())
    by_block = csr_array(kron(coo_array(np.eye(blocks)), np.ones((1, experts))))
    # Shares of what one can read: a panel holds at most ``per_entry`` members, and
    # nobody reads over the ceiling.
    result = linprog(
        -readable.ravel(),
        A_ub=csr_array(vstack([by_expert, by_block])),
        b_ub=np.concatenate([problem.ceiling, np.full(blocks, problem.per_entry)]),
        bounds=(0, 1),
        method="highs-ds",
    )
    most = float(-result.fun) if result.fun is not None else np.inf
    return min(most, float(problem.per_entry * len(block)))


def improve(problem: Problem, plan: Plan, *, seconds: float) -> Plan:
    """The best plan found within the time, never a worse one than given.

    Better is worth more, with no member of a panel who fits their block worse than the
    poorest before. Panels are whole numbers of a mixed programme, entries follow by the
    exact flow.

    Parameters
    ----------
    seconds
        Time for the search; what was found until then is used.

    Returns
    -------
    Plan
        With the smallest bound known; ``gap`` 0 within rounding = proven best among
        plans with these blocks.
    """
    plan = _better(problem, plan, _whole_panels(problem, plan, seconds / 2))
    found, bound = _search(problem, plan.block, seconds / 2)
    plan = _better(problem, plan, found)
    return replace(plan, bound=max(min(plan.bound, bound), plan.value))


def _better(problem: Problem, plan: Plan, panels: BoolArray | None) -> Plan:
    """The plan around other panels when it is worth more, else the plan."""
    if panels is None:
        return plan
    try:
        other = fill(problem, plan.block, panels)
    except NoPlan:
        return plan
    # Worth more, and no block is given a member who fits it worse than before.
    if other.value <= plan.value or _poorest(problem, other) < _poorest(problem, plan):
        return plan
    return replace(other, bound=plan.bound)


def _mean_fit(problem: Problem, block: IntArray) -> FloatArray:
    """Mean fit of experts to what they can read of a block, (B, E); -1 = nothing."""
    readable = block_sums(problem.allowed, block)
    fit = block_sums(problem.allowed * problem.fit, block)
    return np.where(readable > 0, fit / np.maximum(1, readable), -1.0)


def _poorest(problem: Problem, plan: Plan) -> float:
    """The poorest fit of a member to their block, to a millionth."""
    fits = _mean_fit(problem, plan.block)[plan.panels]
    return float(np.round(fits.min(), 6)) if fits.size else 0.0


def _whole_panels(problem: Problem, plan: Plan, seconds: float) -> BoolArray | None:
    """Best panels when substitutes fit as they do now on average; None = not found.

    A small programme of blocks and experts only, solved in about a second where the
    full one takes minutes.
    """
    readable = block_sums(problem.allowed, plan.block)
    blocks, experts = readable.shape
    by_panel = plan.panels[plan.block]
    others = problem.fit[plan.assigned & ~by_panel]
    substitute = float(others.mean()) if others.size else 0.0
    gain = problem.allowed * (problem.fit + PANEL_WORTH - substitute)
    worth = block_sums(gain, plan.block)
    fits = np.round(_mean_fit(problem, plan.block), 6)
    good_enough = fits >= _poorest(problem, plan)
    by_block = kron(coo_array(np.eye(blocks)), np.ones((1, experts)))
    by_expert = csr_array(
        kron(np.ones((1, blocks)), coo_array(np.eye(experts)))
    ).multiply(readable.ravel())
    result = milp(
        -worth.ravel() / max(1, plan.assigned.sum()),
        constraints=[
            LinearConstraint(csr_array(by_block), 0, problem.per_entry),
            LinearConstraint(csr_array(by_expert), 0, problem.ceiling),
        ],
        integrality=np.ones(blocks * experts),
        bounds=Bounds(0, good_enough.ravel().astype(float)),
        options={"time_limit": seconds, "mip_rel_gap": 1e-3},
    )
    return None if result.x is None else result.x.reshape(blocks, experts) > 0.5


def _search(
    problem: Problem, block: IntArray, seconds: float
) -> tuple[BoolArray | None, float]:
    """Panels of the best solution found (or None) and the bound proven."""
    readable = block_sums(problem.allowed, block)
    blocks, experts = readable.shape
    entry, expert = np.nonzero(problem.allowed)
    pairs, cells = len(entry), blocks * experts
    column = np.arange(pairs)
    one = np.ones(pairs)
    place = block[entry] * experts + expert
    by_entry = coo_array((one, (entry, column)), shape=(len(block), pairs))
    by_expert = coo_array((one, (expert, column)), shape=(experts, pairs))
    by_cell = coo_array((one, (place, column)), shape=(cells, pairs))
    eye = coo_array(np.eye(cells))
    reach = coo_array((readable.ravel(), (np.arange(cells),) * 2))
    by_block = kron(coo_array(np.eye(blocks)), np.ones((1, experts)))
    none = np.inf
    # Variables: a pair is assigned; scores a member gives to the block; membership.
    constraints = [
        LinearConstraint(
            _wide(by_entry, 2 * cells), problem.per_entry, problem.per_entry
        ),
        LinearConstraint(_wide(by_expert, 2 * cells), problem.floor, problem.ceiling),
        LinearConstraint(
            csr_array(hstack([-by_cell, eye, coo_array((cells, cells))])), -none, 0
        ),
        LinearConstraint(
            csr_array(hstack([coo_array((cells, pairs)), eye, -reach])), -none, 0
        ),
        LinearConstraint(
            csr_array(hstack([coo_array((blocks, pairs + cells)), by_block])),
            0,
            problem.per_entry,
        ),
    ]
    scores = max(1, problem.per_entry * len(block))
    worth = np.concatenate(
        [problem.fit[entry, expert], np.full(cells, PANEL_WORTH), np.zeros(cells)]
    )
    low = np.concatenate([problem.pinned[entry, expert], np.zeros(2 * cells)])
    high = np.concatenate([one, readable.ravel(), np.ones(cells)])
    result = milp(
        -worth / scores,
        constraints=constraints,
        integrality=np.concatenate([np.zeros(pairs + cells), np.ones(cells)]),
        bounds=Bounds(low, high),
        options={"time_limit": seconds, "mip_rel_gap": 1e-4},
    )
    dual = getattr(result, "mip_dual_bound", None)
    bound = -float(dual) if dual is not None and np.isfinite(dual) else np.inf
    if result.x is None:
        return None, bound
    return result.x[-cells:].reshape(blocks, experts) > 0.5, bound


def _wide(matrix: coo_array, more: int) -> csr_array:
    return csr_array(hstack([matrix, coo_array((matrix.shape[0], more))]))
