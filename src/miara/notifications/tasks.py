"""What the calendar and the background worker do for this context."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from miara.accounts.public import User
from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import daily, due, every
from miara.notifications import actions
from miara.notifications.actions.letter_files import make_letters
from miara.notifications.domain.job_kinds import MAKE_LETTERS
from miara.notifications.models import Dispatch


@job(MAKE_LETTERS, retries=2)
def letters(progress: Progress, *, dispatch: int) -> dict[str, Any]:
    """Set the letter of a dispatch to each head."""
    count = make_letters(
        dispatch=Dispatch.objects.get(pk=dispatch),
        by=User.objects.get(pk=progress.by_id),
        now=timezone.now(),
        progress=progress,
    )
    line = ngettext("%(count)s letter was set.", "%(count)s letters were set.", count)
    return {"lines": [line % {"count": count}]}


@due("notifications.send", every(minutes=1), lease=timedelta(minutes=15))
def send(now: datetime) -> dict[str, int]:
    """Send what waits in the outbox."""
    return actions.send_due(now)


@due("notifications.erase", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase texts and addresses of messages long over."""
    return actions.erase_old(now)
