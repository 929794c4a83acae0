"""Closing an edition: the end of changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.closing import FileClosedError, NotFinishedError
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.queries.closing import blockers_of
from miara.contest.still import closed_on

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["close_edition"]


@transaction.atomic
def close_edition(*, edition: Edition, by: User, now: datetime) -> Edition:
    """Close the file of an edition for good; from now on nothing in it changes.

    The clock of the retention of personal data starts.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    FileClosedError
        When it is closed already.
    NotFinishedError
        While anything is open, with everything that is.
    """
    require(can_organise(by, edition, now=now))
    found = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if found.archived_at is not None:
        raise FileClosedError(on=closed_on(found))
    blockers = blockers_of(found, now=now)
    if blockers:
        raise NotFinishedError(blockers)
    found.archived_at = now
    Edition.objects.filter(pk=found.pk).update(archived_at=now)
    audit.record(
        "contest.edition_closed",
        by=by,
        at=now,
        target=found,
        after={"archived_at": now},
    )
    return found
