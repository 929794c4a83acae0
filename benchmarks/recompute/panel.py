"""A made-up country of the real size, with missing cells where they occur."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube.stats.peers import Feature, Transform, find_peers

NEIGHBOURS = 30


@dataclass(frozen=True)
class Panel:
    """Numerator and denominator (I, T, U), peers (U, 30), factor 100."""

    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    neighbour: NDArray[np.int32]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Indicators, years, units."""
        return self.numerator.shape


def make(indicators: int, years: int, units: int, seed: int = 7) -> Panel:
    """Counts with differences between units, trends and year noise.

    Missing as in official series: some indicators start late, some pause for a
    year, single cells are confidential or not published (about 8 % in all). The
    first indicators are the same whatever their number.
    """
    rng = np.random.default_rng(seed)
    population = np.exp(rng.normal(9.1, 0.9, units))
    neighbour = _peers(population, rng)
    numerator = np.empty((indicators, years, units))
    denominator = np.empty((indicators, years, units))
    for i in range(indicators):
        total = np.maximum(1, np.round(population * rng.uniform(0.05, 1)))
        level = rng.normal(-1.4, 0.7) + rng.normal(0, 0.25, units)
        trend = np.linspace(0, rng.normal(0, 0.3), years)[:, None]
        log_odds = level + trend + rng.normal(0, 0.05, (years, units))
        share = 1 / (1 + np.exp(-log_odds))
        spread = np.sqrt(total * share * (1 - share))
        drawn = np.round(total * share + spread * rng.normal(size=share.shape))
        numerator[i] = np.clip(drawn, 0, total)
        denominator[i] = total
        _hide(numerator[i], rng)
    return Panel(numerator, denominator, neighbour)


def _hide(plane: NDArray[np.float64], rng: np.random.Generator) -> None:
    years = len(plane)
    if rng.random() < 0.25:
        plane[: rng.integers(0, max(1, years // 2))] = np.nan
    if rng.random() < 0.05:
        plane[rng.integers(0, years)] = np.nan
    plane[rng.random(plane.shape) < 0.03] = np.nan


def _peers(
    population: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int32]:
    units = len(population)
    features = np.column_stack([population, rng.normal(size=(units, 7))])
    others = [Feature(f"feature {k}") for k in range(7)]
    specs = [Feature("population", Transform.LOG), *others]
    count = min(NEIGHBOURS, units - 1)
    return find_peers(features, specs, np.zeros(units, dtype=int), count).neighbour
