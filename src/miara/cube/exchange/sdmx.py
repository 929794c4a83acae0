"""SDMX-CSV 2.0: the long table in the words of statistical offices.

Dimensions FREQ, LEVEL, REF_AREA, INDICATOR, TIME_PERIOD; the measure OBS_VALUE;
everything else is an attribute. OBS_STATUS holds the one code of CL_OBS_STATUS
that says most, FLAG all our words, so that reading back loses nothing.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from miara.cube.exchange.table import FLAG_WORDS, NUMBERS, SCHEMA
from miara.cube.periods import Frequency, Period

STRUCTURE_ID: Final = "MIARA:DF_MIARA(1.0)"
COLUMNS: Final = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "LEVEL",
    "REF_AREA",
    "INDICATOR",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "CONF_STATUS",
    "UNIT_MEASURE",
    "LOWER",
    "UPPER",
    "NUMERATOR",
    "DENOMINATOR",
    "PERCENTILE",
    "PEER_MEDIAN",
    "FLAG",
    "UID",
)
# Strongest first: a cell that is provisional and after a break reads P.
_STATUS_OF_WORD: Final = {
    "confidential": "Q",
    "not_applicable": "M",
    "missing": "O",
    "provisional": "P",
    "estimated": "E",
    "bridged": "I",
    "break_before": "B",
    "summed": "A",
    "zero_event": "A",
    "measured": "A",
}
_NOT_APPLICABLE: Final = "_Z"


def from_table(table: pl.DataFrame, measures: Mapping[str, str]) -> pl.DataFrame:
    """The long table with SDMX columns; ``measures`` names units by indicator."""
    flag, period = pl.col("flag"), pl.col("period")
    labels = _categories(table, "period")
    codes = _categories(table, "indicator")
    return table.select(
        pl.lit("dataflow").alias("STRUCTURE"),
        pl.lit(STRUCTURE_ID).alias("STRUCTURE_ID"),
        pl.lit("I").alias("ACTION"),
        _translated(period, {p: _frequency(p) for p in labels}).alias("FREQ"),
        pl.col("level").alias("LEVEL"),
        pl.col("unit").alias("REF_AREA"),
        pl.col("indicator").alias("INDICATOR"),
        _translated(period, {p: time_period(p) for p in labels}).alias("TIME_PERIOD"),
        pl.col("value").alias("OBS_VALUE"),
        _translated(flag, {w: _status(w) for w in FLAG_WORDS}).alias("OBS_STATUS"),
        _translated(flag, {w: _confidence(w) for w in FLAG_WORDS}).alias("CONF_STATUS"),
        _translated(
            pl.col("indicator"), {c: measures.get(c, _NOT_APPLICABLE) for c in codes}
        ).alias("UNIT_MEASURE"),
        *(pl.col(name).alias(name.upper()) for name in NUMBERS if name != "value"),
        flag.alias("FLAG"),
        pl.col("uid").alias("UID"),
    ).select(COLUMNS)


def to_table(table: pl.DataFrame) -> pl.DataFrame:
    """Inverse of :func:`from_table`, with text columns as plain strings."""
    times = {t: label_of(t) for t in table["TIME_PERIOD"].unique().to_list()}
    return table.select(
        pl.col("LEVEL").alias("level"),
        pl.col("INDICATOR").alias("indicator"),
        pl.col("REF_AREA").alias("unit"),
        pl.col("UID").alias("uid"),
        _translated(pl.col("TIME_PERIOD"), times).alias("period"),
        pl.col("OBS_VALUE").alias("value"),
        pl.col("FLAG").alias("flag"),
        *(pl.col(name.upper()).alias(name) for name in NUMBERS if name != "value"),
    ).select(list(SCHEMA))


def time_period(label: str) -> str:
    """A period as SDMX writes it; a school year is a range of a year.

    >>> time_period("2024-Q3"), time_period("2023/2024")
    ('2024-Q3', '2023-09-01/P1Y')
    """
    period = Period.parse(label)
    if period.frequency is Frequency.SCHOOL_YEAR:
        return f"{period.start.isoformat()}/P1Y"
    return label


def label_of(time: str) -> str:
    """Inverse of :func:`time_period`."""
    if time.endswith("/P1Y"):
        year = int(time[:4])
        return f"{year}/{year + 1}"
    return time


def _categories(table: pl.DataFrame, column: str) -> list[str]:
    kind = table.schema[column]
    assert isinstance(kind, pl.Enum)
    return kind.categories.to_list()


def _frequency(label: str) -> str:
    frequency = Period.parse(label).frequency
    yearly = frequency is Frequency.SCHOOL_YEAR
    return str(Frequency.YEAR) if yearly else str(frequency)


def _status(words: str) -> str:
    present = set(words.split())
    return next(code for word, code in _STATUS_OF_WORD.items() if word in present)


def _confidence(words: str) -> str:
    return "C" if "confidential" in words.split() else "F"


def _translated(column: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    target = pl.Enum(list(dict.fromkeys(words.values())))
    return column.replace_strict(
        list(words), pl.Series(list(words.values()), dtype=target), return_dtype=target
    )
