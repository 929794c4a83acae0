"""What the calendar does for proposals of readers."""

from datetime import datetime

from miara.core.schedule import daily, due
from miara.practices.actions.proposals import erase_proposals

__all__ = ["erase"]


@due("practices.erase_proposals", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase what nobody confirmed, and names that are no longer needed."""
    return erase_proposals(now=now)
