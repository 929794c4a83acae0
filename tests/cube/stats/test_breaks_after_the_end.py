"""A break behind the last number of a series does not cut it."""

import numpy as np

from miara.cube.stats.derive import Method, after_last, derive


def block(last: int, broken_at: int, years: int = 12, units: int = 40):
    """One rising indicator that ends at ``last``, with a break of law."""
    rng = np.random.default_rng(5)
    value = np.full((1, years, units), np.nan)
    value[0, : last + 1] = rng.normal(10, 1, (last + 1, units)).cumsum(axis=0)
    breaks = np.zeros((1, years), dtype=bool)
    breaks[0, broken_at] = True
    near = (np.arange(units)[:, None] + np.arange(1, 11)) % units
    return derive(
        value,
        np.full(value.shape, np.nan),
        value,
        np.where(np.isnan(value), 2, 0).astype(np.uint8),
        methods=[Method()],
        breaks=breaks,
        neighbour=near[None],
        peer_set=np.zeros(1, dtype=int),
    )


def test_a_series_that_ended_before_the_break_keeps_its_statistics():
    ended = block(last=8, broken_at=9)

    assert (ended["trend_first"] == 0).all()
    assert np.isfinite(ended["xmr_centre"]).all()
    assert (ended["noise_ranges"] == 8).all()


def test_a_series_that_goes_on_is_cut():
    going_on = block(last=11, broken_at=9)

    assert (going_on["trend_first"] == 9).all()
    assert np.isnan(going_on["xmr_centre"]).all()
    assert (going_on["noise_ranges"] == 2).all()


def test_cells_behind_the_last_number():
    value = np.array([[[1.0, np.nan], [np.nan, np.nan], [np.nan, 2.0]]])

    assert after_last(value)[0].T.tolist() == [
        [False, True, True],
        [False, False, False],
    ]
