"""What the calendar does for applications."""

from __future__ import annotations

from datetime import datetime

from miara.contest.actions.supplements import expire_supplements, remind_supplements
from miara.contest.exports.application import receipt
from miara.contest.models import EntryVersion
from miara.core.schedule import due, every

#: Receipts made in one round; the rest waits for the next or for the first reader.
BATCH = 40


@due("contest.supplements", every(minutes=1))
def supplements(now: datetime) -> dict[str, int]:
    """Remind of supplements and close those whose deadline has passed."""
    return {"expired": expire_supplements(now), "reminded": remind_supplements(now)}


@due("contest.receipts", every(minutes=1))
def receipts(now: datetime) -> int:
    """Make the receipts that nobody has asked for yet."""
    rows = EntryVersion.objects.filter(receipt=None).select_related(
        "entry__edition__contest", "entry__sheet__version__form", "entry__union"
    )
    made = 0
    for version in rows.order_by("received_at", "pk")[:BATCH]:
        receipt(version, now=now)
        made += 1
    return made
