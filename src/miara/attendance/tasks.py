"""What the calendar does for registration."""

from datetime import datetime

from miara.attendance.actions.erasing import erase_due
from miara.core.schedule import daily, due


@due("attendance.erase", daily(hour=3))
def erase(now: datetime) -> dict[str, int]:
    """Erase special needs and people of events that are over."""
    return erase_due(now=now)
