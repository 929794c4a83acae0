"""Values of local indicators: the series in force, versions, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from miara.strategy.models import (
    LocalBreak,
    LocalIndicator,
    LocalValue,
    SurveyCount,
)
from miara.strategy.models.value import OPEN_STATES

__all__ = [
    "breaks_of",
    "history_of",
    "indicators_of",
    "newest_value",
    "open_values",
    "published_of",
    "published_values",
    "seen_mark",
    "surveys_of",
    "values_before",
]

State = LocalValue.State


def indicators_of(unit_uid: str) -> QuerySet[LocalIndicator]:
    """Local indicators of a unit, retired ones last, each with posts and domain."""
    rows = LocalIndicator.objects.filter(unit_uid=unit_uid).select_related(
        "owner", "supplier", "approver", "domain", "service"
    )
    return rows.order_by("retired_on", "code", "pk")


def published_values(ids: Iterable[int]) -> dict[int, list[LocalValue]]:
    """Published values by indicator, oldest first. One query."""
    rows = LocalValue.objects.filter(indicator__in=set(ids), state=State.PUBLISHED)
    found: dict[int, list[LocalValue]] = {}
    for row in rows.order_by("period"):
        found.setdefault(row.indicator_id, []).append(row)
    return found


def published_of(indicator: LocalIndicator) -> list[LocalValue]:
    """Published values of one indicator, oldest first."""
    return published_values([indicator.pk]).get(indicator.pk, [])


def breaks_of(ids: Iterable[int]) -> dict[int, set[str]]:
    """Periods after a break by indicator. One query."""
    found: dict[int, set[str]] = {}
    for row in LocalBreak.objects.filter(indicator__in=set(ids)):
        found.setdefault(row.indicator_id, set()).add(row.period)
    return found


def values_before(indicator: LocalIndicator, period: str) -> tuple[Decimal, ...]:
    """Published numbers of earlier periods since the last break, oldest first."""
    first = max(
        (b for b in breaks_of([indicator.pk]).get(indicator.pk, ()) if b <= period),
        default="",
    )
    rows = LocalValue.objects.filter(
        indicator=indicator,
        state=State.PUBLISHED,
        period__lt=period,
        period__gte=first,
        value__isnull=False,
    )
    found = rows.order_by("period").values_list("value", flat=True)
    return tuple(value for value in found if value is not None)


def history_of(indicator: LocalIndicator) -> QuerySet[LocalValue]:
    """Every version of every period, the newest period and version first."""
    rows = LocalValue.objects.filter(indicator=indicator)
    return rows.select_related("entered_by", "approved_by").order_by(
        "-period", "-version"
    )


def open_values(unit_uid: str) -> QuerySet[LocalValue]:
    """Versions that are not finished, by indicator and period."""
    rows = LocalValue.objects.filter(
        indicator__unit_uid=unit_uid, state__in=OPEN_STATES
    )
    return rows.select_related("indicator", "entered_by").order_by(
        "indicator__code", "period", "pk"
    )


def surveys_of(indicator: LocalIndicator) -> QuerySet[SurveyCount]:
    """Counted surveys of an indicator and drafts, the newest period first."""
    rows = SurveyCount.objects.filter(indicator=indicator)
    return rows.select_related("value").order_by("-period", "-sent_at", "-pk")


def newest_value(indicator: LocalIndicator, period: str) -> LocalValue | None:
    """The newest version of a period in any state."""
    rows = LocalValue.objects.filter(indicator=indicator, period=period)
    return rows.order_by("-version").first()


def seen_mark(newest: LocalValue | None) -> str:
    """A mark by which a form knows that nobody entered anything meanwhile."""
    if newest is None:
        return ""
    return f"{newest.version}-{newest.entered_at.isoformat()}"
