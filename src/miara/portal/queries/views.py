"""How often news and pages were read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from miara.portal.models import DailyViews

__all__ = ["DAYS", "views_of", "with_views"]

DAYS: Final = 30


def with_views(rows: QuerySet, kind: DailyViews.Kind, today: date) -> QuerySet:
    """The rows with ``view_count``, their views of the last thirty days."""
    views = (
        DailyViews.objects.filter(
            kind=kind, number=OuterRef("pk"), day__gt=today - timedelta(days=DAYS)
        )
        .order_by()
        .values("number")
        .annotate(total=Sum("count"))
        .values("total")
    )
    total = Subquery(views, output_field=IntegerField())
    return rows.annotate(view_count=Coalesce(total, 0))


def views_of(kind: DailyViews.Kind, number: int) -> list[tuple[date, int]]:
    """Days with views of one thing, the newest first."""
    found = DailyViews.objects.filter(kind=kind, number=number).order_by("-day")
    return list(found.values_list("day", "count"))
