"""What the worker does: follows the outbox, builds the index when asked."""

import hashlib
import socket
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import daily, due, every
from miara.search import actions

# The calendar serves a task once for all workers; each host has an index of its own.
_HOST: Final = hashlib.sha256(
    f"{socket.gethostname()}:{settings.SEARCH_DIR}".encode()
).hexdigest()[:8]


@due(f"search.follow.{_HOST}", every(minutes=1), lease=timedelta(minutes=30))
def follow(now: datetime) -> dict[str, Any]:
    """Apply announced changes to the index of this host."""
    return asdict(actions.follow(now))


@due("search.prune", daily(hour=3))
def prune(now: datetime) -> int:
    """Delete announcements that every index has applied."""
    return actions.prune(now)


@job("search.rebuild", retries=1)
def rebuild(progress: Progress) -> dict[str, Any]:
    """Build the index of the worker's host anew."""
    return asdict(actions.rebuild(now=timezone.now(), progress=progress))
