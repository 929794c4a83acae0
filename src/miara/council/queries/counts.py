"""How many resolutions of a unit stand in each state."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from miara.council.domain.states import OPEN
from miara.council.models import Resolution

__all__ = ["counts_of"]


def counts_of(unit_uid: str, today: date) -> tuple[dict[str, int], int]:
    """How many of each state, and how many open ones are late; one query."""
    rows = Resolution.objects.filter(unit_uid=unit_uid).values("state")
    late = Count("pk", filter=Q(state__in=OPEN, deadline__lt=today))
    found = list(rows.annotate(count=Count("pk"), late=late).order_by("state"))
    counts = {row["state"]: row["count"] for row in found}
    return counts, sum(row["late"] for row in found)
