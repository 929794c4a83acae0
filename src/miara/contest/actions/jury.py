"""Meetings of the jury and what is decided in them.

The trail says that something was decided, when and by whom, never what: decisions are
sealed until their release.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.awarding import votes_fit
from miara.contest.errors.jury import (
    BrokenTitlesError,
    JustificationMissingError,
    MeetingClosedError,
    NobodyPresentError,
    NotAssessedError,
    NotOfThisEditionError,
    OneTitleOnceError,
    ResultsOutError,
    VotesError,
)
from miara.contest.letters.shared import address, send
from miara.contest.models import (
    Award,
    Cell,
    Edition,
    Entry,
    Juror,
    JuryMeeting,
    Recusal,
    Release,
    TitleKind,
)
from miara.contest.permissions import can_preside
from miara.contest.phrases import moment_text
from miara.contest.queries.jury import (
    barred_of,
    entries_before_jury,
    flaws_of_edition,
    jurors_of,
    may_vote,
)
from miara.core.localized import Localized
from miara.documents import public as documents

__all__ = [
    "Votes",
    "close_meeting",
    "decide_empty_cell",
    "decide_title",
    "keep_minutes",
    "keep_signed_minutes",
    "plan_meeting",
    "take_back_decision",
    "update_meeting",
]

MINUTES_LIMIT = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Votes:
    """Numbers of votes; all None where the jury agreed without counting."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None

    def as_tuple(self) -> tuple[int | None, int | None, int | None]:
        """For, against, abstained."""
        return self.votes_for, self.votes_against, self.abstained


@transaction.atomic
def plan_meeting(
    *,
    edition: Edition,
    starts_at: datetime,
    place: str = "",
    agenda: str = "",
    by: accounts.User,
    now: datetime,
) -> JuryMeeting:
    """Call a meeting of the jury; members with an account get a letter.

    Raises
    ------
    NotAllowedError
        When the person does not preside.
    """
    require(can_preside(by, edition, now=now))
    meeting = JuryMeeting.objects.create(
        edition=edition, starts_at=starts_at, place=place, agenda=agenda
    )
    audit.record(
        "contest.meeting_planned",
        by=by,
        at=now,
        target=meeting,
        parent=edition,
        after={"starts_at": starts_at},
    )
    for juror in jurors_of(edition).exclude(user=None).select_related("user"):
        _call(meeting, juror.user, now)
    return meeting


def _call(meeting: JuryMeeting, person: accounts.User | None, now: datetime) -> None:
    """Invite a member by a letter in their language."""
    if person is None or not person.is_active:
        return
    edition, language = meeting.edition, person.language
    with override(language):
        when = moment_text(meeting.starts_at)
    send(
        "contest.jury_called",
        edition=edition,
        to=person,
        at=now,
        when=when,
        place=meeting.place or "–",
        link=address(
            "contest:jury-meeting",
            edition.contest.code,
            edition.slug,
            meeting.uid,
            language=language,
        ),
    )


@transaction.atomic
def update_meeting(
    *,
    meeting: JuryMeeting,
    starts_at: datetime,
    place: str,
    agenda: str,
    notes: str,
    present: Iterable[Juror],
    by: accounts.User,
    now: datetime,
) -> JuryMeeting:
    """Change hour, place, agenda, course and who is present, while it is open.

    Raises
    ------
    NotAllowedError, MeetingClosedError
    """
    meeting = _open(meeting, by, now)
    meeting.starts_at, meeting.place = starts_at, place
    meeting.agenda, meeting.notes = agenda, notes
    meeting.save(update_fields=["starts_at", "place", "agenda", "notes"])
    chosen = [row for row in present if row.edition_id == meeting.edition_id]
    meeting.present.set(chosen)
    audit.record(
        "contest.meeting_updated",
        by=by,
        at=now,
        target=meeting,
        parent=meeting.edition,
        after={"present": len(chosen)},
    )
    return meeting


