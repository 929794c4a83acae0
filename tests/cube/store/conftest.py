"""A store in a scratch folder, and a small vintage to put there."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from miara.cube.flags import MEASURED, MISSING
from miara.cube.loads import Origin
from miara.cube.periods import Period
from miara.cube.store import NO_ORIGIN, Store, VintageBuilder

UNITS = ("u1", "u2", "u3")
CODES = ("020101", "020102", "02")
YEARS = (Period.year(2022), Period.year(2023))
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def origin(name: str = "a.csv") -> Origin:
    return Origin(
        source="gus",
        file_name=name,
        sha256="ab" * 32,
        publisher="GUS",
        title="Table",
        retrieved_on=None,
        notes=("note",),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cube", sync=False)


def build(store: Store, *, population: float = 10.0, at: datetime = NOW) -> str:
    """A vintage of one variable, one block of two indicators, one list of peers."""
    values = np.array([[population, 5.0, np.nan], [11.0, 6.0, 17.0]])
    flags = np.where(np.isnan(values), MISSING, MEASURED).astype(np.uint8)
    source = np.where(np.isnan(values), NO_ORIGIN, 0).astype(np.uint16)
    cells = np.arange(8.0).reshape(2, 2, 2)
    with VintageBuilder(
        store,
        units=UNITS,
        unit_codes=CODES,
        created_at=at,
        digests={"register": "r" * 64},
    ) as builder:
        builder.add_variable(
            "population",
            periods=YEARS,
            values=values,
            flags=flags,
            source=source,
            origins=[origin()],
            meta={"additive": True},
        )
        builder.add_block(
            "gmina", "A", indicators=("a", "b"), periods=YEARS, units=("u1", "u2")
        )
        builder.add_quantity("gmina", "A", "value", cells + population)
        builder.add_quantity("gmina", "A", "flag", np.zeros((2, 2, 2), np.uint8))
        builder.add_peers(
            "gmina",
            "general",
            2023,
            features=("size",),
            neighbour=np.array([[1], [0]], np.int32),
            distance=np.ones((2, 1), np.float32),
            difference=np.zeros((2, 1, 1), np.float32),
            lonely=np.array([0, 1], np.uint8),
        )
        builder.add_text("findings", [{"code": "x"}])
        return builder.finish()


@pytest.fixture
def make_vintage(store: Store) -> Callable[..., str]:
    return lambda **facts: build(store, **facts)
