"""Diplomas, and letters after a release."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from miara.accounts.public import User
from miara.contest.actions.announcing import announce_due
from miara.contest.actions.diplomas import prepare_diplomas
from miara.contest.models import Edition
from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import due, every


@job("contest.make_diplomas", retries=1)
def make_diplomas(progress: Progress, *, edition: str) -> dict[str, Any]:
    """Make every diploma that is missing."""
    count = prepare_diplomas(
        edition=_edition(edition),
        by=_person(progress),
        now=timezone.now(),
        progress=progress,
    )
    line = ngettext(
        "%(count)s diploma was made.", "%(count)s diplomas were made.", count
    )
    return {"lines": [line % {"count": count}]}


@due("contest.announce_results", every(minutes=1), lease=timedelta(minutes=15))
def announce(now: datetime) -> dict[str, int]:
    """Queue letters about stages whose moment has passed."""
    return announce_due(now)


def _edition(uid: str) -> Edition:
    return Edition.objects.select_related("contest__owner", "form").get(uid=uid)


def _person(progress: Progress) -> User:
    return User.objects.get(pk=progress.by_id)
