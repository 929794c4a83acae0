"""What an applicant learns after submitting: readers, feedback, the base."""

from typing import Any

from django import template

from miara.contest.models import Entry, EntryReading
from miara.contest.queries.feedback import sent_feedback
from miara.contest.queries.practice_cards import card_of
from miara.contest.queries.readings import parts_that_read

register = template.Library()


@register.inclusion_tag("contest/closing/_entry.html")
def entry_afterwards(entry: Entry) -> dict[str, Any]:
    """Who read it, by part and without names, feedback, the base.

    Three queries; none for a draft, which has no reader, no marks and no card.
    """
    if entry.latest_id is None:
        return {"entry": entry, "read_by": [], "feedback": False, "made": None}
    return {
        "entry": entry,
        "read_by": [
            {"label": EntryReading.Part(row.part).label, "first_on": row.first_on}
            for row in parts_that_read(entry)
        ],
        "feedback": sent_feedback(entry) is not None,
        "made": card_of(entry),
    }
