"""The quantities a block may hold: their types, axes and meaning."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Axes(StrEnum):
    """Which axes an array of a block has, in this order."""

    CELLS = "ITU"  # indicator, period, unit
    DECILES = "ITD"  # indicator, period, nine deciles
    SERIES = "IU"  # indicator, unit
    INDICATORS = "I"  # indicator


@dataclass(frozen=True, slots=True)
class Quantity:
    """Type and shape of one quantity of a block, with its meaning."""

    name: str
    dtype: str
    axes: Axes
    meaning: str


def _cells(dtype: str, **meanings: str) -> list[Quantity]:
    return [Quantity(name, dtype, Axes.CELLS, text) for name, text in meanings.items()]


def _series(dtype: str, **meanings: str) -> list[Quantity]:
    return [Quantity(name, dtype, Axes.SERIES, text) for name, text in meanings.items()]


QUANTITIES: Final = {
    quantity.name: quantity
    for quantity in [
        *_cells(
            "f8",
            value="the indicator; NaN = none",
            numerator="what the value was divided from",
            denominator="what the value was divided by",
            lower="lower end of the 95 % interval",
            upper="upper end of the 95 % interval",
            peer_median="median of the default peers",
            peer_q10="first decile of the default peers",
            peer_q25="lower quartile of the default peers",
            peer_q75="upper quartile of the default peers",
            peer_q90="ninth decile of the default peers",
        ),
        *_cells(
            "u1",
            flag="state and marks of the cell",
            xmr_signal="1 outside limits, 2 run of seven on one side, 4 trend of seven",
        ),
        *_cells(
            "f4",
            percentile="mid-rank among all units of the level, 0-100",
            peer_percentile="mid-rank among the default peers, 0-100",
        ),
        *_series("i2", noise_ranges="number of moving ranges behind the noise"),
        Quantity("scale", "u1", Axes.INDICATORS, "working scale, stats/scales.py"),
        Quantity("decile", "f8", Axes.DECILES, "national deciles, type 7"),
        *_series(
            "f8",
            trend_slope="Theil-Sen slope a year, since the last break",
            trend_lower="lower end of the interval of the slope",
            trend_upper="upper end of the interval of the slope",
            xmr_centre="centre line of the unit's own series",
            xmr_lower="lower natural process limit",
            xmr_upper="upper natural process limit",
            noise="standard deviation of chance, on the working scale",
        ),
        *_series("i2", trend_first="index of the trend's first period, -1 = none"),
    ]
}
