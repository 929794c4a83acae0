"""The long table: one row a cell, the same in every format."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from miara.cube.exchange.selection import Part
from miara.cube.flags import STATE_NAMES, FlagArray, names

NUMBERS: Final[tuple[str, ...]] = (
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "percentile",
    "peer_median",
)
SCHEMA: Final = pl.Schema(
    {
        "level": pl.String,
        "indicator": pl.String,
        "unit": pl.String,
        "uid": pl.String,
        "period": pl.String,
        "value": pl.Float64,
        "lower": pl.Float64,
        "upper": pl.Float64,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "flag": pl.String,
        "percentile": pl.Float32,
        "peer_median": pl.Float64,
    }
)

# Every flag there can be, as words separated by a space.
_BYTES: Final = [state | marks for state in STATE_NAMES for marks in range(0, 256, 8)]
FLAG_WORDS: Final = tuple(" ".join(names(byte)) for byte in _BYTES)
_FLAG_PLACE: Final = np.zeros(256, np.uint8)
_FLAG_PLACE[_BYTES] = np.arange(len(_BYTES))


class Labels:
    """Text columns as small numbers with one dictionary for a whole export."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._types = {
            "level": _enum(str(part.block.level) for part in parts),
            "indicator": _enum(code for part in parts for code in part.indicators),
            "unit": _enum(code for part in parts for code in part.codes),
            "uid": _enum(uid for part in parts for uid in part.uids),
            "period": _enum(p.label for part in parts for p in part.periods),
            "flag": _enum(FLAG_WORDS),
        }
        self._place = {
            name: {label: i for i, label in enumerate(kind.categories)}
            for name, kind in self._types.items()
        }

    def column(
        self, name: str, labels: Sequence[str], each: int, times: int
    ) -> pl.Series:
        """A column in which every label stands ``each`` times, all ``times`` over."""
        # Small integers from the start: these columns are as long as the cube.
        places = np.array(
            [self._place[name][label] for label in labels], self._physical(name)
        )
        return self._series(name, np.tile(np.repeat(places, each), times))

    def flags(self, flags: FlagArray) -> pl.Series:
        """The column of flags in words."""
        return self._series("flag", _FLAG_PLACE[flags])

    def _physical(self, name: str) -> str:
        size = len(self._types[name].categories)
        return "u1" if size < 255 else "u2" if size < 65_535 else "u4"

    def _series(self, name: str, places: NDArray[Any]) -> pl.Series:
        return pl.Series(name, places).cat.to(self._types[name])


def _enum(labels: Any) -> pl.Enum:
    return pl.Enum(list(dict.fromkeys(labels)))


def frame(part: Part, labels: Labels, start: int, stop: int) -> pl.DataFrame:
    """Rows of indicators ``start:stop`` of a part, ordered (indicator, period, unit).

    NaN becomes null; a quantity the block does not have is a column of nulls.
    """
    periods, units = len(part.periods), len(part.uids)
    count = stop - start
    size = count * periods * units
    columns = {
        **_axes(part, labels, count),
        "indicator": labels.column(
            "indicator", part.indicators[start:stop], periods * units, 1
        ),
        "flag": labels.flags(_flags(part, start, stop)),
    }
    for name in NUMBERS:
        columns[name] = _numbers(name, part.cells(name, start, stop), size)
    return pl.DataFrame([columns[name].alias(name) for name in SCHEMA])


def frames(parts: Sequence[Part], rows: int) -> Iterator[pl.DataFrame]:
    """The whole table in pieces of about ``rows`` rows, whole indicators each."""
    labels = Labels(parts)
    for part in parts:
        step = max(1, rows // (len(part.periods) * len(part.uids)))
        for start in range(0, len(part.indicators), step):
            stop = min(start + step, len(part.indicators))
            yield frame(part, labels, start, stop)


def _axes(part: Part, labels: Labels, count: int) -> dict[str, pl.Series]:
    """Columns that are the same for every ``count`` indicators of a part."""
    periods, units = [p.label for p in part.periods], len(part.uids)
    size = count * len(periods) * units
    return {
        "level": labels.column("level", [str(part.block.level)], size, 1),
        "unit": labels.column("unit", part.codes, 1, count * len(periods)),
        "uid": labels.column("uid", part.uids, 1, count * len(periods)),
        "period": labels.column("period", periods, units, count),
    }


def _flags(part: Part, start: int, stop: int) -> FlagArray:
    flags = part.cells("flag", start, stop)
    assert flags is not None  # the builder refuses a block without it
    return flags


def _numbers(name: str, cells: NDArray[Any] | None, size: int) -> pl.Series:
    kind = SCHEMA[name]
    if cells is None:
        return pl.Series(name, [None], dtype=kind).new_from_index(0, size)
    return pl.Series(name, cells, nan_to_null=True)
