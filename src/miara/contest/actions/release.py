"""The moment of truth: setting it, withdrawing it before it comes, telling people.

Nothing opens the results: readings compare ``released_at`` with the clock. What the
calendar does afterwards is only to send letters.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.jury import BrokenTitlesError
from miara.contest.errors.results import (
    NothingToReleaseError,
    OpenMeetingError,
    PastHourError,
    ReleasedAlreadyError,
    TypedWrongError,
)
from miara.contest.models import Edition, Release, TitleKind
from miara.contest.permissions import can_preside
from miara.contest.phrases import day_text, moment_text
from miara.contest.queries.jury import flaws_of_edition, open_meetings_with_decisions
from miara.contest.queries.results import decided

__all__ = [
    "check_finished",
    "release_now",
    "release_word",
    "set_release",
    "withdraw_release",
]


def release_word(edition: Edition, stage: str) -> str:
    """What the chair types to confirm: address of the edition and the stage."""
    return f"{edition.contest.code}/{edition.slug}/{stage.lower()}"


def release_now(
    *, edition: Edition, stage: str, typed: str, by: accounts.User, now: datetime
) -> Release:
    """Make a stage public at once; this cannot be undone.

    Raises
    ------
    As `set_release`.
    """
    return set_release(
        edition=edition, stage=stage, released_at=now, typed=typed, by=by, now=now
    )


@transaction.atomic
def set_release(
    *,
    edition: Edition,
    stage: str,
    released_at: datetime,
    typed: str,
    by: accounts.User,
    now: datetime,
) -> Release:
    """Set the moment from which a stage is public; it may move until it comes.

    Raises
    ------
    NotAllowedError
        When the person does not preside over the jury.
    TypedWrongError
        When the confirmation differs.
    ReleasedAlreadyError
        When the stage is public.
    PastHourError
        When the moment lies in the past.
    OpenMeetingError, NothingToReleaseError, BrokenTitlesError
        When the jury has not finished.
    """
    edition = _locked(edition)
    require(can_preside(by, edition, now=now))
    expected = release_word(edition, stage)
    if typed.strip() != expected:
        raise TypedWrongError(expected=expected)
    release = Release.objects.filter(edition=edition, stage=stage).first()
    _refuse_passed(release, now)
    if released_at < now:
        raise PastHourError(when=moment_text(released_at))
    check_finished(edition, stage)
    before = release and release.released_at
    release = release or Release(edition=edition, stage=stage)
    release.released_at, release.set_at, release.set_by = released_at, now, by
    release.save()
    audit.record(
        "contest.release_set",
        by=by,
        at=now,
        target=release,
        parent=edition,
        before={"released_at": before},
        after={"stage": stage, "released_at": released_at},
    )
    return release


@transaction.atomic
def withdraw_release(
    *, edition: Edition, stage: str, by: accounts.User, now: datetime
) -> None:
    """Take back an hour that has not come yet.

    Raises
    ------
    NotAllowedError, ReleasedAlreadyError
    """
    edition = _locked(edition)
    require(can_preside(by, edition, now=now))
    release = Release.objects.filter(edition=edition, stage=stage).first()
    _refuse_passed(release, now)
    if release is None:
        return
    audit.record(
        "contest.release_withdrawn",
        by=by,
        at=now,
        target=release,
        parent=edition,
        before={"stage": stage, "released_at": release.released_at},
    )
    release.delete()


def check_finished(edition: Edition, stage: str) -> None:
    """Refuse when the jury has not finished what a stage makes public.

    Raises
    ------
    OpenMeetingError, NothingToReleaseError, BrokenTitlesError
    """
    for meeting in open_meetings_with_decisions(edition):
        raise OpenMeetingError(day=day_text(meeting.starts_at))
    found = decided(edition)
    if stage == Release.Stage.FINALISTS:
        found = found.filter(kind__role=TitleKind.Role.FINALIST)
    if not found.exists():
        raise NothingToReleaseError
    if flaws := flaws_of_edition(edition):
        raise BrokenTitlesError(flaws)


def _locked(edition: Edition) -> Edition:
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("contest__owner")
        .get(pk=edition.pk)
    )


def _refuse_passed(release: Release | None, now: datetime) -> None:
    if release is not None and release.released_at <= now:
        raise ReleasedAlreadyError(when=moment_text(release.released_at))
