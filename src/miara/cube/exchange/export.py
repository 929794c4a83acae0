"""Writing a vintage in one of four formats."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, Final

import polars as pl

from miara.cube.exchange import jsonstat, sdmx
from miara.cube.exchange.selection import ExchangeError, Part, Selection, parts
from miara.cube.exchange.table import frames
from miara.cube.store import Vintage

# Large enough to keep both cores busy, small enough for 150 MB of memory.
_ROWS_AT_ONCE: Final = 1_000_000
_ROW_GROUP: Final = 500_000
_LINES_A_TASK: Final = 50_000


class Format(StrEnum):
    """Formats of :func:`export`; the value is the word of the command line."""

    PARQUET = "parquet"
    CSV = "csv"
    JSON_STAT = "json-stat"
    SDMX_CSV = "sdmx-csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    files: tuple[Path, ...]
    rows: int


def export(
    vintage: Vintage,
    path: Path,
    format: Format | str,  # noqa: A002
    *,
    levels: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
    units_of_measure: Mapping[str, str] | None = None,
) -> Exported:
    """Write every cell of every block as one row of a long table.

    Columns: ``level``, ``indicator``, ``unit`` (public code), ``uid``, ``period``,
    ``value``, ``lower``, ``upper``, ``numerator``, ``denominator``, ``flag`` (words
    separated by a space), ``percentile``, ``peer_median``. Cells without a number
    have a row too: its flag says why. Numbers are written so that reading gives
    the same bits. A file appears only when it is complete.

    Parameters
    ----------
    path
        The file; for JSON-stat a folder, with one file a block (``gmina-A.json``).
    levels, indicators, units, periods
        What to choose, None = everything; ``units`` by public code or uid,
        ``periods`` by label.
    units_of_measure
        By indicator, for SDMX-CSV and JSON-stat; ``_Z`` (not applicable) otherwise.

    Raises
    ------
    ExchangeError
        When nothing is chosen, a name is unknown, or JSON would have to say
        infinity.
    ValueError
        When the format is none of :class:`Format`.
    """
    kind = Format(format)
    chosen = list(parts(vintage, Selection(levels, indicators, units, periods)))
    if not chosen:
        raise ExchangeError("the selection leaves nothing to export")
    measures = dict(units_of_measure or {})
    if kind is Format.JSON_STAT:
        path.mkdir(parents=True, exist_ok=True)
        files = tuple(path / f"{part.name}.json" for part in chosen)
        for file, part in zip(files, chosen, strict=True):
            _whole(file, partial(_write_json_stat, vintage, part, measures))
    else:
        files = (path,)
        write = {
            Format.PARQUET: lambda sink: _write_parquet(sink, chosen),
            Format.CSV: lambda sink: _write_csv(sink, chosen),
            Format.SDMX_CSV: lambda sink: _write_sdmx(sink, chosen, measures),
        }[kind]
        _whole(path, write)
    return Exported(files, sum(_size(part) for part in chosen))


def _whole(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as sink:
            write(sink)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_json_stat(
    vintage: Vintage, part: Part, measures: Mapping[str, str], sink: IO[bytes]
) -> None:
    jsonstat.write(sink, vintage, part, measures)


def _write_parquet(sink: IO[bytes], chosen: list[Part]) -> None:
    # One frame: Polars then encodes columns on all cores. Statistics would cost
    # a fifth of the time and help nobody who reads whole columns.
    table = pl.concat(frames(chosen, _ROWS_AT_ONCE * 4), rechunk=False)
    table.write_parquet(
        sink, compression="lz4", statistics=False, row_group_size=_ROW_GROUP
    )


def _write_csv(sink: IO[bytes], chosen: list[Part]) -> None:
    for number, table in enumerate(frames(chosen, _ROWS_AT_ONCE)):
        table.write_csv(sink, include_header=number == 0, batch_size=_LINES_A_TASK)


def _write_sdmx(
    sink: IO[bytes], chosen: list[Part], measures: Mapping[str, str]
) -> None:
    for number, table in enumerate(frames(chosen, _ROWS_AT_ONCE)):
        sdmx.from_table(table, measures).write_csv(
            sink, include_header=number == 0, batch_size=_LINES_A_TASK
        )


def _size(part: Part) -> int:
    return len(part.indicators) * len(part.periods) * len(part.uids)
