"""Neighbours: agreement with plain Python, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from tests.cube.stats import plain_python as plain

from miara.cube.stats import peers
from miara.cube.stats.peers import Feature, Transform, find_peers, nearest, standardise

SPECS = (
    Feature("population", Transform.LOG, 2.0),
    Feature("share_of_old", Transform.LOGIT, 1.0),
    Feature("balance", Transform.NONE, 0.5),
)
CELLS = st.one_of(
    st.just(np.nan),
    st.sampled_from([0.0, 0.25, 0.5, 3.0]),
    # No feature is a hundred orders of magnitude smaller than its neighbours: there
    # the spread of a column vanishes in one order of summing and not in another.
    st.floats(-2, 5).map(lambda value: round(value, 9)),
)
TABLES = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 14), st.just(3)), elements=CELLS
)


def country(units=300, seed=0):
    rng = np.random.default_rng(seed)
    features = np.column_stack(
        [
            np.exp(rng.normal(9, 0.9, units)),
            rng.beta(4, 12, units),
            rng.normal(0, 5, units),
        ]
    )
    features[rng.random(features.shape) < 0.05] = np.nan
    return features, rng.integers(0, 3, units)


@given(TABLES, st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_agree_with_plain_python(features, seed):
    group = np.random.default_rng(seed).integers(-1, 2, len(features))
    weights = np.array([spec.weight for spec in SPECS])
    z = standardise(features, SPECS, group)
    kinds = [spec.transform.value for spec in SPECS]
    want = plain.standardise(features.tolist(), kinds, group.tolist())
    np.testing.assert_allclose(z, want, rtol=1e-9, atol=1e-9)
    near, distance = nearest(z, weights, group, 4)
    for u, expected in enumerate(
        plain.neighbours(z.tolist(), weights.tolist(), group.tolist(), 14)
    ):
        got = near[u][near[u] >= 0].tolist()
        assert len(got) == min(4, len(expected))
        exact = [plain.distance(z[u], z[v], weights) for v in expected[:4]]
        np.testing.assert_allclose(distance[u, : len(got)], exact, atol=3e-4)
        assert set(got) <= set(expected)


def test_neighbours_are_those_of_plain_python():
    features, group = country(120)
    weights = np.array([spec.weight for spec in SPECS])
    z = standardise(features, SPECS, group)
    near, _ = nearest(z, weights, group, 10)
    want = plain.neighbours(z.tolist(), weights.tolist(), group.tolist(), 10)
    assert [[int(v) for v in row if v >= 0] for row in near] == want


def test_order_of_units_does_not_matter():
    features, group = country()
    order = np.random.default_rng(1).permutation(len(features))
    place = np.argsort(order)
    one = find_peers(features, SPECS, group, 20)
    two = find_peers(features[order], SPECS, group[order], 20)
    there = np.where(one.neighbour >= 0, place[one.neighbour], -1)
    np.testing.assert_array_equal(two.neighbour, there[order])
    np.testing.assert_array_equal(two.lonely, one.lonely[order])
    np.testing.assert_array_equal(two.hubness, one.hubness[order])


def test_a_far_unit_joins_no_list():
    features, group = country()
    weights = np.array([spec.weight for spec in SPECS])
    z = standardise(features, SPECS, group)
    before, _ = nearest(z, weights, group, 20)
    far = np.vstack([z, [50.0, 50.0, 50.0]])
    after, _ = nearest(far, weights, np.append(group, 0), 20)
    np.testing.assert_array_equal(after[:-1], before)


def test_units_of_measure_do_not_matter():
    features, group = country()
    scaled = features * np.array([1000.0, 1.0, 0.01])
    one = find_peers(features, SPECS, group, 20)
    two = find_peers(scaled, SPECS, group, 20)
    np.testing.assert_array_equal(one.neighbour, two.neighbour)
    np.testing.assert_allclose(one.difference, two.difference, atol=1e-5)


def test_equal_distances_keep_the_order_of_units():
    features = np.tile([[100.0, 0.2, 1.0]], (6, 1))
    found = find_peers(features, SPECS, np.zeros(6, dtype=int), 3)
    assert found.neighbour.tolist() == [
        [1, 2, 3],
        [0, 2, 3],
        [0, 1, 3],
        [0, 1, 2],
        [0, 1, 2],
        [0, 1, 2],
    ]


def test_a_unit_like_no_other_is_lonely():
    features, _ = country()
    features = np.where(np.isnan(features), np.nanmedian(features, axis=0), features)
    group = np.zeros(len(features), dtype=int)
    features[7] = [1.8e6, 0.9, 200.0]
    found = find_peers(features, SPECS, group, 20)
    assert found.lonely[7]
    assert found.lonely.mean() < 0.05


def test_a_unit_alone_in_its_group_has_no_peers():
    features, _ = country(40)
    group = np.zeros(40, dtype=int)
    group[3] = 1
    found = find_peers(features, SPECS, group, 20)
    assert (found.neighbour[3] == -1).all()
    assert found.lonely[3]
    assert np.isnan(found.reciprocity[3])
    assert 3 not in found.neighbour


def test_too_little_in_common_is_not_compared():
    features = np.array([[np.nan, 0.3, 1.0], [100.0, 0.3, 1.0], [90.0, 0.31, 1.5]])
    found = find_peers(features, SPECS, np.zeros(3, dtype=int), 2)
    assert found.neighbour.tolist() == [[-1, -1], [2, -1], [1, -1]]


def test_hubs_and_reciprocity_count_lists():
    found = find_peers(*country(150)[:1], SPECS, np.zeros(150, dtype=int), 5)
    lists = [set(row[row >= 0].tolist()) for row in found.neighbour]
    assert found.hubness.tolist() == [
        sum(u in other for other in lists) for u in range(150)
    ]
    for u, mine in enumerate(lists):
        if mine:
            want = sum(u in lists[v] for v in mine) / len(mine)
            assert found.reciprocity[u] == pytest.approx(want)


def test_differences_explain_the_distance():
    features, group = country()
    found = find_peers(features, SPECS, group, 10)
    weights = np.array([spec.weight for spec in SPECS])
    has = ~np.isnan(found.difference)
    square = np.where(has, found.difference, 0) ** 2 * weights
    with np.errstate(invalid="ignore"):
        want = np.sqrt(square.sum(axis=2) / (has * weights).sum(axis=2))
    good = found.neighbour >= 0
    np.testing.assert_allclose(found.distance[good], want[good], atol=1e-4)


def test_large_groups_are_done_in_parts(monkeypatch):
    features, group = country()
    whole = find_peers(features, SPECS, group, 20)
    monkeypatch.setattr(peers, "_ROWS", 7)
    parts = find_peers(features, SPECS, group, 20)
    np.testing.assert_array_equal(whole.neighbour, parts.neighbour)
