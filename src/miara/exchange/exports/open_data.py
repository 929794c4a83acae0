"""Everything public of the plans of a unit, as tables under stable addresses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.core.open_data import Dataset, Resource
from miara.indicators import public as indicators
from miara.instruments import public as instruments
from miara.strategy import public as strategy
from miara.units import public as units

__all__ = ["TABLES", "PublicTable", "dataset", "table_file"]

Row = dict[str, Any]
Column = tuple[str, Promise]


@dataclass(frozen=True, slots=True)
class PublicTable:
    """One table: its name in addresses, words, columns, and its rows on a day."""

    name: str
    title: Promise
    description: Promise
    columns: tuple[Column, ...]
    rows: Callable[[units.UnitFacts, date], Iterator[Row]]


def _documents(unit: units.UnitFacts) -> list[strategy.Document]:
    return list(strategy.public_documents(unit.uid).order_by("pk"))


def _targets(
    unit: units.UnitFacts, today: date
) -> tuple[list[strategy.Target], dict[int, strategy.Standing]]:
    """Targets of public documents and where they stand."""
    public = {row.pk for row in _documents(unit)}
    rows = [
        row
        for row in strategy.targets_of_unit(unit.uid)
        if row.goal is not None and row.goal.document_id in public
    ]
    return rows, strategy.standings(unit.uid, rows, today.year - 1)


def _goal_rows(unit: units.UnitFacts, today: date) -> Iterator[Row]:
    goals = strategy.goals_of(_documents(unit))
    for row in goals.order_by("document_id", "level", "position", "pk"):
        yield {
            "unit": unit.code,
            "document": row.document.title,
            "first_year": row.document.first_year,
            "last_year": row.document.last_year,
            "goal_id": row.pk,
            "parent_id": row.parent_id,
            "goal": row.code,
            "text": row.text,
            "expected_results": row.expected_results,
            "owner": row.owner.title if row.owner else None,
        }


def _target_rows(unit: units.UnitFacts, today: date) -> Iterator[Row]:
    rows, standing = _targets(unit, today)
    for row in rows:
        found = standing[row.pk]
        title, symbol = found.measure.in_language("pl")
        latest = found.judgement.latest
        yield {
            "unit": unit.code,
            "goal_id": row.goal_id,
            "indicator": found.measure.code,
            "title": title,
            "measure": symbol,
            "is_local": found.measure.is_local,
            "kind": row.kind,
            "direction": row.direction,
            "baseline_year": row.baseline_year,
            "baseline_value": row.baseline_value,
            "final_year": row.final_year,
            "final_value": row.final_value,
            "lower": row.lower,
            "upper": row.upper,
            "newest_year": latest.year if latest else None,
            "newest_value": latest.value if latest else None,
            "status": found.judgement.status.value,
            "vintage": found.measure.vintage,
        }


def _value_rows(unit: units.UnitFacts, today: date) -> Iterator[Row]:
    """Published values of local indicators that public targets name."""
    rows, _standing = _targets(unit, today)
    known = {row.local.pk: row.local for row in rows if row.local is not None}
    published = strategy.published_values(known)
    for own in sorted(known.values(), key=lambda one: one.code):
        for value in published.get(own.pk, ()):
            yield {
                "unit": unit.code,
                "indicator": own.code,
                "name": own.name,
                "measure": own.measure,
                "period": value.period,
                "value": value.value,
                "flag": value.flag,
                "margin": value.margin,
                "version": value.version,
                "published_at": value.published_at,
            }


def _instrument_rows(unit: units.UnitFacts, today: date) -> Iterator[Row]:
    for row in instruments.instruments_of(unit.uid, is_public=True):
        about = {
            "unit": unit.code,
            "kind": row.kind,
            "code": row.code,
            "name": row.name,
            "state": row.state,
            "since": row.since,
            "until": row.until,
            "district": row.district.name if row.district else None,
            "civic_year": row.civic_year,
            "votes": row.votes,
        }
        money = sorted(row.money.all(), key=lambda one: (one.year, one.source))
        for each in money:
            yield {
                **about,
                "year": each.year,
                "source": each.source,
                "planned": each.planned,
                "executed": each.executed,
            }
        if not money:
            yield about


_UNIT: Final[Column] = ("unit", _("TERYT code of the local government"))
_INDICATOR: Final[Column] = ("indicator", _("code of the indicator"))
_MEASURE: Final[Column] = ("measure", _("unit of measure"))

TABLES: Final[dict[str, PublicTable]] = {
    table.name: table
    for table in (
        PublicTable(
            "cele",
            _("Goals"),
            _("Goals of public strategies and programmes, one row a goal."),
            (
                _UNIT,
                ("document", _("title of the document")),
                ("first_year", _("first year of the document")),
                ("last_year", _("last year of the document")),
                ("goal_id", _("number of the goal on this site")),
                ("parent_id", _("number of the goal above; empty at the top")),
                ("goal", _("symbol of the goal")),
                ("text", _("wording of the goal")),
                ("expected_results", _("expected results")),
                ("owner", _("post that answers for the goal")),
            ),
            _goal_rows,
        ),
        PublicTable(
            "cele-liczbowe",
            _("Numeric targets"),
            _("What public documents want to reach and where it stands."),
            (
                _UNIT,
                ("goal_id", _("number of the goal, as in the table of goals")),
                _INDICATOR,
                ("title", _("name of the indicator")),
                _MEASURE,
                ("is_local", _("whether the local government measures it itself")),
                ("kind", _("rule of the target")),
                ("direction", _("which way is better")),
                ("baseline_year", _("year of the baseline value")),
                ("baseline_value", _("baseline value")),
                ("final_year", _("final year")),
                ("final_value", _("final value")),
                ("lower", _("lower bound of a band")),
                ("upper", _("upper bound of a band")),
                ("newest_year", _("year of the newest number")),
                ("newest_value", _("the newest number")),
                ("status", _("where the target stands, by an explicit rule")),
                ("vintage", _("state of national numbers; empty for local ones")),
            ),
            _target_rows,
        ),
        PublicTable(
            "wartosci",
            _("Values of local indicators"),
            _(
                "Published values of the indicators that public targets name, one row "
                "an indicator and period."
            ),
            (
                _UNIT,
                _INDICATOR,
                ("name", _("name of the indicator")),
                _MEASURE,
                ("period", _("year or quarter")),
                ("value", _("value; empty when the mark says why")),
                ("flag", _("mark of the value: measured, estimated, missing…")),
                ("margin", _("margin of error of a survey")),
                ("version", _("number of the version; above 1 it was corrected")),
                ("published_at", _("moment of publishing")),
            ),
            _value_rows,
        ),
        PublicTable(
            "programy",
            _("Programmes and projects"),
            _(
                "Public programmes and projects with their money, one row a year and "
                "source; amounts in złoty."
            ),
            (
                _UNIT,
                ("kind", _("programme, project, portfolio or network")),
                ("code", _("symbol")),
                ("name", _("name")),
                ("state", _("state")),
                ("since", _("first day")),
                ("until", _("last day")),
                ("district", _("village, housing estate or district")),
                ("civic_year", _("edition of the civic budget")),
                ("votes", _("votes in the civic budget")),
                ("year", _("year of the money")),
                ("source", _("source of the money")),
                ("planned", _("planned money")),
                ("executed", _("money spent")),
            ),
            _instrument_rows,
        ),
    )
}


def table_file(
    table: PublicTable, unit: units.UnitFacts, suffix: str, today: date
) -> tuple[bytes, str]:
    """Bytes of a table as CSV or JSON, and their media type.

    Parameters
    ----------
    suffix
        ``csv`` or ``json``.
    """
    if suffix == "csv":
        return _csv(table, unit, today), "text/csv; charset=utf-8"
    told = {
        "unit": {"code": unit.code, "name": unit.full_name},
        "columns": {name: str(words) for name, words in table.columns},
        "rows": [
            {name: _plain(row.get(name)) for name, _words in table.columns}
            for row in table.rows(unit, today)
        ],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return text.encode(), "application/json"


def dataset() -> Dataset | None:
    """Tables of all units for the national portal; None while nothing is public."""
    known = strategy.units_with_public_documents()
    found = units.units_by_uid(known)
    resources = [
        _resource(table, unit, known[uid])
        for uid, unit in sorted(found.items(), key=lambda each: each[1].code)
        for table in TABLES.values()
    ]
    if not resources:
        return None
    with translation.override("pl"):
        page = reverse("web:home")
    return Dataset(
        ident="miara-plany",
        path=page,
        title=_("Strategies and programmes of Polish local governments"),
        description=_(
            "Goals, numeric targets, values of local indicators and public programmes "
            "that local governments keep and published here themselves."
        ),
        frequency="daily",
        categories=("GOVE", "REGI"),
        tags=(_("strategy"), _("local government")),
        resources=tuple(resources),
        is_fictional=indicators.is_fictional(),
    )


def _resource(table: PublicTable, unit: units.UnitFacts, at: datetime) -> Resource:
    with translation.override("pl"):
        path = reverse(
            "exchange:open-file",
            kwargs={"address": unit.address, "name": table.name, "suffix": "csv"},
        )
    return Resource(
        ident=f"plany-{unit.code}-{table.name}",
        path=path,
        title=_Named(table.title, unit.full_name),  # type: ignore[arg-type]
        description=table.description,
        data_on=timezone.localdate(at),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A title with the name of a unit, in the language in which it is read."""

    title: Promise
    unit: str

    def __str__(self) -> str:
        return f"{self.title}: {self.unit}"


def _csv(table: PublicTable, unit: units.UnitFacts, today: date) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _words in table.columns])
    for row in table.rows(unit, today):
        writer.writerow([_cell(row.get(name)) for name, _words in table.columns])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: Any) -> Any:
    """A value of CSV; a text that a spreadsheet would run is quoted."""
    plain = _plain(value)
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return "" if plain is None else plain


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
