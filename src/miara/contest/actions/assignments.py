"""What happens to one assignment: declared, declined, replaced, a third expert."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.conflicts import block_declared, decide_conflict
from miara.contest.actions.guards import require
from miara.contest.actions.planning import hour_of
from miara.contest.errors import NotAllowedError
from miara.contest.errors.assessment import (
    CellClosedError,
    ConflictError,
    NoSpareError,
    NotInWorkError,
    ReasonMissingError,
)
from miara.contest.letters.shared import address, send
from miara.contest.models import (
    Assignment,
    Conflict,
    ConsensusNote,
    Declaration,
    Entry,
    Expert,
    PanelSeat,
)
from miara.contest.permissions import can_assess, can_organise
from miara.contest.queries.assessment import BLOCKING, OPEN

__all__ = [
    "call_further",
    "declare",
    "locked_assignment",
    "rule_on_conflict",
    "write_consensus",
]

_Kind, _State = Assignment.Kind, Assignment.State


def locked_assignment(assignment: Assignment) -> Assignment:
    """The present row, held until the end of the transaction."""
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related(
            "expert__user",
            "entry__edition__contest__owner",
            "entry__cell__group",
            "entry__cell__domain",
        )
        .get(pk=assignment.pk)
    )


@transaction.atomic
def declare(
    *,
    assignment: Assignment,
    is_free: bool,
    text: str = "",
    by: accounts.User,
    now: datetime,
) -> Assignment:
    """An expert says whether anything ties them to the applicant.

    Free: the application opens. Otherwise the assignment is declined, the conflict is
    kept as confirmed, and the spare of the panel is called in.

    Raises
    ------
    NotAllowedError
        When it is somebody else's assignment.
    NotInWorkError
        When marks were submitted or the assignment taken back.
    ReasonMissingError
        When the tie is not named.
    """
    assignment = locked_assignment(assignment)
    _own(assignment, by, now)
    if assignment.state not in {_State.ASKED, _State.IN_WORK}:
        raise NotInWorkError(state=assignment.get_state_display())
    if not is_free and not text.strip():
        raise ReasonMissingError
    Declaration.objects.update_or_create(
        expert=assignment.expert,
        entry=assignment.entry,
        defaults={"is_free": is_free, "text": text.strip(), "declared_at": now},
    )
    audit.record(
        "contest.impartiality_declared",
        by=by,
        at=now,
        target=assignment,
        parent=assignment.entry,
        after={"is_free": is_free},
    )
    if is_free:
        assignment.state = _State.IN_WORK
        assignment.save(update_fields=["state"])
        return assignment
    block_declared(
        expert=assignment.expert, entry=assignment.entry, text=text, by=by, now=now
    )
    _decline(assignment, by=by, now=now)
    return assignment


@transaction.atomic
def rule_on_conflict(
    *,
    conflict: Conflict,
    confirmed: bool,
    reason: str,
    by: accounts.User,
    now: datetime,
) -> Conflict:
    """Decide about a conflict; confirmed, it ends the expert's work on the entry.

    Raises
    ------
    NotAllowedError, ReasonMissingError
    """
    conflict = decide_conflict(
        conflict=conflict, confirmed=confirmed, reason=reason, by=by, now=now
    )
    if confirmed:
        for row in Assignment.objects.filter(
            expert_id=conflict.expert_id,
            entry_id=conflict.entry_id,
            state__in=(_State.ASKED, _State.IN_WORK),
        ):
            _decline(locked_assignment(row), by=by, now=now)
    return conflict


@transaction.atomic
def call_further(*, entry: Entry, by: accounts.User, now: datetime) -> Assignment:
    """Ask one more expert after a discrepancy: the spare, else the freest who fits.

    Raises
    ------
    NotAllowedError
    CellClosedError
    NoSpareError
        When nobody free of conflict is left.
    """
    entry = _locked_entry(entry)
    require(can_organise(by, entry.edition, now=now))
    return _give_to_next(entry, kind=_Kind.EXTRA, due_at=None, by=by, now=now)


@transaction.atomic
def write_consensus(
    *, entry: Entry, text: str, by: accounts.User, now: datetime
) -> ConsensusNote:
    """Write down on what experts who differed agreed; marks stay as they are.

    Raises
    ------
    NotAllowedError
        When the person neither leads the edition nor marked the entry.
    ReasonMissingError
    NotInWorkError
        Before all experts submitted.
    """
    entry = _locked_entry(entry)
    rows = list(
        Assignment.objects.filter(entry=entry, state__in=OPEN).select_related("expert")
    )
    if by.pk not in {row.expert.user_id for row in rows}:
        require(can_organise(by, entry.edition, now=now))
    waiting = next((row for row in rows if row.state != _State.SUBMITTED), None)
    if waiting is not None or not rows:
        state = waiting.get_state_display() if waiting else _State.ASKED.label
        raise NotInWorkError(state=state)
    if not text.strip():
        raise ReasonMissingError
    note, _created = ConsensusNote.objects.get_or_create(
        entry=entry, defaults={"text": "", "written_at": now}
    )
    note.text, note.written_at, note.written_by = text.strip(), now, by
    agreed = set(note.agreed_by) if note.text == text.strip() else set()
    note.agreed_by = sorted(
        agreed | {row.expert.uid for row in rows if row.expert.user_id == by.pk}
    )
    note.save()
    audit.record(
        "contest.consensus_written", by=by, at=now, target=note, parent=entry, after={}
    )
    return note


def _own(assignment: Assignment, by: accounts.User, now: datetime) -> None:
    """Only the expert themselves, and only while nothing forbids reading."""
    require(can_assess(by, assignment.entry.edition, now=now))
    if assignment.expert.user_id != by.pk:
        raise NotAllowedError(_("These marks belong to another expert."))
    blocked = Conflict.objects.filter(
        expert_id=assignment.expert_id,
        entry_id=assignment.entry_id,
        state__in=BLOCKING,
    )
    if blocked.exists():
        raise ConflictError(
            expert=assignment.expert.full_name, number=assignment.entry.number
        )


def _decline(assignment: Assignment, *, by: accounts.User, now: datetime) -> None:
    """End an assignment in conflict and give the entry to the spare, if any is free."""
    assignment.state = _State.DECLINED
    assignment.save(update_fields=["state"])
    audit.record(
        "contest.assignment_declined",
        by=by,
        at=now,
        target=assignment,
        parent=assignment.entry,
        after={"expert": assignment.expert.uid},
    )
    try:
        _give_to_next(
            _locked_entry(assignment.entry),
            kind=_Kind.SPARE,
            due_at=assignment.due_at,
            by=by,
            now=now,
        )
    except NoSpareError:
        # The board shows the entry as one that lacks an expert.
        audit.record(
            "contest.spare_missing",
            by=None,
            at=now,
            target=assignment.entry,
            parent=assignment.entry.edition,
            after={},
        )


def _locked_entry(entry: Entry) -> Entry:
    return (
        Entry.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner", "cell__group", "cell__domain")
        .get(pk=entry.pk)
    )


def _give_to_next(
    entry: Entry,
    *,
    kind: str,
    due_at: datetime | None,
    by: accounts.User,
    now: datetime,
) -> Assignment:
    if entry.cell is not None and entry.cell.closed_at is not None:
        raise CellClosedError
    expert = _next_expert(entry)
    if expert is None:
        raise NoSpareError
    others = Assignment.objects.filter(entry=entry, due_at__isnull=False)
    latest = others.order_by("-due_at").values_list("due_at", flat=True).first()
    last = expert.assignments.order_by("-position").values_list("position", flat=True)
    given = Assignment.objects.create(
        entry=entry,
        expert=expert,
        kind=kind,
        explanation={"why": [{"code": "CALLED", "kind": str(kind)}]},
        position=(last.first() or 0) + 1,
        assigned_at=now,
        assigned_by=by,
        due_at=due_at or latest,
    )
    audit.record(
        "contest.expert_called",
        by=by,
        at=now,
        target=given,
        parent=entry,
        after={"expert": expert.uid, "kind": str(kind)},
    )
    if expert.user is not None:
        send(
            "contest.expert_assigned",
            edition=entry.edition,
            to=expert.user,
            at=now,
            when=hour_of(given.due_at),
            link=address("contest:desk", language=expert.user.language),
        )
    return given


def _next_expert(entry: Entry) -> Expert | None:
    """The spare of the cell, then members of its panel, then whoever knows the domain.

    Only experts who take part, have room, and neither have nor had the entry.
    """
    edition = entry.edition
    ceiling = edition.settings.marks.load_ceiling
    blocked = Conflict.objects.filter(entry=entry, state__in=BLOCKING)
    seats = {
        row.expert_id: (0 if row.is_spare else 1)
        for row in PanelSeat.objects.filter(cell_id=entry.cell_id or 0)
    }
    fits = dict(
        Expert.objects.filter(
            edition=edition, fits__domain_id=entry.domain_id
        ).values_list("pk", "fits__fit")
    )
    free = [
        row
        for row in Expert.objects.filter(
            edition=edition, state=Expert.State.ACCEPTED, user__isnull=False
        )
        .exclude(pk__in=blocked.values("expert_id"))
        .exclude(pk__in=Assignment.objects.filter(entry=entry).values("expert_id"))
        .exclude(pk__in=entry.wishes.filter(wish="FORBIDDEN").values_list("expert_id"))
        .select_related("user")
        .annotate(held=Count("assignments", filter=Q(assignments__state__in=OPEN)))
        if row.held < (ceiling if row.load_ceiling is None else row.load_ceiling)
    ]
    return min(
        free,
        key=lambda row: (
            seats.get(row.pk, 2),
            -fits.get(row.pk, 0),
            row.held,
            row.full_name,
            row.pk,
        ),
        default=None,
    )
