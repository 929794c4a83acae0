"""Who has a sheet open: noted while they write, forgotten after a day.

Presence is no act of anybody, so nothing of it goes to the trail.
"""

from datetime import datetime, timedelta

from miara.accounts.public import User
from miara.questionnaires.models import AnswerSheet, SheetPresence

__all__ = ["KEPT_FOR", "forget_presences", "note_presence"]

#: What the page about privacy promises.
KEPT_FOR = timedelta(days=1)


def note_presence(*, sheet: AnswerSheet, section: str, by: User, now: datetime) -> None:
    """Remember that a person has a section open."""
    SheetPresence.objects.update_or_create(
        sheet=sheet, user=by, defaults={"section": section, "seen_at": now}
    )


def forget_presences(*, now: datetime) -> int:
    """Delete presences of people last seen a day ago or earlier; how many they were."""
    deleted, _rows = SheetPresence.objects.filter(seen_at__lte=now - KEPT_FOR).delete()
    return deleted
