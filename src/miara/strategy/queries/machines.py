"""Reads for programs that send values, and for open data of all units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from miara.strategy.models import Document, LocalIndicator, LocalValue

__all__ = ["lock_indicators", "newest_versions", "units_with_public_documents"]


def lock_indicators(unit_uid: str, codes: Iterable[str]) -> dict[str, LocalIndicator]:
    """Indicators of a unit by their symbols, locked for the present transaction."""
    rows = LocalIndicator.objects.select_for_update(of=("self",)).filter(
        unit_uid=unit_uid, code__in=set(codes)
    )
    return {row.code: row for row in rows.order_by("pk")}


def newest_versions(ids: Iterable[int]) -> dict[tuple[int, str], LocalValue]:
    """The newest version of every period of indicators, in any state; one query."""
    rows = LocalValue.objects.filter(indicator__in=set(ids)).order_by("version")
    return {(row.indicator_id, row.period): row for row in rows}


def units_with_public_documents() -> dict[str, datetime]:
    """Units that made a document public, with the moment of the newest; one query."""
    rows = Document.objects.filter(published_at__isnull=False)
    return dict(
        rows.values_list("unit_uid")
        .annotate(at=Max("published_at"))
        .order_by("unit_uid")
    )
