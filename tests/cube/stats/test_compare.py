"""One unit beside a group, and the block that page data comes from."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from tests.cube.stats import plain_python as plain

from miara.cube import flags
from miara.cube.stats import compare
from miara.cube.stats.derive import Method, derive
from miara.cube.stats.intervals import IntervalMethod

CUBES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(2, 7)),
    elements=st.one_of(st.just(math.nan), st.integers(0, 3).map(float)),
)


@given(CUBES, st.data())
def test_summary_agrees_with_plain_python(values, data):
    units = values.shape[2]
    unit = data.draw(st.integers(0, units - 1))
    group = np.array(
        data.draw(st.lists(st.integers(-1, units - 1), min_size=1, unique=True))
    )
    got = compare.summarise(values, unit, group)
    for i, want in enumerate(plain.summary(values.tolist(), unit, group.tolist())):
        found = (got.period[i], got.value[i], got.percentile[i], got.median[i])
        np.testing.assert_allclose(found, want)


def small_block(seed=0, **changes):
    rng = np.random.default_rng(seed)
    shape = (4, 12, 40)
    denominator = np.round(np.exp(rng.normal(6, 0.5, shape)))
    numerator = rng.binomial(denominator.astype(int), 0.2).astype(float)
    numerator[rng.random(shape) < 0.05] = np.nan
    flag = np.where(np.isnan(numerator), flags.MISSING, flags.MEASURED)
    near = np.argsort(rng.random((2, 40, 40)), axis=2)[:, :, :10].astype(np.int32)
    given = {
        "numerator": numerator,
        "denominator": denominator,
        "value": None,
        "flag": flag.astype(np.uint8),
        "methods": [
            Method(IntervalMethod.WILSON, 100.0),
            Method(IntervalMethod.BYAR, 1000.0),
            Method(IntervalMethod.NONE, 1.0),
            Method(IntervalMethod.EXACT, 100.0, minimum_denominator=400.0),
        ],
        "breaks": np.zeros(shape[:2], dtype=bool),
        "neighbour": near,
        "peer_set": np.array([0, 1, -1, 0]),
    }
    given |= changes
    arrays = [given.pop(k) for k in ("numerator", "denominator", "value", "flag")]
    return derive(*arrays, **given), given


def test_block_holds_every_quantity_in_its_shape():
    block, _ = small_block()
    cube, series = (4, 12, 40), (4, 40)
    wanted = {
        **dict.fromkeys(["value", "numerator", "denominator"], ("f8", cube)),
        **dict.fromkeys(["lower", "upper", "peer_median"], ("f8", cube)),
        **dict.fromkeys([f"peer_q{q}" for q in (10, 25, 75, 90)], ("f8", cube)),
        **dict.fromkeys(["percentile", "peer_percentile"], ("f4", cube)),
        **dict.fromkeys(["flag", "xmr_signal"], ("u1", cube)),
        "decile": ("f8", (4, 12, 9)),
        **dict.fromkeys(
            [f"trend_{x}" for x in ("slope", "lower", "upper")], ("f8", series)
        ),
        **dict.fromkeys(
            [f"xmr_{x}" for x in ("centre", "lower", "upper")], ("f8", series)
        ),
        **dict.fromkeys(["trend_first", "noise_ranges"], ("i2", series)),
        "noise": ("f8", series),
        "scale": ("u1", (4,)),
    }
    assert {k: (v.dtype.str[1:], v.shape) for k, v in block.items()} == wanted


def test_page_agrees_with_the_block():
    block, given = small_block()
    for unit in range(40):
        period = np.full(4, 11)
        page = compare.summarise(
            block["value"],
            unit,
            given["neighbour"][:, unit],
            period=period,
            units_of=given["peer_set"],
        )
        own = ~np.isin(unit, given["neighbour"][:, unit])
        if not own:  # the page leaves the unit out of its own group
            continue
        np.testing.assert_array_equal(page.median, block["peer_median"][:, 11, unit])
        want = block["peer_percentile"][:, 11, unit]
        np.testing.assert_allclose(page.percentile, want, rtol=1e-6)


def test_a_cell_without_number_has_nothing():
    block, _ = small_block()
    none = np.isnan(block["value"])
    assert none.any()
    for name in ("lower", "upper", "percentile", "peer_percentile"):
        assert np.isnan(block[name][none]).all()
    assert not flags.has_number(block["flag"])[none].any()
    assert flags.has_number(block["flag"])[~none].all()


def test_flags_decide_before_numbers():
    hidden = np.zeros((4, 12, 40), dtype=np.uint8)
    hidden[0, 3, 5] = flags.CONFIDENTIAL | flags.PROVISIONAL
    block, _ = small_block(flag=hidden)
    assert np.isnan(block["value"][0, 3, 5])
    assert block["flag"][0, 3, 5] == flags.CONFIDENTIAL | flags.PROVISIONAL


def test_small_denominators_give_no_value():
    block, _ = small_block()
    small = block["denominator"][3] < 400
    assert small.any()
    assert np.isnan(block["value"][3][small]).all()
    assert not np.isnan(block["value"][3][~small]).all()


def test_nothing_crosses_a_break():
    breaks = np.zeros((4, 12), dtype=bool)
    breaks[0, 6] = True
    block, _ = small_block(breaks=breaks)
    assert (block["trend_first"][0] >= 6).all()
    assert not block["xmr_signal"][0, :6].any()
    assert (block["trend_first"][1] < 6).all()
    assert (block["noise_ranges"][0] <= 5).all()


def test_a_mark_breaks_one_unit_alone():
    flag = np.zeros((4, 12, 40), dtype=np.uint8)
    flag[1, 5, 7] = flags.BREAK_BEFORE
    block, _ = small_block(flag=flag)
    assert block["trend_first"][1, 7] >= 5
    assert block["trend_first"][1, 8] < 5


def test_growth_that_all_share_is_not_noise():
    shape = (1, 10, 30)
    rng = np.random.default_rng(3)
    inflation = np.exp(0.3 * rng.normal(size=(1, 10, 1)))
    levels = np.exp(rng.normal(size=(1, 1, 30)))
    values = levels * inflation
    near = (np.arange(30)[:, None] + np.arange(1, 10)) % 30
    block = derive(
        values,
        np.ones(shape),
        values,
        np.zeros(shape, dtype=np.uint8),
        methods=[Method()],
        breaks=np.zeros((1, 10), dtype=bool),
        neighbour=near[None],
        peer_set=np.zeros(1, dtype=int),
    )
    np.testing.assert_allclose(block["noise"], 0, atol=1e-12)


def test_peer_lists_may_change_by_year():
    by_year = np.zeros((4, 12), dtype=int)
    by_year[:, 6:] = 1
    changing, _ = small_block(peer_set=by_year)
    first, _ = small_block(peer_set=np.zeros(4, dtype=int))
    second, _ = small_block(peer_set=np.ones(4, dtype=int))
    for name in ("peer_percentile", "peer_median", "peer_q90"):
        np.testing.assert_array_equal(changing[name][:, :6], first[name][:, :6])
        np.testing.assert_array_equal(changing[name][:, 6:], second[name][:, 6:])


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="share one shape"):
        small_block(denominator=np.ones((4, 12, 39)))
    with pytest.raises(ValueError, match="do not fit"):
        small_block(methods=[Method()])


def test_several_groups_need_to_know_whose_they_are():
    with pytest.raises(ValueError, match="units_of"):
        compare.summarise(np.ones((2, 1, 3)), 0, np.zeros((2, 2), dtype=int))
