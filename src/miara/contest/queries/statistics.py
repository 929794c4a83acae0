"""Numbers about an edition that may be public beside its results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count

from miara.contest.models import Assignment, Edition, Entry
from miara.core.localized import Localized

__all__ = ["CellCount", "cell_counts", "mean_points"]


@dataclass(frozen=True, slots=True)
class CellCount:
    """Applications assessed in a group and domain."""

    group: Localized
    domain: Localized
    count: int


def cell_counts(edition: Edition) -> list[CellCount]:
    """Applications admitted to the assessment by group and domain. One query."""
    rows = (
        Entry.objects.filter(edition=edition, state=Entry.State.ACCEPTED)
        .exclude(cell=None)
        .values("cell__group__name", "cell__domain__name")
        .annotate(count=Count("pk"))
        .order_by("cell__group__position", "cell__domain__position")
    )
    return [
        CellCount(
            Localized.of(row["cell__group__name"]),
            Localized.of(row["cell__domain__name"]),
            row["count"],
        )
        for row in rows
    ]


def mean_points(entry_ids: Iterable[int]) -> dict[int, Decimal]:
    """Plain mean of submitted points of applications, by key. One query."""
    rows = (
        Assignment.objects.filter(
            entry__in=list(entry_ids), state=Assignment.State.SUBMITTED
        )
        .values("entry")
        .annotate(mean=Avg("total"))
        .order_by("entry")
    )
    return {row["entry"]: row["mean"] for row in rows if row["mean"] is not None}