@transaction.atomic
def decide_title(
    *,
    meeting: JuryMeeting,
    entry: Entry,
    kind: TitleKind,
    justification: Localized,
    is_ex_aequo: bool = False,
    special_name: Localized | None = None,
    votes: Votes | None = None,
    by: accounts.User,
    now: datetime,
) -> Award:
    """Record that the jury gives an application a title.

    Raises
    ------
    NotAllowedError, MeetingClosedError
    ResultsOutError
        When the stage is public or has its hour set.
    NotOfThisEditionError, NotAssessedError, JustificationMissingError, VotesError
    OneTitleOnceError
        When the application has the title already.
    """
    meeting = _open(meeting, by, now)
    edition = meeting.edition
    if entry.edition_id != edition.pk or kind.edition_id != edition.pk:
        raise NotOfThisEditionError
    if entry.state != Entry.State.ACCEPTED:
        raise NotAssessedError(number=entry.number)
    _refuse_released(edition, kind.role)
    counted = votes or Votes()
    _check(meeting, entry, justification, counted)
    try:
        with transaction.atomic():
            award = Award.objects.create(
                edition=edition,
                meeting=meeting,
                kind=kind,
                entry=entry,
                cell=entry.cell if kind.per_cell else None,
                is_ex_aequo=is_ex_aequo,
                special_name=special_name or Localized(""),
                justification=justification,
                votes_for=counted.votes_for,
                votes_against=counted.votes_against,
                abstained=counted.abstained,
                decided_at=now,
                decided_by=by,
            )
    except IntegrityError as error:
        raise OneTitleOnceError from error
    _record_decision(meeting, by, now)
    return award


@transaction.atomic
def decide_empty_cell(
    *,
    meeting: JuryMeeting,
    cell: Cell,
    justification: Localized,
    votes: Votes | None = None,
    by: accounts.User,
    now: datetime,
) -> Award:
    """Record that nobody in a group and domain gets a title.

    Raises
    ------
    NotAllowedError, MeetingClosedError, ResultsOutError, NotOfThisEditionError
    JustificationMissingError, VotesError, OneTitleOnceError
    """
    meeting = _open(meeting, by, now)
    if cell.edition_id != meeting.edition_id:
        raise NotOfThisEditionError
    _refuse_released(meeting.edition, "")
    counted = votes or Votes()
    _check(meeting, None, justification, counted)
    try:
        with transaction.atomic():
            award = Award.objects.create(
                edition=meeting.edition,
                meeting=meeting,
                cell=cell,
                justification=justification,
                votes_for=counted.votes_for,
                votes_against=counted.votes_against,
                abstained=counted.abstained,
                decided_at=now,
                decided_by=by,
            )
    except IntegrityError as error:
        raise OneTitleOnceError from error
    _record_decision(meeting, by, now)
    return award


@transaction.atomic
def take_back_decision(*, award: Award, by: accounts.User, now: datetime) -> None:
    """Remove a decision from a meeting that is still open.

    Raises
    ------
    NotAllowedError, MeetingClosedError
    """
    meeting = _open(award.meeting, by, now)
    award.delete()
    audit.record(
        "contest.jury_took_back",
        by=by,
        at=now,
        target=meeting,
        parent=meeting.edition,
    )


@transaction.atomic
def close_meeting(
    *, meeting: JuryMeeting, by: accounts.User, now: datetime
) -> JuryMeeting:
    """End a meeting: nothing of it changes any more.

    Members tied to an application by the register are recorded as recused.

    Raises
    ------
    NotAllowedError, MeetingClosedError, NobodyPresentError
    BrokenTitlesError
        When decisions break the rules of the titles, with every flaw.
    """
    meeting = _open(meeting, by, now)
    if not meeting.present.exists():
        raise NobodyPresentError
    if flaws := flaws_of_edition(meeting.edition):
        raise BrokenTitlesError(flaws)
    _record_ties(meeting, by, now)
    meeting.closed_at, meeting.closed_by = now, by
    meeting.save(update_fields=["closed_at", "closed_by"])
    audit.record(
        "contest.meeting_closed",
        by=by,
        at=now,
        target=meeting,
        parent=meeting.edition,
        after={"present": meeting.present.count()},
    )
    return meeting


