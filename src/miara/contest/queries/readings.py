"""Who read which application; applicants learn that it was read, not by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet

from miara.contest.models import Edition, Entry, EntryReading

__all__ = ["PartRead", "parts_that_read", "readings_of"]


@dataclass(frozen=True, slots=True)
class PartRead:
    """In which part an application was read, and since when; nobody is named."""

    part: str
    first_on: date


def readings_of(
    edition: Edition, *, number: str = "", part: str = ""
) -> QuerySet[EntryReading]:
    """Readings of an edition for its organiser, newest first.

    Parameters
    ----------
    number
        Only of the application with this number.
    part
        Only by people in this part.
    """
    found = EntryReading.objects.filter(entry__edition=edition)
    if number:
        found = found.filter(entry__number=number)
    if part:
        found = found.filter(part=part)
    return found.select_related("entry", "reader").order_by("-first_at", "-pk")


def parts_that_read(entry: Entry) -> list[PartRead]:
    """For applicants: that the office, experts or the jury read it. One query.

    None for a draft, which nobody reads but its authors.
    """
    if entry.latest_id is None:
        return []
    rows = (
        EntryReading.objects.filter(entry=entry)
        .order_by()
        .values_list("part")
        .annotate(first=Min("on"))
    )
    order = list(EntryReading.Part.values)
    found = [PartRead(part, first) for part, first in rows]
    return sorted(found, key=lambda row: order.index(row.part))
