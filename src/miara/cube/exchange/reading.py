"""Reading exports again: the proof that they say what the cube says."""

from pathlib import Path
from typing import Any, Final

import polars as pl

from miara.cube.exchange import jsonstat, sdmx
from miara.cube.exchange.export import Format
from miara.cube.exchange.table import NUMBERS, SCHEMA

_SDMX_TYPES: Final[dict[str, Any]] = dict.fromkeys(sdmx.COLUMNS, pl.String) | {
    "OBS_VALUE" if name == "value" else name.upper(): SCHEMA[name] for name in NUMBERS
}


def read_back(path: Path, format: Format | str) -> pl.DataFrame:  # noqa: A002
    """The long table of an export, as ``export`` was given it.

    Columns, their order and types are those of ``SCHEMA``; rows stand in the
    order (level, indicator, period, unit). Null = no number.
    """
    match Format(format):
        case Format.PARQUET:
            return pl.read_parquet(path).cast(SCHEMA)
        case Format.CSV:
            return pl.read_csv(path, schema=SCHEMA)
        case Format.SDMX_CSV:
            table = pl.read_csv(path, schema=_SDMX_TYPES)
            return sdmx.to_table(table).cast(SCHEMA)
        case Format.JSON_STAT:
            return pl.concat(
                jsonstat.read(file) for file in sorted(path.glob("*.json"))
            )
