"""What the calendar does for the base."""

from dataclasses import asdict
from datetime import datetime

from miara.core.schedule import daily, due, every
from miara.practices import (  # noqa: F401 - all of them register
    moving_tasks,
    tasks_proposals,
    tasks_use,
)
from miara.practices.actions.booking import archive_due, publish_due
from miara.practices.actions.questions import ask_authors


@due("practices.ask_authors", daily(hour=7))
def ask(now: datetime) -> dict[str, int]:
    """Ask authors whether what they wrote is still true."""
    return asdict(ask_authors(now=now))


@due("practices.keep_moments", every(minutes=1))
def keep_moments(now: datetime) -> dict[str, int]:
    """Publish and archive what editors set a moment for."""
    return publish_due(now=now) | archive_due(now=now)
