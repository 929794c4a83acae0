"""What the calendar does for this context."""

from datetime import datetime

from miara.core.schedule import daily, due
from miara.organisations.actions.directory import erase_old


@due("organisations.erase", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Drop files that nobody took over, and entries replaced long ago."""
    return erase_old(now)
