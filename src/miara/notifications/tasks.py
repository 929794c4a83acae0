"""What the calendar does for this context."""

from datetime import datetime, timedelta

from miara.core.schedule import daily, due, every
from miara.notifications import actions


@due("notifications.send", every(minutes=1), lease=timedelta(minutes=15))
def send(now: datetime) -> dict[str, int]:
    """Send what waits in the outbox."""
    return actions.send_due(now)


@due("notifications.erase", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase texts and addresses of messages long over."""
    return actions.erase_old(now)
