"""What a page names: one limit of false alarm, also for neutral indicators."""

from dataclasses import replace

import numpy as np
import pytest
from tests.cube.stats.worlds import MONEY, SHARE, World, block

from miara.cube.stats import compare
from miara.indicators.domain.unit_standing import FALSE_ALARM, standing


def evidences(world, repeats, seed, polarity):
    chance = np.random.default_rng(seed)
    period = np.full(world.indicators, world.years - 1)
    for _ in range(repeats):
        quantities, near = block(world, chance)
        for unit in range(world.units):
            yield (
                unit,
                compare.evidence_for(
                    quantities,
                    unit,
                    compare.members_of(near[unit], world.indicators),
                    period,
                    methods=[world.method] * world.indicators,
                    polarity=polarity,
                ),
            )


MIXED = np.resize(np.array([1, -1, 0], dtype=np.int8), 60)


@pytest.mark.parametrize(
    "world", [World(SHARE, size=100), World(MONEY, year_noise=0.1, unequal_noise=0.5)]
)
def test_a_world_without_differences_is_quiet(world):
    found = [
        bool(standing(evidence).named) for _, evidence in evidences(world, 3, 7, MIXED)
    ]
    error = np.sqrt(FALSE_ALARM * (1 - FALSE_ALARM) / len(found))
    assert np.mean(found) <= FALSE_ALARM + 2 * error


@pytest.mark.parametrize(
    ("polarity", "where"), [(1, "strong"), (-1, "weak"), (0, "different")]
)
def test_a_planted_difference_is_named_by_its_polarity(polarity, where):
    world = World(SHARE, size=5000, year_noise=0.1, planted=1.0)
    signs = MIXED.copy()
    signs[0] = polarity
    named = [
        0 in getattr(standing(evidence), where)
        for unit, evidence in evidences(world, 2, 8, signs)
        if unit % 20 == 0
    ]
    assert np.mean(named) > 0.9


def test_lists_and_verdicts_say_the_same():
    world = World(SHARE, size=5000, year_noise=0.1, planted=1.0)
    for unit, evidence in evidences(world, 1, 9, MIXED):
        found = standing(evidence, most=60)
        by_list = np.zeros(60, dtype=np.int8)
        by_list[list(found.strong)] = 1
        by_list[list(found.weak)] = -1
        by_list[list(found.different)] = 2
        assert (by_list == found.verdict).all(), unit
        assert found.named == np.count_nonzero(found.verdict)
        assert found.tested <= 60


def test_turning_every_polarity_swaps_strong_and_weak():
    world = World(SHARE, size=5000, year_noise=0.1, planted=1.0)
    for _unit, evidence in evidences(replace(world, units=60), 1, 10, MIXED):
        there = standing(evidence)
        back = standing(replace(evidence, polarity=-evidence.polarity))
        assert (there.strong, there.weak) == (back.weak, back.strong)
        assert there.different == back.different
