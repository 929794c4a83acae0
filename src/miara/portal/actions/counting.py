"""Counting views: in memory of the process, written once in a while.

Nothing of a reader is kept, not for a moment: no address, no cookie, no digest. Who
reloads is counted again. Counts that were not written when the process ends are lost.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from miara.portal.domain.robots import is_robot
from miara.portal.models import DailyViews

__all__ = ["buffer", "count_view", "write_counts"]

log = structlog.get_logger(__name__)

Key = tuple[str, int, date]
#: A write for each view would cost more than making the page.
WRITE_AFTER: Final = timedelta(seconds=30)


class Buffer:
    """Views of this process that are not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._since: datetime | None = None

    def add(self, key: Key, now: datetime) -> bool:
        """Count one view; whether it is time to write."""
        with self._lock:
            self._counts[key] += 1
            self._since = self._since or now
            return now - self._since >= WRITE_AFTER

    def take(self) -> Counter[Key]:
        """All counts, which the caller now has to write."""
        with self._lock:
            taken, self._counts, self._since = self._counts, Counter(), None
            return taken


buffer: Final = Buffer()


def count_view(
    kind: DailyViews.Kind, number: int, *, agent: str, now: datetime
) -> None:
    """Count one view, unless the reader says to be a program."""
    if is_robot(agent):
        return
    if buffer.add((kind.value, number, timezone.localdate(now)), now):
        write_counts()


def write_counts() -> int:
    """Write what was counted; how many rows. A busy database loses them."""
    counts = buffer.take()
    try:
        with transaction.atomic():
            for (kind, number, day), count in sorted(counts.items()):
                row, _is_new = DailyViews.objects.get_or_create(
                    kind=kind, number=number, day=day
                )
                DailyViews.objects.filter(pk=row.pk).update(count=F("count") + count)
    except DatabaseError:
        log.warning("portal.counts_lost", rows=len(counts), exc_info=True)
        return 0
    return len(counts)
