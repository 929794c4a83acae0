"""Where the targets of a unit stand: numbers asked for once, judged in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from miara.indicators import public as indicators
from miara.strategy.domain.status import Judgement, judge
from miara.strategy.domain.targets import Direction, Kind, Point, Rule
from miara.strategy.models import LocalValue, Target
from miara.strategy.queries.values import breaks_of

__all__ = ["Measure", "Standing", "rule_of", "standings", "targets_of_unit", "year_of"]


@dataclass(frozen=True, slots=True)
class Measure:
    """The indicator of a target: what it is called and how its numbers are written.

    ``vintage`` is empty for a local indicator.
    """

    title: dict[str, str]
    symbol: dict[str, str]
    decimals: int
    polarity: str
    vintage: str
    code: str
    is_local: bool

    def in_language(self, language: str) -> tuple[str, str]:
        """Title and symbol; Polish where there is no other."""
        key = "en" if language.startswith("en") else "pl"
        return self.title[key] or self.title["pl"], self.symbol[key]


@dataclass(frozen=True, slots=True)
class Standing:
    """A target with its series and where it stands."""

    target: Target
    measure: Measure
    points: tuple[Point, ...]
    judgement: Judgement


def targets_of_unit(unit_uid: str) -> QuerySet[Target]:
    """Targets of a unit with goal, service, indicator and owner, steps prefetched."""
    rows = Target.objects.filter(unit_uid=unit_uid)
    rows = rows.select_related("goal__document", "service", "local", "owner")
    return rows.prefetch_related("steps").order_by("goal__code", "pk")


def standings(
    unit_uid: str, targets: Iterable[Target], until: int
) -> dict[int, Standing]:
    """Where each target stands, by its number.

    Three queries however many targets there are: the vintage, the published values of
    local indicators, their breaks.

    Parameters
    ----------
    until
        The last year whose number could be known.
    """
    rows = list(targets)
    national = indicators.series_of_unit(
        unit_uid, [row.national for row in rows if row.national]
    )
    local = {row.local_id for row in rows if row.local_id}
    values, breaks = _published_numbers(local), breaks_of(local)
    found = {}
    for row in rows:
        if row.local_id:
            points = _local_points(
                values.get(row.local_id, []), breaks.get(row.local_id, set())
            )
        else:
            points = _national_points(national.get(row.national))
        measure = _measure(row, national.get(row.national))
        judgement = judge(rule_of(row), points, until)
        found[row.pk] = Standing(row, measure, points, judgement)
    return found


def rule_of(row: Target) -> Rule:
    """The numbers of a target; its steps must be prefetched for a list."""
    has_base = row.baseline_year is not None and row.baseline_value is not None
    return Rule(
        kind=Kind(row.kind),
        final_year=row.final_year,
        direction=Direction(row.direction),
        baseline=(row.baseline_year, row.baseline_value) if has_base else None,  # type: ignore[arg-type]
        final=row.final_value,
        lower=row.lower,
        upper=row.upper,
        steps=tuple(sorted((step.year, step.value) for step in row.steps.all())),
        tolerance=row.tolerance,
    )


def year_of(period: str) -> int | None:
    """The year that a period closes: the last quarter counts, earlier ones do not.

    >>> year_of("2025"), year_of("2025-Q4"), year_of("2025-Q3")
    (2025, 2025, None)
    """
    if len(period) == 4:
        return int(period)
    return int(period[:4]) if period.endswith("-Q4") else None


class _Number(NamedTuple):
    """A published number of an own indicator."""

    period: str
    value: Decimal | None
    margin: Decimal | None


def _published_numbers(ids: set[int]) -> dict[int, list[_Number]]:
    """Published numbers by indicator, oldest first. One query.

    Rows of thousands of indicators are not made into objects: only these are looked at.
    """
    rows = LocalValue.objects.filter(indicator__in=ids, state="PUBLISHED")
    told = rows.order_by("period").values_list(
        "indicator_id", "period", "value", "margin"
    )
    found: dict[int, list[_Number]] = {}
    for indicator, period, value, margin in told:
        found.setdefault(indicator, []).append(_Number(period, value, margin))
    return found


def _local_points(values: list[_Number], breaks: set[str]) -> tuple[Point, ...]:
    found = []
    for row in values:
        year = year_of(row.period)
        if year is not None:
            broken = any(each.startswith(str(year)) for each in breaks)
            found.append(Point(year, row.value, row.margin, broken))
    return tuple(found)


def _national_points(series: indicators.SeriesOfUnit | None) -> tuple[Point, ...]:
    if series is None:
        return ()
    return tuple(
        Point(
            each.year,
            _exact(each.value, series.decimals),
            _margin(each, series.decimals),
            each.broken,
        )
        for each in series.years
    )


def _margin(value: indicators.YearValue, decimals: int) -> Decimal | None:
    """The wider half of an interval, so that doubt is never made smaller."""
    if value.lower is None or value.upper is None:
        return None
    half = max(value.upper - value.value, value.value - value.lower)
    return _exact(half, decimals + 1)


def _exact(value: float, decimals: int) -> Decimal:
    """The number as people see it: judged with the places with which it is shown."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(value)).quantize(step, ROUND_HALF_UP)


def _measure(row: Target, series: indicators.SeriesOfUnit | None) -> Measure:
    if row.local is not None:
        own = row.local
        return Measure(
            title={"pl": own.name, "en": ""},
            symbol={"pl": own.measure, "en": own.measure},
            decimals=own.decimals,
            polarity=own.direction.lower(),
            vintage="",
            code=own.code,
            is_local=True,
        )
    if series is None:
        return Measure(
            {"pl": row.national, "en": ""},
            {"pl": "", "en": ""},
            2,
            "none",
            "",
            row.national,
            is_local=False,
        )
    return Measure(
        title={"pl": series.title_pl, "en": series.title_en},
        symbol={"pl": series.symbol_pl, "en": series.symbol_en},
        decimals=series.decimals,
        polarity=series.polarity,
        vintage=series.vintage,
        code=series.code,
        is_local=False,
    )
