"""A target drawn: the numbers, the path it asks for, breaks, the margin of error."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.charts import Timeline, Words, timeline
from miara.charts.formats import numbers
from miara.cycle.public import Cell, Column, Row, Table
from miara.strategy.domain.targets import Kind, Point, required
from miara.strategy.presenters.words import (
    amount,
    indicator_title,
    rule_sentence,
    status_sentence,
)
from miara.strategy.queries.standing import Standing, rule_of

__all__ = ["target_figure"]

_NARROW = 360


def target_figure(standing: Standing) -> dict[str, Any] | None:
    """Values for ``components/figure.html``; None without any number."""
    if not standing.points:
        return None
    years = _years(standing)
    known = {point.year: point for point in standing.points}
    path = [_path(standing, year) for year in years]
    return {
        "title": indicator_title(standing),
        "sentence": f"{rule_sentence(standing)} {status_sentence(standing)}",
        "svg": _chart(standing, years, known, path, 640),
        "narrow": _chart(standing, years, known, path, _NARROW),
        "table": _table(standing, years, known, path),
        "id": f"target-{standing.target.pk}",
    }


def _years(standing: Standing) -> list[int]:
    first = standing.points[0].year
    base = standing.target.baseline_year
    first = min(first, base) if base else first
    return list(range(first, max(standing.target.final_year, first) + 1))


def _path(standing: Standing, year: int) -> Decimal | None:
    rule = rule_of(standing.target)
    if rule.kind is Kind.REACH:
        return required(rule, year)
    if rule.kind is Kind.AT_MOST:
        return dict(rule.steps).get(year, rule.final)
    return None


def _chart(
    standing: Standing,
    years: list[int],
    known: dict[int, Point],
    path: list[Decimal | None],
    width: int,
) -> str:
    def values(pick: Any) -> list[float | None]:
        found = [known.get(year) for year in years]
        return [_float(pick(p)) if p is not None else None for p in found]

    has_margin = any(point.margin for point in standing.points)
    places = {year: place for place, year in enumerate(years)}
    breaks = {
        places[point.year]: _("the way of counting changed")
        for point in standing.points
        if point.broken and places.get(point.year)
    }
    language = get_language() or "pl"
    title, symbol = standing.measure.in_language(language)
    data = Timeline(
        uid=f"t{standing.target.pk}-{width}",
        title=title,
        description=rule_sentence(standing),
        periods=[str(year) for year in years],
        values=values(lambda p: p.value),
        lower=values(lambda p: _moved(p, -1)) if has_margin else (),
        upper=values(lambda p: _moved(p, 1)) if has_margin else (),
        target=[_float(value) for value in path] if any(path) else (),
        breaks=breaks,
        words=Words(target=_("target")),
        unit_of_measure=symbol,
    )
    tick = numbers(language, standing.measure.decimals)
    return timeline(data, tick=tick, width=width).svg


def _moved(point: Point, sign: int) -> Decimal | None:
    if point.value is None:
        return None
    return point.value + sign * (point.margin or Decimal(0))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _table(
    standing: Standing,
    years: list[int],
    known: dict[int, Point],
    path: list[Decimal | None],
) -> Table:
    rows = []
    for year, asked in zip(years, path, strict=True):
        point = known.get(year)
        value = point.value if point else None
        rows.append(
            Row(
                [
                    Cell(str(year)),
                    Cell(amount(standing, value)),
                    Cell(amount(standing, asked)),
                ]
            )
        )
    return Table(
        caption=indicator_title(standing),
        columns=[
            Column(_("Year")),
            Column(_("Value"), numeric=True),
            Column(_("Path of the target"), numeric=True),
        ],
        rows=rows,
    )
