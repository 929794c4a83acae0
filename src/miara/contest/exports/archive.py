"""The archive and the statistics of units as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from miara.contest.domain.past_editions import TitleIs
from miara.contest.domain.titles import TitleClass
from miara.contest.models import PastEdition, PastResult
from miara.contest.queries.archive import UnitCount
from miara.core.localized import Localized
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = [
    "RESULT_COLUMNS",
    "UNIT_COLUMNS",
    "as_csv",
    "as_json",
    "edition_records",
    "result_records",
    "unit_records",
]

Record = dict[str, Any]

RESULT_COLUMNS = (
    "edition", "year", "position", "entrant", "units", "group", "domain", "title",
    "title_is", "description", "award", "place", "ex_aequo", "level", "inferred",
    "sources", "source_urls",
)  # fmt: skip
UNIT_COLUMNS = (
    "code", "name", "kind", "voivodeship", "titles", "laureate", "other",
    "distinction", "final", "years",
)  # fmt: skip
#: A spreadsheet would take a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def result_records(results: Iterable[PastResult]) -> list[Record]:
    """One record a line of results; names and texts in Polish, as published."""
    results = list(results)
    known = _units_of(results)
    return [_result(result, known) for result in results]


def edition_records(
    editions: Iterable[PastEdition], results: Iterable[PastResult]
) -> list[Record]:
    """Everything known of editions, in both languages, with those of the results."""
    results = list(results)
    known = _units_of(results)
    return [
        {
            "code": edition.code,
            "year": edition.year,
            "name": Localized.of(edition.name).as_dict(),
            "theme": Localized.of(edition.theme).as_dict(),
            "facts": edition.facts,
            **edition.words,
            "gaps": Localized.of(edition.gaps).as_dict(),
            "sources": edition.sources,
            "results": [
                _result(result, known)
                for result in results
                if result.edition_id == edition.pk
            ],
        }
        for edition in editions
    ]


def _units_of(results: Iterable[PastResult]) -> dict[str, UnitFacts]:
    return units.units_by_uid({uid for r in results for uid in r.unit_uids})


def unit_records(
    counts: Iterable[UnitCount], known: Mapping[str, UnitFacts]
) -> list[Record]:
    """One record a unit, in the order of the list."""
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "kind": unit.kind.name,
            "voivodeship": unit.voivodeship.name if unit.voivodeship else "",
            "titles": count.titles,
            **{kind.value.lower(): count.by_class[kind] for kind in TitleClass},
            "years": list(count.years),
        }
        for count in counts
        if (unit := known.get(count.unit_uid)) is not None
    ]


def as_csv(columns: Sequence[str], records: Iterable[Record]) -> bytes:
    """Records as CSV in UTF-8 with a mark of order; lists are joined by spaces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record[column]) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def as_json(content: Any) -> bytes:
    """Content as JSON with letters as they are."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _result(result: PastResult, known: Mapping[str, UnitFacts]) -> Record:
    details, edition = result.details, result.edition
    names = {
        kind: {each["code"]: each["name"]["pl"] for each in edition.words.get(kind, ())}
        for kind in ("groups", "domains")
    }
    return {
        "edition": edition.code,
        "year": edition.year,
        "position": result.position,
        "entrant": result.entrant,
        "units": [known[uid].code for uid in result.unit_uids if uid in known],
        "group": names["groups"].get(result.group, ""),
        "domain": names["domains"].get(result.domain, ""),
        "title": result.title,
        "title_is": details.get("title_is", TitleIs.TITLE.value),
        "description": (details.get("description") or {}).get("pl", ""),
        "award": result.award,
        "place": details.get("place"),
        "ex_aequo": details.get("ex_aequo", False),
        "level": details.get("level", ""),
        "inferred": details.get("inferred", []),
        "sources": result.sources,
        "source_urls": [
            url for n in result.sources if (url := edition.sources[n]["url"])
        ],
    }


def _cell(value: object) -> object:
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
