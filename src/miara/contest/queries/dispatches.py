"""Letters of an edition to units, with how far each dispatch is."""

from __future__ import annotations

from django.db.models import Count

from miara.contest.letters.shared import OWNER
from miara.contest.models import Edition
from miara.notifications import public as notifications
from miara.notifications.public import Dispatch, DispatchItem

__all__ = ["dispatches_with_progress"]


def dispatches_with_progress(edition: Edition) -> list[dict[str, object]]:
    """The newest twenty, each with numbers of letters by state. Two queries."""
    rows: list[Dispatch] = list(notifications.dispatches_of(OWNER, edition.uid)[:20])
    counts: dict[tuple[int, str], int] = {
        (dispatch, state): number
        for dispatch, state, number in DispatchItem.objects.filter(dispatch__in=rows)
        .order_by()
        .values_list("dispatch_id", "state")
        .annotate(Count("pk"))
    }
    state = DispatchItem.State
    return [
        {
            "row": row,
            "total": row.letters,  # type: ignore[attr-defined]
            "done": counts.get((row.pk, state.DONE), 0),
            "returned": counts.get((row.pk, state.RETURNED), 0),
            "without_address": counts.get((row.pk, state.NO_ADDRESS), 0),
        }
        for row in rows
    ]
