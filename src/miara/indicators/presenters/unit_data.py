"""The numbers of a unit's page for programs and spreadsheets."""

import csv
import io
import math
from collections.abc import Iterator
from typing import Any, Final

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _

from miara.cube import flags as f
from miara.indicators.domain.unit_changes import Movement
from miara.indicators.domain.unit_types import UNIT_TYPES
from miara.indicators.presenters import sentences
from miara.indicators.presenters.unit_rows import VERDICTS
from miara.indicators.queries.unit_figures import Figures, figures
from miara.indicators.queries.unit_pages import UnitView
from miara.units.public import UnitFacts

#: Columns of the CSV and keys of the JSON items, in this order.
COLUMNS: Final = (
    "indicator", "title", "domain", "unit_of_measure", "period", "value", "lower",
    "upper", "numerator", "denominator", "flag", "group_count", "group_below",
    "group_equal", "percentile", "group_q10", "group_q25", "group_median", "group_q75",
    "group_q90", "previous_period", "previous_value", "verdict",
)  # fmt: skip
TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def answer(view: UnitView, suffix: str, language: str) -> HttpResponse:
    """The data of a page: full precision, empty where there is no number."""
    found = figures(view.facts, view.place, view.group, view.period)
    items = list(items_of(found, language))
    if suffix == "csv":
        body = as_csv(COLUMNS, items)
    else:
        body = orjson.dumps({**_about(view, found), "items": items})
    return download(body, suffix, view.unit.address)


def as_csv(columns: tuple[str, ...], items: list[dict[str, Any]]) -> bytes:
    """RFC 4180 with a point and UTF-8; a mark at the start so that Excel reads it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for item in items:
        writer.writerow(["" if item[c] is None else item[c] for c in columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def download(body: bytes, suffix: str, name: str) -> HttpResponse:
    """A file with its name; readable from scripts of any site, as open data are."""
    response = HttpResponse(body, content_type=TYPES[suffix])
    response["Content-Disposition"] = f'inline; filename="{name}.{suffix}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def gone(unit: UnitFacts, suffix: str) -> HttpResponse:
    """410 with the units that took an abolished one over."""
    if suffix == "csv":
        rows = [{"code": ref.code, "name": ref.name} for ref in unit.successors]
        response = download(as_csv(("code", "name"), rows), suffix, unit.address)
    else:
        body = {
            "title": _("This local government no longer exists."),
            "status": 410,
            "unit": unit.code,
            "successors": [
                {"code": ref.code, "name": ref.name} for ref in unit.successors
            ],
        }
        response = download(orjson.dumps(body), suffix, unit.address)
        response["Content-Type"] = "application/problem+json"
    response.status_code = 410
    return response


def items_of(found: Figures, language: str) -> Iterator[dict[str, Any]]:
    """One item an indicator, also where there is no number."""
    facts, summary = found.facts, found.summary
    for i, indicator in enumerate(facts.indicators):
        shown, before = int(summary.period[i]), int(found.before[i])
        bands = [_number(v) for v in summary.bands[:, i]]
        values = (
            indicator.code,
            indicator.title.in_language(language),
            indicator.domain,
            indicator.unit_of_measure,
            facts.periods[shown].label if shown >= 0 else None,
            _number(summary.value[i]),
            _number(found.lower[i]),
            _number(found.upper[i]),
            _number(found.numerator[i]),
            _number(found.denominator[i]),
            "+".join(f.names(int(found.flag[i]))),
            int(summary.count[i]) if shown >= 0 else None,
            int(summary.below[i]) if shown >= 0 else None,
            int(summary.equal[i]) if shown >= 0 else None,
            _number(summary.percentile[i]),
            *bands,
            facts.periods[before].label if before >= 0 else None,
            _number(found.series[i, before]) if before >= 0 else None,
            VERDICTS[int(found.standing.verdict[i])] or None,
        )
        yield dict(zip(COLUMNS, values, strict=True))


def _about(view: UnitView, found: Figures) -> dict[str, Any]:
    facts, unit = found.facts, view.unit
    members = found.group.members
    lists = members if members.ndim == 2 else members[None]
    topics = facts.topics if members.ndim == 2 else ("",)
    code_of = facts.vintage.code_of_unit
    return {
        "unit": {
            "code": unit.code,
            "name": unit.name,
            "type": UNIT_TYPES[unit.kind.value],
            "level": facts.level.value,
        },
        "vintage": facts.vintage.id,
        "known_at": view.asked.known_at.isoformat(),
        "year": found.year,
        "group": {
            "kind": found.group.wish.text,
            "words": sentences.group_words(found.group, facts.level).all,
            "lonely": found.group.lonely,
            "members": {
                topic: [code_of[facts.block.units[p]] for p in row.tolist() if p >= 0]
                for topic, row in zip(topics, lists, strict=False)
            },
        },
        "judged": found.standing.tested,
        "standing_out": found.standing.named,
        "steady_changes": [_movement(found, movement) for movement in found.movements],
    }


def _movement(found: Figures, movement: Movement) -> dict[str, Any]:
    facts = found.facts
    return {
        "indicator": facts.indicators[movement.indicator].code,
        "from": facts.periods[movement.first].label,
        "to": facts.periods[movement.last].label,
        "start": movement.start,
        "end": movement.end,
        "p_adjusted": movement.adjusted,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
