"""How many targets stand how: counted once until something changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Sum

from miara.indicators import public as indicators
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
    """Changes whenever a target, a value of an own indicator or the vintage does."""
    targets = strategy.Target.objects.filter(unit_uid=unit_uid).aggregate(
        n=Count("pk"), last=Max("pk"), versions=Sum("version")
    )
    ended = strategy.Document.objects.filter(unit_uid=unit_uid).aggregate(
        n=Count("pk"), versions=Sum("version")
    )
    values = strategy.LocalValue.objects.filter(
        indicator__unit_uid=unit_uid, state="PUBLISHED"
    ).aggregate(n=Count("pk"), last=Max("pk"), numbers=Sum("version"))
    vintage = indicators.known_until(unit_uid, "").vintage
    return "-".join(_plain(each) for each in (targets, ended, values)) + f"-{vintage}"


def _plain(numbers: dict[str, Any]) -> str:
    return ".".join(str(value or 0) for value in numbers.values())
