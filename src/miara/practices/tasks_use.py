"""What the calendar does for those who follow searches of practices."""

from dataclasses import asdict
from datetime import datetime

from miara.core.schedule import daily, due
from miara.practices.actions.following import erase_unconfirmed, send_search_alerts
from miara.practices.actions.meetings import erase_guests
from miara.practices.presenters.searches import search_words

__all__ = ["alert", "erase_requests"]


@due("practices.search_alerts", daily(hour=6))
def alert(now: datetime) -> dict[str, int]:
    """Mail those who follow a search for which something was published."""
    return asdict(send_search_alerts(now=now, words=search_words))


@due("practices.erase_requests", daily(hour=4))
def erase_requests(now: datetime) -> dict[str, int]:
    """Erase requests for mail that nobody confirmed, and guests of old meetings."""
    return {
        "searches": erase_unconfirmed(now=now),
        "guests": erase_guests(now=now),
    }
