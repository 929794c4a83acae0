"""From places to published tables: sums at every level, ratios of sums."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from miara.cube.register import COUNTRY, Level
from miara.sample.cast import COUNTIES, VOIVODESHIP_CODE, existing, places
from miara.sample.chance import FloatArray

Counts = dict[str, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """A published rate by its hidden parts, each (T, N), so that it adds up.

    ``value`` at any level is factor * sum(numerator) / sum(denominator), rounded.
    """

    numerator: FloatArray
    denominator: FloatArray
    factor: float = 1.0
    decimals: int = 1

    @classmethod
    def of(cls, value: FloatArray, weight: FloatArray, decimals: int = 1) -> "Ratio":
        """A rate known by place, averaged over larger units with a weight."""
        return cls(value * weight, weight * np.ones_like(value), 1.0, decimals)


@dataclass(slots=True)
class Variables:
    """What one part of the story publishes."""

    counts: Counts = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)

    def codes(self) -> set[str]:
        """Codes of all variables."""
        return {*self.counts, *self.ratios}

    def including(self, other: "Variables") -> "Variables":
        """Both together.

        Raises
        ------
        ValueError
            When both publish the same variable.
        """
        twice = self.codes() & other.codes()
        if twice:
            msg = f"published twice: {sorted(twice)}"
            raise ValueError(msg)
        return Variables(self.counts | other.counts, self.ratios | other.ratios)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One variable as published: ``values`` float64 (T, U), NaN = not published."""

    variable: str
    unit_codes: tuple[str, ...]
    values: FloatArray
    decimals: int


def published(
    name: str, data: Variables, levels: tuple[Level, ...], decimals: int = 0
) -> Table:
    """One variable at its levels.

    Parameters
    ----------
    levels
        As its definition says. A city with county rights stands once: with six
        digits where municipalities are published, else with four.
    decimals
        Of a count; a ratio brings its own.
    """
    codes, members = _units(levels)
    if name in data.counts:
        # Rounded before adding, so that published parts give the published sum.
        parts = np.round(data.counts[name], decimals)
        values = np.round(_summed(parts, members), decimals)
        return Table(name, codes, values, decimals)
    ratio = data.ratios[name]
    above = _summed(ratio.numerator, members)
    below = _summed(ratio.denominator, members)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(below > 0, ratio.factor * above / below, np.nan)
    return Table(name, codes, np.round(values, ratio.decimals), ratio.decimals)


def _summed(parts: FloatArray, members: NDArray[np.bool_]) -> FloatArray:
    """Sums over the members of each unit, (T, U); NaN when all members are gone."""
    belongs = members.T.astype(np.float64)
    there = existing().astype(np.float64) @ belongs > 0
    return np.where(there, parts @ belongs, np.nan)


@cache
def _units(levels: tuple[Level, ...]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Public codes of a table and their members among places, bool (U, N)."""
    own = [place.code for place in places()]
    cities = [place.county for place in places() if place.kind == "M"]
    counties = [county.code for county in COUNTIES]
    codes: list[str] = []
    if Level.MUNICIPALITY in levels:
        codes += own
    if Level.COUNTY in levels:
        codes += counties
        codes += [] if Level.MUNICIPALITY in levels else cities
    if Level.VOIVODESHIP in levels:
        codes.append(VOIVODESHIP_CODE)
    if Level.COUNTRY in levels:
        codes.append(COUNTRY)
    rows = [
        [code == COUNTRY or place.startswith(code) for place in own] for code in codes
    ]
    return tuple(codes), np.array(rows)
