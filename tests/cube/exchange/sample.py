"""Vintages to export."""

from datetime import UTC, datetime

import numpy as np

from miara.cube.flags import has_number
from miara.cube.periods import Period
from miara.cube.store import QUANTITIES, Store, Vintage, VintageBuilder

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
UNITS = ("u1", "u2", "u3", "city", "p1")
CODES = ("020101", "020102", "020103", "026101", "0201")
BLOCKS = {
    ("gmina", "A"): (UNITS[:4], ("2022", "2023")),
    ("gmina", "S"): (UNITS[:4], ("2022/2023",)),
    ("powiat", "A"): (("city", "p1"), ("2023",)),
    ("powiat", "M"): (("city", "p1"), ("2023-11", "2023-12")),
    ("powiat", "Q"): (("city", "p1"), ("2023-Q4", "2024-Q1", "2024-Q2")),
}
QUANTITIES_OUT = (
    "lower",
    "upper",
    "numerator",
    "denominator",
    "percentile",
    "peer_median",
)


def make_vintage(store: Store, seed: int = 0, *, awkward: bool = True) -> Vintage:
    """Blocks of every frequency with every state, awkward numbers or round ones."""
    random = np.random.default_rng(seed)
    with VintageBuilder(
        store, units=UNITS, unit_codes=CODES, created_at=NOW, digests={}
    ) as builder:
        for (level, frequency), (units, labels) in BLOCKS.items():
            indicators = [f"{level}_a", f"{level}_b", f"{level}_c"]
            builder.add_block(
                level,
                frequency,
                indicators=indicators,
                periods=[Period.parse(label) for label in labels],
                units=units,
            )
            shape = (3, len(labels), len(units))
            states = random.choice([0, 0, 0, 1, 2, 3, 4], shape).astype(np.uint8)
            marks = (random.integers(0, 32, shape) * 8).astype(np.uint8)
            flags = states | np.where(random.random(shape) < 0.5, marks, 0).astype("u1")
            gaps = ~has_number(flags)
            names = ["value", *QUANTITIES_OUT[: 6 if frequency == "A" else 2]]
            for name in names:
                numbers = _numbers(random, shape, awkward=awkward)
                cells = np.where(gaps, np.nan, numbers)
                dtype = QUANTITIES[name].dtype
                builder.add_quantity(level, frequency, name, cells.astype(dtype))
            builder.add_quantity(level, frequency, "flag", flags)
        return store.open(builder.finish())


def _numbers(
    random: np.random.Generator, shape: tuple[int, ...], *, awkward: bool
) -> np.ndarray:
    if not awkward:
        return np.round(random.random(shape) * 100, 1)
    bits = random.integers(0, 2**52, shape) | (random.integers(990, 1060, shape) << 52)
    numbers = bits.view(np.float64) * random.choice([-1.0, 1.0], shape)
    special = random.choice([0.1 + 0.2, -0.0, 1e22, 5e-324, 2**53 + 1.0], shape)
    return np.where(random.random(shape) < 0.3, special, numbers)