@transaction.atomic
def keep_minutes(
    *, meeting: JuryMeeting, content: bytes, name: str, by: accounts.User, now: datetime
) -> JuryMeeting:
    """Keep the minutes made from a closed meeting; made once.

    Raises
    ------
    NotAllowedError
    """
    require(can_preside(by, meeting.edition, now=now))
    meeting = _locked(meeting)
    if meeting.closed_at is not None and meeting.minutes_id is None:
        meeting.minutes = documents.keep_made(
            content=content, name=name, kind=documents.FileKind.PDF, by=by, now=now
        )
        meeting.save(update_fields=["minutes"])
    return meeting


@transaction.atomic
def keep_signed_minutes(
    *,
    meeting: JuryMeeting,
    prepared: documents.PreparedFile,
    by: accounts.User,
    now: datetime,
) -> JuryMeeting:
    """Keep the minutes as signed; an earlier upload stays in the trail by its hash.

    Raises
    ------
    NotAllowedError
    """
    require(can_preside(by, meeting.edition, now=now))
    meeting = _locked(meeting)
    before = meeting.signed_minutes.sha256 if meeting.signed_minutes else None
    meeting.signed_minutes = documents.keep_prepared(prepared=prepared, by=by, now=now)
    meeting.save(update_fields=["signed_minutes"])
    audit.record(
        "contest.minutes_signed",
        by=by,
        at=now,
        target=meeting,
        parent=meeting.edition,
        before={"sha256": before},
        after={"sha256": prepared.sha256},
    )
    return meeting


def _record_ties(meeting: JuryMeeting, by: accounts.User, now: datetime) -> None:
    """Present members whom the register bars stand in the minutes as recused."""
    present = list(meeting.present.filter(left_at=None))
    found = barred_of(present, entries_before_jury(meeting.edition))
    with override("pl"):
        reason = _("Tied to the unit of the application.")
    rows = [
        Recusal(
            juror=row.juror,
            entry_id=row.entry_id,
            reason=reason,
            recorded_at=now,
            recorded_by=by,
        )
        for row in found.values()
        if row.recusal is None
    ]
    Recusal.objects.bulk_create(rows)
    for row in rows:
        audit.record(
            "contest.recusal_recorded",
            by=by,
            at=now,
            target=row.entry,
            parent=meeting.edition,
            after={"juror": row.juror_id},
        )


def _locked(meeting: JuryMeeting) -> JuryMeeting:
    return (
        JuryMeeting.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner", "signed_minutes")
        .get(pk=meeting.pk)
    )


def _open(meeting: JuryMeeting, by: accounts.User, now: datetime) -> JuryMeeting:
    """The present row of a meeting that may change, held to the end."""
    meeting = _locked(meeting)
    require(can_preside(by, meeting.edition, now=now))
    if meeting.closed_at is not None:
        raise MeetingClosedError(when=moment_text(meeting.closed_at))
    return meeting


def _refuse_released(edition: Edition, role: str) -> None:
    """Nothing is decided in a stage that is public or about to be."""
    stages = {Release.Stage.RESULTS}
    if role == TitleKind.Role.FINALIST:
        stages.add(Release.Stage.FINALISTS)
    if Release.objects.filter(edition=edition, stage__in=stages).exists():
        raise ResultsOutError


def _check(
    meeting: JuryMeeting,
    entry: Entry | None,
    justification: Localized,
    votes: Votes,
) -> None:
    if not justification.pl.strip():
        raise JustificationMissingError
    people = may_vote(meeting, entry)
    if not people:
        raise NobodyPresentError
    if not votes_fit(votes.as_tuple(), may_vote=len(people)):
        raise VotesError(may_vote=len(people))


def _record_decision(meeting: JuryMeeting, by: accounts.User, now: datetime) -> None:
    audit.record(
        "contest.jury_decided", by=by, at=now, target=meeting, parent=meeting.edition
    )
