"""Numbers of one indicator for programs and spreadsheets."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

import orjson

from miara.cube import flags as f
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.indicator_values import Plane, labels, number
from miara.indicators.queries.vintage_asof import Asked

COLUMNS: Final = (
    "unit", "name", "period", "value", "lower", "upper", "numerator", "denominator",
    "flag", "percentile", "peer_median",
)  # fmt: skip
_NUMBERS: Final = (
    "value", "lower", "upper", "numerator", "denominator", "percentile", "peer_median",
)  # fmt: skip


def items(here: Plane, periods: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """One item a unit and period, periods ascending, units by code.

    Numbers are as computed, not rounded; None = none, ``flag`` says why.
    """
    known = labels(here)
    by_code = sorted(range(len(known)), key=lambda place: known[place].code)
    arrays = {name: here.of(name) for name in _NUMBERS}
    for period in periods:
        label = here.periods[period].label
        rows = {name: array[period] for name, array in arrays.items()}
        for place in by_code:
            item = {name: number(row[place]) for name, row in rows.items()}
            yield {
                "unit": known[place].code,
                "name": known[place].name,
                "period": label,
                "flag": " ".join(f.names(int(here.flags[period, place]))),
                **item,
            }


def as_csv(here: Plane, periods: tuple[int, ...]) -> bytes:
    """The items as CSV: comma, decimal point, UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(items(here, periods))
    return out.getvalue().encode()


def as_json(here: Plane, periods: tuple[int, ...], asked: Asked) -> bytes:
    """The items as JSON, with what they are."""
    definition = here.definition
    language = words.language()
    return orjson.dumps(
        {
            "indicator": definition.code,
            "title": definition.title.in_language(language),
            "unit_of_measure": definition.unit_of_measure,
            "level": here.level.value,
            "periods": [here.periods[place].label for place in periods],
            "vintage": asked.row.vintage_id,
            "known_at": asked.known_at.isoformat(),
            "items": list(items(here, periods)),
        }
    )
