"""The public log: which vintages were served, and what each changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Sum

from miara.indicators.models import PublishedVintage, Revision


@dataclass(frozen=True, slots=True)
class Served:
    """A vintage that was served, and what it changed then."""

    row: PublishedVintage
    first_served_at: datetime
    changed: int
    added: int


def served_vintages() -> list[Served]:
    """Vintages that were ever served, the latest served first. Two queries."""
    sums: dict[object, tuple[int, int]] = {
        entry["vintage"]: (entry["all_changed"], entry["all_added"])
        for entry in Revision.objects.values("vintage").annotate(
            all_changed=Sum("count"), all_added=Sum("added")
        )
    }
    rows = PublishedVintage.objects.filter(publications__isnull=False).annotate(
        first_served_at=Min("publications__published_at"),
        last_served_at=Max("publications__published_at"),
    )
    return [
        Served(row, row.first_served_at, *sums.get(row.pk, (0, 0)))
        for row in rows.order_by("-last_served_at", "-pk")
    ]


def served_vintage_by_id(vintage_id: str) -> PublishedVintage | None:
    """One vintage that was ever served, by its name."""
    return (
        PublishedVintage.objects.filter(
            publications__isnull=False, vintage_id=vintage_id
        )
        .annotate(first_served_at=Min("publications__published_at"))
        .first()
    )


def revisions_of_vintage(row: PublishedVintage) -> list[Revision]:
    """What a vintage changed: indicators first, the largest changes first."""
    rows = Revision.objects.filter(vintage=row).defer("cells")
    return sorted(rows, key=lambda r: (not r.is_indicator, -r.count, -r.added, r.code))


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log on an indicator's page."""

    revision: Revision
    vintage_id: str


def revisions_of_series(
    codes: Collection[str], until: datetime, most: int = 10
) -> list[Logged]:
    """Changes of an indicator and its inputs known at a moment, newest first."""
    rows = (
        Revision.objects.filter(code__in=codes, recorded_at__lte=until, count__gt=0)
        .select_related("vintage")
        .defer("cells")
        .order_by("-recorded_at", "-is_indicator", "-pk")[:most]
    )
    return [Logged(row, row.vintage.vintage_id) for row in rows]
