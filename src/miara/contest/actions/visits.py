"""Site visits: planned, protocolled, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.jury import (
    FindingsMissingError,
    NotAssessedError,
    VisitClosedError,
)
from miara.contest.letters.shared import send
from miara.contest.models import Entry, SiteVisit, VisitFile, Visitor
from miara.contest.permissions import can_organise, can_work_visit
from miara.contest.phrases import moment_text
from miara.contest.queries.addressees import authors_of_entries
from miara.documents import public as documents
from miara.questionnaires import public as questionnaires

__all__ = [
    "VISIT",
    "TeamRow",
    "add_visit_file",
    "cancel_visit",
    "close_visit",
    "plan_visit",
    "update_visit",
    "write_findings",
]

#: Kind of owner of the protocols.
VISIT = "VISIT"


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A visitor: a name, and an account where there is one."""

    full_name: str
    user: accounts.User | None = None
    is_lead: bool = False


@transaction.atomic
def plan_visit(
    *,
    entry: Entry,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place: str = "",
    host: str = "",
    team: Sequence[TeamRow] = (),
    by: accounts.User,
    now: datetime,
) -> SiteVisit:
    """Plan a visit; the protocol is opened at once where the edition has a form.

    Authors of the application get a letter.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    NotAssessedError
        When the application was not admitted to the assessment.
    """
    edition = entry.edition
    require(can_organise(by, edition, now=now))
    if entry.state != Entry.State.ACCEPTED:
        raise NotAssessedError(number=entry.number or entry.uid)
    visit = SiteVisit(
        entry=entry,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        host=host,
        planned_by=by,
    )
    _open_protocol(visit, by=by, now=now)
    visit.save()
    _seat(visit, team)
    _record(
        "contest.visit_planned", visit, by=by, now=now, after={"starts_at": starts_at}
    )
    for person in authors_of_entries([entry], now=now)[entry.uid]:
        with override(person.language):
            when = moment_text(starts_at)
        send(
            "contest.visit_planned",
            edition=edition,
            to=person,
            at=now,
            about=entry,
            number=entry.number,
            title=entry.title,
            when=when,
            place=place or "–",
        )
    return visit


@transaction.atomic
def update_visit(
    *,
    visit: SiteVisit,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    host: str,
    team: Sequence[TeamRow],
    by: accounts.User,
    now: datetime,
) -> SiteVisit:
    """Change a planned visit; it gets the protocol that the edition chose since.

    Raises
    ------
    NotAllowedError, VisitClosedError
    """
    visit = _open(visit)
    require(can_organise(by, visit.entry.edition, now=now))
    visit.starts_at, visit.ends_at = starts_at, ends_at
    visit.place, visit.host = place, host
    _open_protocol(visit, by=by, now=now)
    visit.save(update_fields=["starts_at", "ends_at", "place", "host", "sheet"])
    visit.team.all().delete()
    _seat(visit, team)
    _record(
        "contest.visit_changed", visit, by=by, now=now, after={"starts_at": starts_at}
    )
    return visit


@transaction.atomic
def write_findings(
    *, visit: SiteVisit, findings: str, by: accounts.User, now: datetime
) -> SiteVisit:
    """Write what was found; the team and the office may, until the protocol is closed.

    Raises
    ------
    NotAllowedError, VisitClosedError
    """
    visit = _open(visit)
    require(can_work_visit(by, visit, now=now))
    visit.findings = findings.strip()
    visit.save(update_fields=["findings"])
    _record("contest.visit_findings", visit, by=by, now=now)
    return visit


@transaction.atomic
def add_visit_file(
    *,
    visit: SiteVisit,
    prepared: documents.PreparedFile,
    caption: str,
    by: accounts.User,
    now: datetime,
) -> VisitFile:
    """Attach a photograph or a document.

    Raises
    ------
    NotAllowedError, VisitClosedError
    """
    visit = _open(visit)
    require(can_work_visit(by, visit, now=now))
    stored = documents.keep_prepared(prepared=prepared, by=by, now=now)
    row = VisitFile.objects.create(
        visit=visit, file=stored, caption=caption, added_at=now, added_by=by
    )
    _record(
        "contest.visit_file_added",
        visit,
        by=by,
        now=now,
        after={"sha256": stored.sha256},
    )
    return row


@transaction.atomic
def close_visit(*, visit: SiteVisit, by: accounts.User, now: datetime) -> SiteVisit:
    """Close the protocol: jury and office read it, nobody changes it.

    Raises
    ------
    NotAllowedError, VisitClosedError
    FindingsMissingError
        Without findings and without a complete protocol.
    """
    visit = _open(visit)
    require(can_work_visit(by, visit, now=now))
    sheet = visit.sheet
    complete = sheet is not None and not questionnaires.problems(sheet)
    if not (visit.findings or complete) or (sheet is not None and not complete):
        raise FindingsMissingError
    if sheet is not None:
        questionnaires.lock_sheet(sheet=sheet, by=by, now=now)
    visit.state, visit.closed_at, visit.closed_by = SiteVisit.State.DONE, now, by
    visit.save(update_fields=["state", "closed_at", "closed_by"])
    _record("contest.visit_closed", visit, by=by, now=now)
    return visit


@transaction.atomic
def cancel_visit(*, visit: SiteVisit, by: accounts.User, now: datetime) -> SiteVisit:
    """Call a planned visit off.

    Raises
    ------
    NotAllowedError, VisitClosedError
    """
    visit = _open(visit)
    require(can_organise(by, visit.entry.edition, now=now))
    visit.state = SiteVisit.State.CANCELLED
    visit.save(update_fields=["state"])
    _record("contest.visit_cancelled", visit, by=by, now=now)
    return visit


def _open(visit: SiteVisit) -> SiteVisit:
    """The present row of a visit that may change, held to the end."""
    found = (
        SiteVisit.objects.select_for_update(of=("self",))
        .select_related("entry__edition__contest__owner", "sheet__version__form")
        .get(pk=visit.pk)
    )
    if found.state != SiteVisit.State.PLANNED:
        raise VisitClosedError
    return found


def _open_protocol(visit: SiteVisit, *, by: accounts.User, now: datetime) -> None:
    """Open the sheet of the protocol where the edition has a form and none is open."""
    version = visit.entry.edition.visit_form
    if version is not None and visit.sheet is None:
        visit.sheet = questionnaires.open_sheet(
            version=version, owner_kind=VISIT, owner_id=visit.uid, by=by, now=now
        )


def _record(
    kind: str,
    visit: SiteVisit,
    *,
    by: accounts.User,
    now: datetime,
    after: dict[str, object] | None = None,
) -> None:
    """A line of the trail of the application that is visited."""
    entry = visit.entry
    audit.record(kind, by=by, at=now, target=entry, parent=entry.edition, after=after)


def _seat(visit: SiteVisit, team: Sequence[TeamRow]) -> None:
    Visitor.objects.bulk_create(
        Visitor(
            visit=visit,
            user=row.user,
            full_name=row.full_name,
            is_lead=row.is_lead,
        )
        for row in team
    )
