"""Lists of indicators, files and changes as records for programs."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson

from miara.indicators.models import DataLoad, Revision
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_values import planes
from miara.indicators.queries.vintage_asof import Asked
from miara.indicators.queries.vintage_log import Served
from miara.units import public as units

Record = Mapping[str, Any]

INDICATOR_COLUMNS: Final = (
    "indicator", "title", "question", "domain", "kind", "unit_of_measure", "polarity",
    "numerator", "denominator", "factor", "interval", "levels", "status", "newest",
)  # fmt: skip
FILE_COLUMNS: Final = (
    "file", "title", "publisher", "source", "sha256", "retrieved_on", "loaded_at",
    "rows_read",
)  # fmt: skip
VINTAGE_COLUMNS: Final = (
    "vintage", "built_at", "first_served_at", "is_current", "changed", "added",
)  # fmt: skip
CHANGE_COLUMNS: Final = ("series", "level", "reason", "unit", "period", "old", "new")


def indicator_records(asked: Asked) -> list[Record]:
    """Every definition, with the newest period that has numbers."""
    language = words.language()
    records: list[Record] = []
    for definition in definitions().indicators.values():
        found = planes(asked.vintage, definition.code).values()
        newest = max((p.periods[p.known[-1]] for p in found), default=None)
        records.append(
            {
                "indicator": definition.code,
                "title": definition.title.in_language(language),
                "question": definition.question.in_language(language),
                "domain": definition.domain,
                "kind": definition.kind.value,
                "unit_of_measure": definition.unit_of_measure,
                "polarity": definition.polarity.value,
                "numerator": definition.numerator,
                "denominator": definition.denominator,
                "factor": definition.factor,
                "interval": definition.interval.value,
                "levels": " ".join(definition.levels),
                "status": definition.status.value,
                "newest": newest.label if newest else None,
            }
        )
    return records


def file_records(loads: Iterable[DataLoad]) -> list[Record]:
    """Files in use, with the checksum that identifies each."""
    return [
        {
            "file": load.file_name,
            "title": load.title,
            "publisher": load.publisher,
            "source": load.source,
            "sha256": load.sha256,
            "retrieved_on": load.retrieved_on,
            "loaded_at": load.loaded_at,
            "rows_read": load.rows_read,
        }
        for load in loads
    ]


def vintage_records(rows: Iterable[Served]) -> list[Record]:
    """Vintages that were served."""
    return [
        {
            "vintage": served.row.vintage_id,
            "built_at": served.row.built_at,
            "first_served_at": served.first_served_at,
            "is_current": served.row.is_current,
            "changed": served.changed,
            "added": served.added,
        }
        for served in rows
    ]


def change_records(revisions: Iterable[Revision]) -> list[Record]:
    """Every logged number with its old and new value; None = none. One query."""
    rows = list(revisions)
    known = units.units_by_uid({cell[0] for row in rows for cell in row.cells})
    return [
        {
            "series": row.code,
            "level": row.detail.get("level") or None,
            "reason": row.reason,
            "unit": known[cell[0]].code if cell[0] in known else cell[0],
            "period": cell[1],
            "old": cell[2],
            "new": cell[3],
        }
        for row in rows
        for cell in row.cells
    ]


def as_csv(columns: Sequence[str], records: Iterable[Record]) -> bytes:
    """Records as CSV: comma, decimal point, UTF-8, days as 2026-11-03."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for record in records:
        writer.writerow({key: _plain(value) for key, value in record.items()})
    return out.getvalue().encode()


def as_json(records: Sequence[Record], **about: Any) -> bytes:
    """Records as JSON under ``items``, beside what is said about them."""
    return orjson.dumps({**about, "count": len(records), "items": list(records)})


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
