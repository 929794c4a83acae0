"""What the calendar does for those whom terms wait for."""

from datetime import datetime

from miara.core.schedule import daily, due
from miara.cycle.actions.reminders import send_reminders

__all__ = ["remind"]


@due("cycle.reminders", daily(hour=7))
def remind(now: datetime) -> dict[str, int]:
    """Mail those whom terms of their unit's year wait for."""
    return {"letters": send_reminders(now=now)}
