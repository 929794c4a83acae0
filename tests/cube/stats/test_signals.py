"""False alarms and power of what a page calls strong or weak."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cube.stats.worlds import MONEY, RATE, SHARE, World, block, pages

from miara.cube.stats import compare
from miara.cube.stats.signals import Evidence, Reason, find_signals, holm

NULL_WORLDS = {
    "tiny shares": World(SHARE, size=40, level=0.05),
    "small shares": World(SHARE, size=100, level=0.1),
    "halves": World(SHARE, size=60, level=0.5),
    "large shares": World(SHARE, size=5000, level=0.1),
    "shares with year noise": World(SHARE, size=5000, year_noise=0.15),
    "unequal, correlated": World(
        SHARE, size=5000, year_noise=0.15, unequal_noise=0.6, correlation=0.5
    ),
    "rare events": World(RATE, size=300, level=0.005),
    "events": World(RATE, size=20_000, level=0.01, year_noise=0.1),
    "money": World(MONEY, year_noise=0.1),
    "money, unequal noise": World(MONEY, year_noise=0.1, unequal_noise=0.5),
    "money, four years": World(MONEY, year_noise=0.1, unequal_noise=0.5, years=4),
    "money, two years": World(MONEY, year_noise=0.1, unequal_noise=0.3, years=2),
    "money, ten peers": World(MONEY, year_noise=0.1, unequal_noise=0.3, peers=10),
    "few indicators": World(SHARE, indicators=4, size=150),
    "one indicator": World(MONEY, indicators=1, year_noise=0.1),
}


@pytest.mark.parametrize("name", NULL_WORLDS)
def test_a_world_without_differences_is_quiet(name):
    """The limit holds for the page as a whole, beyond doubt of the simulation."""
    found = [
        bool(signals.strong or signals.weak)
        for _, signals in pages(NULL_WORLDS[name], repeats=3, seed=20)
    ]
    rate = np.mean(found)
    error = np.sqrt(0.05 * 0.95 / len(found))
    assert rate <= 0.05 + 2 * error


@pytest.mark.parametrize(
    ("world", "least"),
    [
        (World(SHARE, size=2000, planted=0.7), 0.85),
        (World(RATE, size=20_000, level=0.01, planted=0.6), 0.85),
        (World(MONEY, year_noise=0.1, planted=0.7), 0.85),
        (World(MONEY, year_noise=0.1, unequal_noise=0.3, planted=1.0), 0.85),
        (World(MONEY, year_noise=0.1, planted=1.0, years=4), 0.5),
    ],
)
def test_planted_differences_are_found(world, least):
    found, others = [], []
    for unit, signals in pages(world, repeats=3, seed=21):
        if unit % 20 == 0:
            found.append(0 in signals.strong)
        others.append(bool({*signals.strong, *signals.weak} - {0}))
    assert np.mean(found) >= least
    assert np.mean(others) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / len(others))


def page(**changes):
    """One indicator, far above ten steady peers."""
    peers = np.array([[10, 11, 9, 10, 10.5, 9.5, 10.2, 9.8, 10.1, 9.9]])
    none = np.full((1, 10), np.nan)
    evidence = Evidence(
        value=np.array([30.0]),
        numerator=none[:, 0],
        denominator=none[:, 0],
        noise=np.array([0.5]),
        ranges=np.array([9]),
        peer_value=peers,
        peer_numerator=none,
        peer_denominator=none,
        peer_noise=np.full((1, 10), 0.5),
        peer_ranges=np.full((1, 10), 9),
        scale=np.zeros(1, dtype=np.uint8),
        factor=np.ones(1),
        counted=np.zeros(1, dtype=bool),
        polarity=np.ones(1, dtype=np.int8),
    )
    return replace(evidence, **changes)


def test_far_above_peers_is_strong_when_more_is_better():
    signals = find_signals(page())
    assert (signals.strong, signals.weak) == ((0,), ())
    assert signals.reason.tolist() == [Reason.ELIGIBLE]
    assert signals.z[0] > 10


def test_the_same_is_weak_when_less_is_better():
    signals = find_signals(page(polarity=-np.ones(1, dtype=np.int8)))
    assert (signals.strong, signals.weak) == ((), (0,))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"polarity": np.zeros(1, dtype=np.int8)}, Reason.NO_POLARITY),
        ({"value": np.array([np.nan])}, Reason.MISSING),
        ({"peer_ranges": np.zeros((1, 10), dtype=int)}, Reason.SINGLE_YEAR),
        (
            {"peer_value": np.where(np.arange(10) < 7, 10.0, np.nan)[None]},
            Reason.TOO_FEW_PEERS,
        ),
        (
            {
                "peer_value": np.full((1, 10), 10.0),
                "peer_noise": np.zeros((1, 10)),
                "noise": np.zeros(1),
            },
            Reason.NO_ESTIMATE,
        ),
    ],
)
def test_not_eligible_says_why(changes, reason):
    signals = find_signals(page(**changes))
    assert signals.reason.tolist() == [reason]
    assert np.isnan(signals.p[0])
    assert (signals.strong, signals.weak) == ((), ())


def test_inside_the_middle_half_is_never_named():
    inside = page(value=np.array([10.1]), noise=np.zeros(1))
    signals = find_signals(inside)
    assert not signals.outside[0]
    assert (signals.strong, signals.weak) == ((), ())


def test_at_most_five_the_farthest_first():
    one = page()
    many = {
        name: np.repeat(getattr(one, name), 7, axis=0)
        for name in one.__dataclass_fields__
    }
    many["value"] = np.array([20.0, 26, 22, 21, 25, 24, 23])
    assert find_signals(Evidence(**many)).strong == (1, 4, 5, 6, 2)


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), max_size=12))
def test_holm_agrees_with_its_definition(p):
    numbers = sorted((x, i) for i, x in enumerate(p) if x == x)  # noqa: PLR0124
    want = [float("nan")] * len(p)
    worst = 0.0
    for rank, (x, i) in enumerate(numbers):
        worst = max(worst, min(1.0, (len(numbers) - rank) * x))
        want[i] = worst
    np.testing.assert_allclose(holm(np.array(p, dtype=float)), want, rtol=1e-12)


def test_a_missing_neighbour_changes_nothing():
    """A list that is shorter than the others is padded with -1."""
    world = World(MONEY, year_noise=0.1, units=60, peers=20, indicators=5)
    quantities, near = block(world, np.random.default_rng(2))
    period = np.full(5, world.years - 1)
    polarity = np.ones(5, dtype=np.int8)

    def p(members):
        return find_signals(
            compare.evidence_for(
                quantities,
                7,
                compare.members_of(members, 5),
                period,
                methods=[MONEY] * 5,
                polarity=polarity,
            )
        ).p

    padded = np.concatenate([near[7], [-1, -1, 7]])
    np.testing.assert_array_equal(p(near[7]), p(padded))
