"""Made-up countries whose truth is known, for tests of false alarms and power."""

from dataclasses import dataclass

import numpy as np

from miara.cube.stats import compare
from miara.cube.stats.derive import Method, derive
from miara.cube.stats.intervals import IntervalMethod
from miara.cube.stats.signals import find_signals

SHARE = Method(IntervalMethod.WILSON, 100.0)
RATE = Method(IntervalMethod.BYAR, 1000.0)
MONEY = Method(IntervalMethod.NONE)


@dataclass(frozen=True)
class World:
    """What is true in it; ``planted`` shifts indicator 0 of every 20th unit."""

    method: Method = SHARE
    indicators: int = 60
    units: int = 200
    years: int = 10
    peers: int = 30
    level: float = 0.1
    size: float = 200.0  # median denominator
    year_noise: float = 0.0
    unequal_noise: float = 0.0  # sd of the log of units' noise
    correlation: float = 0.0  # between indicators
    planted: float = 0.0


def neighbours_by_size(size, count):
    """The ``count`` units nearest in size, for every unit."""
    distance = np.abs(np.log(size)[:, None] - np.log(size))
    np.fill_diagonal(distance, np.inf)
    return np.argsort(distance, axis=1, kind="stable")[:, :count].astype(np.int32)


def block(world, rng):
    """Quantities of one such country, and its peers."""
    shape = (world.indicators, world.years, world.units)
    size = np.maximum(
        20, np.round(world.size * np.exp(rng.normal(0, 0.5, world.units)))
    )
    noise = rng.normal(size=shape) * np.sqrt(1 - world.correlation)
    noise += rng.normal(size=(1, *shape[1:])) * np.sqrt(world.correlation)
    units_noise = np.exp(rng.normal(0, world.unequal_noise, (shape[0], 1, shape[2])))
    log_odds = world.year_noise * units_noise * noise
    log_odds[0, :, ::20] += world.planted
    denominator = np.broadcast_to(size, shape).copy()
    if world.method is SHARE:
        log_odds += np.log(world.level / (1 - world.level))
        chance = 1 / (1 + np.exp(-log_odds))
        numerator = rng.binomial(denominator.astype(int), chance).astype(float)
    elif world.method is RATE:
        mean = denominator * world.level * np.exp(log_odds)
        numerator = rng.poisson(mean).astype(float)
    else:  # money grows everywhere; nothing is counted
        prices = 0.05 * np.arange(world.years)[:, None]
        numerator = denominator * np.exp(8 + prices + log_odds)
    near = neighbours_by_size(size, world.peers)
    quantities = derive(
        numerator,
        denominator,
        None,
        np.zeros(shape, dtype=np.uint8),
        methods=[world.method] * world.indicators,
        breaks=np.zeros(shape[:2], dtype=bool),
        neighbour=near[None],
        peer_set=np.zeros(world.indicators, dtype=np.int8),
    )
    return quantities, near


def pages(world, repeats, seed):
    """Signals of every unit's page: pairs of unit and signals."""
    rng = np.random.default_rng(seed)
    polarity = np.where(np.arange(world.indicators) % 2, -1, 1).astype(np.int8)
    period = np.full(world.indicators, world.years - 1)
    for _ in range(repeats):
        quantities, near = block(world, rng)
        for unit in range(world.units):
            evidence = compare.evidence_for(
                quantities,
                unit,
                compare.members_of(near[unit], world.indicators),
                period,
                methods=[world.method] * world.indicators,
                polarity=polarity,
            )
            yield unit, find_signals(evidence)
