"""Compiled = NumPy, byte by byte; both = plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from tests.cube.kernels import plain_python as plain

from miara.cube.kernels import engine, neighbours, ranking, rules, series

pytest.importorskip("numba")

# Ties, both zeros, and numbers that differ only in their last bits.
NUMBERS = st.one_of(
    st.sampled_from([math.nan, 0.0, -0.0, 1.0, 2.0, -3.5, 1 + 2**-52, 1 + 2**-50]),
    st.integers(-4, 4).map(float),
    st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False),
)
ROWS = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 40), st.integers(2, 9)), elements=NUMBERS
)
CUBES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 2), st.integers(1, 16), st.integers(1, 4)),
    elements=NUMBERS,
)
quick = settings(max_examples=60, deadline=None)


def run_both(function):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIARA_NUMBA", "1")
        compiled = function()
        patch.setenv("MIARA_NUMBA", "0")
        return compiled, function()


def same_bytes(one, two):
    assert one.dtype == two.dtype
    assert one.shape == two.shape
    np.testing.assert_array_equal(np.isnan(one), np.isnan(two))
    good = ~np.isnan(one)
    assert one[good].tobytes() == two[good].tobytes()


def lists(units, count, seed):
    rng = np.random.default_rng(seed)
    near = np.full((units, count), -1, dtype=np.int32)
    for u in range(units):
        others = rng.permutation([v for v in range(units) if v != u])[:count]
        kept = rng.integers(0, len(others) + 1)
        near[u, :kept] = others[:kept]
    return near


@given(ROWS, ROWS, st.sampled_from([1.0, 100.0, 1e5]))
@quick
def test_ratio(numerator, denominator, factor):
    rows = min(numerator.shape[0], denominator.shape[0])
    units = min(numerator.shape[1], denominator.shape[1])
    a, b = numerator[:rows, :units].copy(), denominator[:rows, :units].copy()
    compiled, slow = run_both(lambda: ranking.ratio(a, b, factor))
    same_bytes(compiled, slow)
    for index, value in np.ndenumerate(compiled):
        want = plain.ratio(float(a[index]), float(b[index]), factor)
        np.testing.assert_equal(float(value), want)


@given(ROWS)
@quick
def test_rank(values):
    compiled, slow = run_both(lambda: ranking.rank_rows(values))
    same_bytes(compiled.percentile, slow.percentile)
    same_bytes(compiled.decile, slow.decile)
    np.testing.assert_array_equal(compiled.rank, slow.rank)
    for r, line in enumerate(values.tolist()):
        want = [plain.mid_rank(x, line) for x in line]
        np.testing.assert_allclose(compiled.percentile[r], want, rtol=1e-6)
        want = [plain.quantile(line, k / 10) for k in range(1, 10)]
        np.testing.assert_allclose(compiled.decile[r], want, rtol=1e-9, atol=1e-9)


@given(ROWS, st.integers(1, 8), st.integers(0, 10**6))
@quick
def test_neighbours(values, count, seed):
    near = lists(values.shape[1], count, seed)

    def run():
        order = ranking.rank_rows(values)
        return (
            neighbours.peer_percentile(values, order, near),
            neighbours.peer_quantiles(values, order, near),
        )

    compiled, slow = run_both(run)
    same_bytes(compiled[0], slow[0])
    np.testing.assert_array_equal(compiled[1], slow[1])
    for r, line in enumerate(values.tolist()):
        for u, x in enumerate(line):
            others = plain.among_neighbours(line, near[u].tolist())
            want = plain.mid_rank(x, others)
            np.testing.assert_allclose(compiled[0][r, u], want, rtol=1e-6)
            bands = [plain.quantile(others, share) for share in rules.BAND_SHARES]
            got = compiled[1][:, r, u]
            np.testing.assert_allclose(got, bands, rtol=1e-9, atol=1e-9)


def starts(values, seed):
    rng = np.random.default_rng(seed)
    shape = (values.shape[0], values.shape[2])
    return np.where(rng.random(shape) < 0.6, 0, rng.integers(0, values.shape[1], shape))


@given(CUBES, st.integers(0, 10**6))
@quick
def test_control_chart(values, seed):
    start = starts(values, seed)
    compiled, slow = run_both(lambda: series.xmr(values, start))
    for name in ("centre", "lower", "upper"):
        same_bytes(getattr(compiled, name), getattr(slow, name))
    np.testing.assert_array_equal(compiled.signal, slow.signal)
    for i, u in np.ndindex(start.shape):
        line = values[i, :, u].tolist()
        centre, lower, upper, signals = plain.control_chart(line, int(start[i, u]))
        got = [compiled.centre[i, u], compiled.lower[i, u], compiled.upper[i, u]]
        want = [centre, lower, upper]
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-7)
        if signals_are_sure(line, want):
            assert compiled.signal[i, :, u].tolist() == signals


def signals_are_sure(line, bounds):
    """Sums in another order may move a bound that a point lies right on."""
    return all(
        math.isnan(x) or math.isnan(b) or abs(x - b) > 1e-7 * (1 + abs(b))
        for x in line
        for b in bounds
    )


@given(hnp.arrays(np.int8, (1, 12, 3), elements=st.integers(-1, 1)))
@settings(max_examples=200, deadline=None)
def test_runs_are_marked_whole(steps):
    values = np.cumsum(steps, axis=1).astype(np.float64) + 0.1
    start = np.zeros((1, 3), dtype=np.int16)
    compiled, slow = run_both(lambda: series.xmr(values, start).signal)
    np.testing.assert_array_equal(compiled, slow)
    for u in range(3):
        line = values[0, :, u].tolist()
        centre, lower, upper, signals = plain.control_chart(line, 0)
        if signals_are_sure(line, [centre, lower, upper]):
            assert compiled[0, :, u].tolist() == signals


@given(
    hnp.arrays(
        np.float64,
        st.tuples(st.just(1), st.integers(1, 7), st.integers(1, 3)),
        elements=NUMBERS,
    ),
    st.integers(0, 10**6),
)
@quick
def test_theil_sen(values, seed):
    start = starts(values, seed)
    compiled, slow = run_both(lambda: series.theil_sen(values, start))
    for name in ("slope", "lower", "upper"):
        np.testing.assert_array_equal(getattr(compiled, name), getattr(slow, name))
    np.testing.assert_array_equal(compiled.first, slow.first)
    for i, u in np.ndindex(start.shape):
        want = plain.theil_sen(values[i, :, u].tolist(), int(start[i, u]))
        got = [compiled.slope[i, u], compiled.lower[i, u], compiled.upper[i, u]]
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-9)


@given(CUBES, st.integers(0, 10**6))
@quick
def test_noise(values, seed):
    start = starts(values, seed)
    compiled, slow = run_both(lambda: series.noise(values, start))
    same_bytes(compiled[0], slow[0])
    np.testing.assert_array_equal(compiled[1], slow[1])
    for i, u in np.ndindex(start.shape):
        want = plain.noise(values[i, :, u].tolist(), int(start[i, u]))
        np.testing.assert_allclose(compiled[0][i, u], want[0], rtol=1e-9, atol=1e-12)
        assert compiled[1][i, u] == want[1]


def test_many_units_need_wider_ranks():
    units = 40_000
    values = np.random.default_rng(3).integers(0, 500, (2, units)).astype(np.float64)
    near = (np.arange(units)[:, None] + np.arange(1, 6)) % units

    def run():
        order = ranking.rank_rows(values)
        return order, neighbours.peer_percentile(values, order, near)

    (compiled, peers), (slow, slow_peers) = run_both(run)
    assert compiled.rank.dtype == np.int32
    np.testing.assert_array_equal(compiled.rank, slow.rank)
    same_bytes(compiled.percentile, slow.percentile)
    same_bytes(peers, slow_peers)


def test_interval_of_slopes_agrees_with_all_orders():
    table = rules.kendall_drop(8)
    assert [int(table[n]) for n in range(3, 9)] == [
        plain.dropped(n) for n in range(3, 9)
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 8, 17, 30, 33])
def test_network_sorts(size):
    rng = np.random.default_rng(size)
    columns = rng.integers(0, 3, (size, 4000))
    expected = np.sort(columns, axis=0)
    for low, high in rules.comparators(size):
        a, b = columns[low].copy(), columns[high].copy()
        columns[low], columns[high] = np.minimum(a, b), np.maximum(a, b)
    np.testing.assert_array_equal(columns, expected)


def test_threads_pass_errors_on():
    def fail(task):
        if task == 2:
            msg = "second"
            raise ValueError(msg)

    with pytest.raises(ValueError, match="second"):
        engine.in_threads(fail, [1, 2, 3])


def test_last_break_starts_the_segment():
    breaks = np.zeros((1, 5, 3), dtype=bool)
    breaks[0, 1, 1] = breaks[0, 3, 1] = breaks[0, 4, 2] = True
    assert series.start_of_last_segment(breaks).tolist() == [[0, 3, 4]]
