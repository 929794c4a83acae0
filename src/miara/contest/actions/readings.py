"""Who opened which application: written down once a day."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from miara.accounts.public import User
from miara.contest.models import Entry, EntryReading

__all__ = ["note_reading"]


def note_reading(*, entry: Entry, by: User, part: str, now: datetime) -> None:
    """Remember that a person opened an application today in a part they play.

    One statement, which does nothing the second time. Pages that show an application
    to the office, to an expert or to the jury call it.

    Parameters
    ----------
    part
        One of `EntryReading.Part`.
    """
    row = EntryReading(
        entry=entry,
        reader=by,
        part=EntryReading.Part(part),
        on=timezone.localdate(now),
        first_at=now,
    )
    EntryReading.objects.bulk_create([row], ignore_conflicts=True)
