"""What the calendar does for the portal."""

from dataclasses import asdict
from datetime import datetime

from miara.core.schedule import daily, due, every
from miara.portal.actions.booking import publish_due, withdraw_due
from miara.portal.actions.newsletter import erase_unconfirmed, send_newsletters


@due("portal.keep_moments", every(minutes=1))
def keep_moments(now: datetime) -> dict[str, int]:
    """Publish and withdraw what editors set a moment for."""
    return publish_due(now=now) | withdraw_due(now=now)


@due("portal.newsletters", daily(hour=8))
def newsletters(now: datetime) -> dict[str, int]:
    """Mail what is new to everybody whose period is over."""
    return asdict(send_newsletters(now=now))


@due("portal.erase_orders", daily(hour=4))
def erase_orders(now: datetime) -> dict[str, int]:
    """Erase requests for the newsletter that nobody confirmed."""
    return {"orders": erase_unconfirmed(now=now)}
