"""What the calendar does for this context."""

from datetime import datetime

from miara.core.schedule import due, every
from miara.questionnaires.actions.presence import forget_presences


@due("questionnaires.forget_presences", every(hours=1))
def forget(now: datetime) -> dict[str, int]:
    """Forget who had a form open a day ago."""
    return {"presences": forget_presences(now=now)}
