"""What the calendar does for this context."""

from datetime import datetime, timedelta

from miara.core.schedule import daily, due, every
from miara.documents.actions import files


@due("documents.rescan", every(minutes=15), lease=timedelta(minutes=20))
def rescan(now: datetime) -> dict[str, int]:
    """Ask the antivirus about files it has not seen."""
    return files.rescan(now)


@due("documents.sweep", daily(hour=4))
def sweep(now: datetime) -> int:
    """Delete bytes that nothing names."""
    return files.sweep()
