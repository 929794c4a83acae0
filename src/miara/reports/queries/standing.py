"""How many targets stand how: counted once until something changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Count, Max, Model, Sum

from miara.indicators import public as indicators
from miara.reports.queries.prepared import UNIT, Prepared
from miara.strategy import public as strategy

__all__ = ["by_goal", "last_year"]

KEPT_SECONDS = 24 * 3600


def last_year(on: date) -> int:
    """The last year whose number could be known."""
    return on.year - 1


def by_goal(unit_uid: str, on: date) -> dict[int, Counter[str]]:
    """Statuses of targets counted by goal; targets of services are under 0.

    Judging thousands of targets takes a second, so counts are kept under a mark of
    everything they are made from: targets, values, the served vintage, the year.
    """
    key = f"reports.standing:{unit_uid}:{last_year(on)}:{_mark(unit_uid)}"
    found: dict[int, Counter[str]] | None = cache.get(key)
    if found is None:
        found = _counted(unit_uid, on)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _counted(unit_uid: str, on: date) -> dict[int, Counter[str]]:
    rows = strategy.targets_of_unit(unit_uid).exclude(goal__document__state="ENDED")
    found: dict[int, Counter[str]] = {}
    told = strategy.standings(unit_uid, rows, last_year(on)).values()
    for each in told:
        counts = found.setdefault(each.target.goal_id or 0, Counter())
        counts[each.judgement.status.value] += 1
    return found


def _mark(unit_uid: str) -> str:
    """Changes whenever a target, a value of an own indicator or the vintage does.

    A corrected value is a new row, so the sum of numbers of published rows grows with
    each correction and the count with each new period.
    """
    made_from = [each.rows(unit_uid) for each in _MADE_FROM]
    vintage = indicators.known_until(unit_uid, "").vintage
    told = ("-".join(_plain(row) for row in rows) for rows in made_from)
    return "-".join(told) + f"-{vintage}"


def _plain(row: tuple[Any, ...]) -> str:
    # The unit stands first: rows are grouped by it.
    return ".".join(str(value or 0) for value in row[1:])


def _numbers(table: type[Model], unit: str, **sums: Any) -> Prepared:
    """How many rows a unit has, and sums that move with every change of one."""
    return Prepared(
        lambda: (
            table._default_manager.filter(**{unit: UNIT})
            .order_by()
            .values_list(unit)
            .annotate(n=Count("pk"), **sums)
        )
    )


_MADE_FROM: Final = (
    _numbers(strategy.Target, "unit_uid", last=Max("pk"), versions=Sum("version")),
    _numbers(strategy.Document, "unit_uid", versions=Sum("version")),
    Prepared(
        lambda: (
            strategy.LocalValue.objects.filter(
                indicator__unit_uid=UNIT, state="PUBLISHED"
            )
            .order_by()
            .values_list("indicator__unit_uid")
            .annotate(n=Count("pk"), numbers=Sum("pk"))
        )
    ),
    _numbers(strategy.LocalBreak, "indicator__unit_uid", numbers=Sum("pk")),
)
