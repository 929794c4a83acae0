"""JSON-stat 2.0: one dense cube a block.

Dimensions ``quantity`` (metric), ``indicator``, ``period`` (time), ``unit`` (geo).
``status`` holds the flag words of the cells of ``value`` that are not plainly
measured. What JSON-stat has no word for stands in ``extension``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import orjson
import polars as pl
from numpy.typing import NDArray

from miara.cube.exchange.selection import ExchangeError, Part
from miara.cube.exchange.table import NUMBERS, SCHEMA
from miara.cube.flags import MEASURED, names
from miara.cube.store import Vintage

_NUMPY: Final = orjson.OPT_SERIALIZE_NUMPY


def write(
    sink: IO[bytes], vintage: Vintage, part: Part, measures: Mapping[str, str]
) -> None:
    """Write one block, an indicator at a time.

    Raises
    ------
    ExchangeError
        When a number is infinite, or two units share a public code.
    """
    quantities = [name for name in NUMBERS if name in part.block.quantities]
    head = orjson.dumps(_head(vintage, part, quantities, measures))
    sink.write(head[:-1] + b',"value":[')
    comma = b""
    for name in quantities:
        for i in range(len(part.indicators)):
            sink.write(comma + _numbers(part, name, i))
            comma = b","
    sink.write(b'],"status":{')
    comma = b""
    for i in range(len(part.indicators)):
        text = _statuses(part, i)
        if text:
            sink.write(comma + text)
            comma = b","
    sink.write(b"}}\n")


def read(path: Path) -> pl.DataFrame:
    """The long table of one file; columns and types of ``SCHEMA``."""
    content = orjson.loads(path.read_bytes())
    quantities, indicators, periods, codes = (
        content["dimension"][name]["category"]["index"] for name in content["id"]
    )
    shape = (len(indicators), len(periods), len(codes))
    size = shape[0] * shape[1] * shape[2]
    flags = ["measured"] * size
    for place, words in content["status"].items():
        flags[int(place)] = words
    extension = content["extension"]
    columns: dict[str, Any] = {
        "level": [extension["level"]] * size,
        "indicator": np.repeat(indicators, shape[1] * shape[2]).tolist(),
        "unit": codes * (shape[0] * shape[1]),
        "uid": extension["uids"] * (shape[0] * shape[1]),
        "period": np.tile(np.repeat(periods, shape[2]), shape[0]).tolist(),
        "flag": flags,
    }
    for name in NUMBERS:
        start = quantities.index(name) * size if name in quantities else None
        numbers = [None] * size if start is None else content["value"][start:][:size]
        columns[name] = numbers
    return pl.DataFrame({name: columns[name] for name in SCHEMA}, schema=SCHEMA)


def _head(
    vintage: Vintage, part: Part, quantities: list[str], measures: Mapping[str, str]
) -> dict[str, Any]:
    if len(set(part.codes)) != len(part.codes):
        msg = f"{part.name}: two units share a public code"
        raise ExchangeError(msg)
    labels = [period.label for period in part.periods]
    axes = {
        "quantity": quantities,
        "indicator": list(part.indicators),
        "period": labels,
        "unit": list(part.codes),
    }
    return {
        "version": "2.0",
        "class": "dataset",
        "label": f"Miara {part.name}",
        "updated": vintage.created_at.isoformat(),
        "id": list(axes),
        "size": [len(axis) for axis in axes.values()],
        "role": {"metric": ["quantity"], "time": ["period"], "geo": ["unit"]},
        "dimension": {
            name: {"label": name, "category": {"index": axis}}
            for name, axis in axes.items()
        },
        "extension": {
            "vintage": vintage.id,
            "level": str(part.block.level),
            "frequency": str(part.block.frequency),
            "uids": list(part.uids),
            "units_of_measure": {
                code: measures[code] for code in part.indicators if code in measures
            },
        },
    }


def _numbers(part: Part, name: str, i: int) -> bytes:
    cells = part.cells(name, i, i + 1)
    assert cells is not None
    if np.isinf(cells).any():
        msg = f"{part.name}, {part.indicators[i]}: JSON cannot say infinity"
        raise ExchangeError(msg)
    return orjson.dumps(np.ascontiguousarray(cells), option=_NUMPY)[1:-1]


def _statuses(part: Part, i: int) -> bytes:
    flags: NDArray[np.uint8] | None = part.cells("flag", i, i + 1)
    assert flags is not None
    places = np.flatnonzero(flags != MEASURED)
    words = {int(byte): " ".join(names(int(byte))) for byte in np.unique(flags)}
    first = i * len(flags)
    status = {str(first + int(p)): words[int(flags[p])] for p in places}
    return orjson.dumps(status)[1:-1]
