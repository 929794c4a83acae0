"""Assignment: rules kept on a thousand questions, best by brute force, explained."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from miara.contest.domain.assignment.check import Broken, check_plan
from miara.contest.domain.assignment.explain import (
    Lack,
    Why,
    explain_infeasible,
    explain_pair,
    price_of,
)
from miara.contest.domain.assignment.flow import is_feasible, transport
from miara.contest.domain.assignment.improve import improve, with_bound
from miara.contest.domain.assignment.panels import make_blocks, reserves
from miara.contest.domain.assignment.problem import (
    Fault,
    FaultyProblem,
    Plan,
    Problem,
    summarise,
)
from miara.contest.domain.assignment.propose import (
    NoPlan,
    best,
    can_be_done,
    propose,
    replan,
)


def make(fit, *, conflict=None, cell=None, per_entry=1, floor=0, ceiling=9, **extra):
    fit = np.array(fit, float)
    entries, experts = fit.shape
    return Problem(
        fit,
        np.zeros(fit.shape, bool) if conflict is None else np.array(conflict, bool),
        np.zeros(entries, np.int64) if cell is None else np.array(cell),
        per_entry,
        np.full(experts, floor) if np.isscalar(floor) else np.array(floor),
        np.full(experts, ceiling) if np.isscalar(ceiling) else np.array(ceiling),
        **extra,
    )


def random_problem(random, *, entries=14, experts=9):
    entries, experts = random.integers(1, entries), random.integers(2, experts)
    fit = np.round(random.random((entries, experts)), 2)
    conflict = random.random(fit.shape) < random.choice([0, 0.1, 0.3])
    pinned = (random.random(fit.shape) < 0.03) & ~conflict
    pinned &= pinned.cumsum(1) <= 1
    forbidden = (random.random(fit.shape) < 0.05) & ~pinned
    per_entry = int(random.integers(1, min(4, experts + 1)))
    wanted = per_entry * entries / experts
    floor = random.integers(0, max(1, int(wanted)) + 1, experts)
    ceiling = floor + random.integers(1, int(wanted) + 3, experts)
    return Problem(
        fit,
        conflict,
        random.integers(0, 4, entries),
        per_entry,
        floor,
        np.maximum(ceiling, pinned.sum(0)),
        pinned,
        forbidden,
        int(random.integers(0, 5)),
    )


def test_a_thousand_questions_are_answered_within_the_rules_or_refused_rightly():
    """All by the flow that ends every proposal, each twentieth by the whole proposal."""
    random = np.random.default_rng(20)
    refused = 0
    for number in range(1000):
        problem = random_problem(random)
        block = make_blocks(problem)
        assigned = best(problem, random.random(problem.fit.shape))
        refused += assigned is None
        if assigned is not None:
            nobody = np.zeros((block.max() + 1, problem.fit.shape[1]), bool)
            plan = Plan(assigned, block, nobody, np.full(len(nobody), -1), 0.0)
            assert check_plan(problem, plan) == [], number
        if number % 20:
            continue
        causes = explain_infeasible(problem)
        if assigned is None:
            assert any(not cause.is_remedy for cause in causes), number
            with pytest.raises(NoPlan):
                propose(problem)
        else:
            assert check_plan(problem, propose(problem)) == [], number
            assert causes == []
    assert 150 < refused < 850  # both answers are common


def every_assignment(problem):
    """All assignments that keep the rules, one by one, for tiny questions."""
    entries, experts = problem.fit.shape
    choices = [
        [
            group
            for group in combinations(range(experts), problem.per_entry)
            if all(problem.allowed[entry, e] for e in group)
            and all(e in group for e in np.flatnonzero(problem.pinned[entry]))
        ]
        for entry in range(entries)
    ]
    for groups in product(*choices):
        load = np.bincount(np.concatenate(groups), minlength=experts)
        if (load >= problem.floor).all() and (load <= problem.ceiling).all():
            yield groups


def test_a_plan_exists_exactly_when_brute_force_finds_one_and_the_flow_is_the_best():
    random = np.random.default_rng(5)
    for _ in range(120):
        problem = random_problem(random, entries=5, experts=5)
        sums = [
            sum(problem.fit[entry, list(group)].sum() for entry, group in enumerate(g))
            for g in every_assignment(problem)
        ]
        assert can_be_done(problem) == bool(sums)
        if not sums:
            continue
        bare = replace(problem, pinned=np.zeros(problem.fit.shape, bool))
        if problem.pinned.any():
            continue
        flow = transport(
            bare.fit,
            bare.allowed,
            np.full(len(bare.cell), bare.per_entry),
            bare.floor,
            bare.ceiling,
        )
        assert bare.fit[flow].sum() == pytest.approx(max(sums))


def test_no_plan_is_worth_more_than_the_bound_and_improving_never_loses():
    random = np.random.default_rng(8)
    seen = 0
    while seen < 6:
        problem = random_problem(random, entries=6, experts=5)
        if not can_be_done(problem):
            continue
        seen += 1
        plan = with_bound(problem, propose(problem))
        better = improve(problem, plan, seconds=2)
        assert check_plan(problem, better) == []
        assert plan.value <= better.value <= better.bound + 1e-9
        assert better.bound <= plan.bound + 1e-9
        scores = problem.per_entry * len(problem.cell)
        members = list(combinations(range(problem.fit.shape[1]), problem.per_entry))
        blocks = len(plan.panels)
        if len(members) ** blocks > 300:
            continue
        assignments = list(every_assignment(problem))
        most = max(
            sum(
                problem.fit[entry, e] + (e in panels[plan.block[entry]])
                for entry, group in enumerate(groups)
                for e in group
            )
            for panels in product(members, repeat=blocks)
            for groups in assignments
        )
        assert most / scores <= better.bound + 1e-9


def test_a_cell_is_read_by_one_panel_and_a_large_cell_is_split():
    random = np.random.default_rng(3)
    problem = make(
        random.random((30, 9)), cell=[0] * 8 + [1] * 22, per_entry=3, ceiling=12
    )
    plan = propose(problem)
    assert summarise(problem, plan).whole_panels == 1
    assert len(plan.panels) == 3
    for number in range(3):
        rows = plan.assigned[plan.block == number]
        assert (rows == plan.panels[number]).all()
    assert all(spare >= 0 for spare in plan.spares)
    assert not plan.panels[np.arange(3), plan.spares].any()


def test_only_the_entry_in_conflict_gets_a_substitute():
    conflict = np.zeros((6, 4), bool)
    conflict[2, 0] = True
    fit = np.tile([0.9, 0.8, 0.3, 0.2], (6, 1))
    problem = make(fit, conflict=conflict, per_entry=2)
    plan = propose(problem)
    assert (plan.assigned[:, 0] == ~conflict[:, 0]).all()
    assert plan.assigned[:, 1].all()
    assert plan.assigned[2].tolist() == [False, True, True, False]
    why = explain_pair(problem, plan, 2, 2)[0]
    assert (why.code, why.params) == (Why.SUBSTITUTE, {"for": [0], "in_conflict": [0]})


def test_the_poorest_fit_is_as_good_as_it_can_be():
    # By sum alone the first entry takes the expert the second cannot do without.
    problem = make([[1.0, 0.5], [0.45, 0.0]], cell=[0, 1], ceiling=1)
    plan = propose(problem)
    assert plan.assigned.tolist() == [[False, True], [True, False]]


def test_an_entry_nobody_fits_does_not_lower_the_level_for_others():
    fit = [[0.05, 0.05, 0.05], [1.0, 0.5, 0.1], [0.45, 0.0, 0.1]]
    plan = propose(make(fit, cell=[0, 1, 2], ceiling=1, floor=1))
    assert plan.assigned[0, 2]
    assert plan.assigned[1, 1]
    assert plan.assigned[2, 0]


def test_equal_questions_have_equal_answers():
    random = np.random.default_rng(4)
    problem = make(
        random.random((40, 8)), cell=random.integers(0, 6, 40), per_entry=2, ceiling=14
    )
    first, second = propose(problem), propose(problem)
    assert (first.assigned == second.assigned).all()
    assert (first.spares == second.spares).all()


def test_reasons_of_pairs():
    fit = np.tile([0.9, 0.8, 0.3, 0.7], (4, 1))
    conflict, pinned, forbidden = (np.zeros((4, 4), bool) for _ in range(3))
    conflict[0, 0] = pinned[0, 2] = forbidden[1, 3] = True
    problem = make(
        fit, conflict=conflict, per_entry=2, pinned=pinned, forbidden=forbidden
    )
    plan = propose(problem)
    assert explain_pair(problem, plan, 0, 0)[0].code is Why.CONFLICT
    assert explain_pair(problem, plan, 0, 2)[0].code is Why.PINNED
    assert explain_pair(problem, plan, 1, 3)[0].code is Why.FORBIDDEN
    panel = explain_pair(problem, plan, 1, 0)
    assert [reason.code for reason in panel] == [
        Why.PANEL,
        Why.NO_CONFLICT,
        Why.FIT,
        Why.LOAD,
    ]
    assert panel[2].params == {"fit": 0.9, "rank": 1, "of": 3}
    outside = {reason.code for reason in explain_pair(problem, plan, 2, 3)}
    assert {Why.NOT_IN_PANEL, Why.FITS_LESS} <= outside
    assert price_of(problem, plan, 0, 0) is None
    assert price_of(problem, plan, 2, 2) > 0


def test_an_entry_in_conflict_with_all_is_named():
    problem = make(
        np.ones((2, 3)), conflict=[[1, 1, 0], [0, 0, 0]], per_entry=2, cell=[7, 8]
    )
    with pytest.raises(NoPlan):
        propose(problem)
    cause, *remedies = explain_infeasible(problem)
    assert cause.code is Lack.ENTRY_WITHOUT_EXPERTS
    assert cause.params == {"entry": 0, "cell": 7, "available": 1, "needed": 2}
    told = {r.code: r.params for r in remedies}
    assert told[Lack.ADD_EXPERTS] == {"count": 1, "cells": [7]}
    assert told[Lack.FEWER_PER_ENTRY] == {"to": 1}
    assert Lack.RAISE_CEILING not in told


def test_too_little_room_names_the_cells_and_the_smallest_ceiling():
    conflict = np.zeros((8, 3), bool)
    conflict[:6, 0] = True  # six entries of sport have two experts
    problem = make(
        np.ones((8, 3)),
        conflict=conflict,
        cell=[5] * 6 + [6] * 2,
        per_entry=2,
        ceiling=5,
    )
    cause, *remedies = explain_infeasible(problem)
    assert cause.code is Lack.TOO_LITTLE_ROOM
    assert cause.params["missing"] == 4
    assert cause.params["cells"] == [5, 6]
    assert cause.params["experts"] == [1, 2]
    told = {r.code: r.params for r in remedies}
    assert told[Lack.RAISE_CEILING]["to"] == 7
    assert can_be_done(replace(problem, ceiling=np.full(3, 7)))
    assert not can_be_done(replace(problem, ceiling=np.full(3, 6)))
    assert told[Lack.ADD_EXPERTS]["count"] == 1


@pytest.mark.parametrize("shape", [(0, 3), (0, 0), (3, 0), (2, 1)])
def test_nothing_to_assign_and_nobody_to_read(shape):
    entries, experts = shape
    problem = make(np.ones(shape), per_entry=2)
    if not entries:
        assert check_plan(problem, propose(problem)) == []
        return
    remedies = {s.code: s.params for s in explain_infeasible(problem)}
    assert remedies[Lack.ADD_EXPERTS]["count"] == 2 - experts


def test_floors_that_ask_for_more_than_there_is():
    problem = make(np.ones((4, 3)), per_entry=1, floor=2)
    cause, *remedies = explain_infeasible(problem)
    assert cause.code is Lack.FLOOR_TOO_HIGH
    assert {r.code: r.params for r in remedies}[Lack.LOWER_FLOOR] == {"to": 1}


def test_floors_are_kept_even_by_those_who_fit_worst():
    fit = np.tile([0.9, 0.8, 0.0], (9, 1))
    plan = propose(make(fit, floor=3, ceiling=4))
    assert sorted(plan.assigned.sum(0)) == [3, 3, 3]


def test_flow_with_floors_needs_both_conditions():
    allowed = np.array([[True, False], [True, False]])
    need = np.array([1, 1])
    assert is_feasible(allowed, need, np.array([0, 0]), np.array([2, 2]))
    assert not is_feasible(allowed, need, np.array([0, 1]), np.array([2, 2]))


def test_a_dropped_expert_changes_only_their_own_entries():
    random = np.random.default_rng(11)
    problem = make(
        random.random((24, 8)), cell=np.arange(24) // 6, per_entry=3, ceiling=15
    )
    plan = propose(problem)
    out = int(plan.assigned.sum(0).argmax())
    load = int(plan.assigned[:, out].sum())
    done = np.zeros(plan.assigned.shape, bool)
    kept = int(np.flatnonzero(plan.assigned[:, out])[0])
    done[kept, out] = True
    repaired = replan(problem, plan, out, done)
    assert len(repaired.removed) == len(repaired.added) == load - 1
    assert {expert for _, expert in repaired.removed} == {out}
    assert repaired.plan.assigned[kept, out]
    assert not repaired.plan.panels[:, out].any()
    assert (repaired.plan.assigned.sum(1) == 3).all()
    assert (repaired.plan.assigned.sum(0) <= 15).all()


def test_replanning_moves_a_third_person_only_when_it_must():
    # Expert 2 may not read entry 0, so expert 1 must take it and give entry 1 away.
    conflict = [[0, 0, 1], [0, 0, 0]]
    problem = make(np.ones((2, 3)), conflict=conflict, cell=[0, 1], ceiling=1)
    plan = propose(replace(problem, pinned=np.array([[1, 0, 0], [0, 1, 0]], bool)))
    repaired = replan(problem, plan, 0)
    assert set(repaired.removed) == {(0, 0), (1, 1)}
    assert set(repaired.added) == {(0, 1), (1, 2)}


def test_the_checker_finds_each_kind_of_fault():
    problem = make(
        np.ones((3, 3)),
        conflict=[[1, 0, 0], [0, 0, 0], [0, 0, 0]],
        forbidden=np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]], bool),
        pinned=np.array([[0, 0, 0], [0, 0, 0], [0, 0, 1]], bool),
        floor=1,
        ceiling=2,
    )
    good = propose(problem)
    assert check_plan(problem, good) == []
    bad = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0]], bool)
    codes = {v.code for v in check_plan(problem, replace(good, assigned=bad))}
    assert codes == {
        Broken.CONFLICT,
        Broken.FORBIDDEN,
        Broken.PIN_LOST,
        Broken.WRONG_COUNT,
        Broken.BELOW_FLOOR,
        Broken.OVER_CEILING,
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            {"pinned": np.eye(2, dtype=bool), "conflict": np.eye(2, dtype=bool)},
            Fault.PIN_IN_CONFLICT,
        ),
        (
            {"pinned": np.eye(2, dtype=bool), "forbidden": np.eye(2, dtype=bool)},
            Fault.PIN_FORBIDDEN,
        ),
        ({"pinned": np.ones((2, 2), bool)}, Fault.TOO_MANY_PINS),
        (
            {"pinned": np.eye(2, dtype=bool), "ceiling": np.zeros(2, int)},
            Fault.PINS_OVER_CEILING,
        ),
        ({"floor": np.full(2, 10)}, Fault.FLOOR_OVER_CEILING),
        ({"fit": np.full((2, 2), 2.0)}, Fault.FIT_OUT_OF_RANGE),
        ({"cell": np.zeros(3, int)}, Fault.SHAPE),
    ],
)
def test_questions_that_contradict_themselves_are_refused(change, code):
    problem = make(np.ones((2, 2)))
    with pytest.raises(FaultyProblem) as refused:
        replace(problem, **change)
    assert refused.value.code is code


def test_as_many_spares_as_the_edition_wants_and_never_of_the_panel():
    fit = np.random.default_rng(3).random((6, 6))
    fit[:, 5] = 1
    conflict = np.zeros(fit.shape, bool)
    conflict[:, 4] = True
    problem = make(fit, conflict=conflict, cell=[0, 0, 0, 1, 1, 1], per_entry=2)
    plan = propose(problem)
    assert reserves(problem, plan, 0) == [[], []]
    assert [row[0] for row in reserves(problem, plan, 1)] == plan.spares.tolist()
    for block, row in enumerate(reserves(problem, plan, 3)):
        # Two read, one has a conflict with everything: three of six are left.
        assert len(set(row)) == 3
        assert not plan.panels[block, row].any()
        assert 4 not in row
