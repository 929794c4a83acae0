"""What the calendar does for the portal."""

from datetime import datetime

from miara.core.schedule import due, every
from miara.portal.actions.booking import publish_due, withdraw_due


@due("portal.keep_moments", every(minutes=1))
def keep_moments(now: datetime) -> dict[str, int]:
    """Publish and withdraw what editors set a moment for."""
    return publish_due(now=now) | withdraw_due(now=now)
