"""Finding conflicts of interest, deciding about them, entering them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.conflicts import conflicts_between, fingerprint
from miara.contest.errors.assessment import ReasonMissingError
from miara.contest.models import Conflict, Edition, Entry, Expert
from miara.contest.permissions import can_organise
from miara.contest.queries.experts import parties_of, ties_of

__all__ = [
    "COMPUTED",
    "add_conflict",
    "block_declared",
    "decide_conflict",
    "refresh_conflicts",
]

_Kind, _State = Conflict.Kind, Conflict.State
#: Kinds that come from the register; the others were said by people.
COMPUTED = (
    _Kind.OWN_UNIT,
    _Kind.EMPLOYER,
    _Kind.PARTNER,
    _Kind.SAME_COUNTY,
    _Kind.PAST_WORK,
)


@transaction.atomic
def refresh_conflicts(
    edition: Edition,
    *,
    now: datetime,
    entries: Iterable[Entry] | None = None,
    experts: Iterable[Expert] | None = None,
) -> int:
    """Compute conflicts anew after data of experts or entries changed.

    A conflict that is still there keeps its decision, a new one blocks reading until it
    is decided, one whose facts are gone is removed unless somebody decided about it.

    Parameters
    ----------
    entries, experts
        Those that changed, as they are now; all of the edition when missing.

    Returns
    -------
    int
        Number of conflicts that are new.
    """
    chosen_experts = list(
        Expert.objects.filter(edition=edition).exclude(state=Expert.State.DECLINED)
        if experts is None
        else experts
    )
    if not chosen_experts:
        return 0
    chosen_entries = [
        entry
        for entry in (
            edition.entries.select_related("union") if entries is None else entries
        )
        if entry.state != Entry.State.WITHDRAWN
    ]
    prefetch_related_objects(chosen_entries, "partners")
    ties = ties_of(chosen_experts)
    parties = parties_of(chosen_entries, on=now.date())
    same_county = edition.settings.marks.same_county_conflicts
    present = {
        (row.expert_id, row.entry_id, row.kind, row.fingerprint): row
        for row in Conflict.objects.select_for_update(of=("self",)).filter(
            expert__in=chosen_experts, entry__in=chosen_entries, kind__in=COMPUTED
        )
    }
    found = {
        (expert.pk, entry.pk, str(each.tie), each.fingerprint): each
        for expert in chosen_experts
        for entry in chosen_entries
        for each in conflicts_between(
            ties[expert.pk], parties[entry.pk], same_county=same_county
        )
    }
    gone = [
        row.pk
        for key, row in present.items()
        if key not in found and row.state == _State.SUSPECTED
    ]
    if gone:
        Conflict.objects.filter(pk__in=gone).delete()
    new = [
        Conflict(
            expert_id=key[0],
            entry_id=key[1],
            kind=key[2],
            fingerprint=key[3],
            detail=each.unit,
            found_at=now,
        )
        for key, each in found.items()
        if key not in present
    ]
    Conflict.objects.bulk_create(new)
    if new or gone:
        audit.record(
            "contest.conflicts_found",
            by=None,
            at=now,
            target=edition,
            after={"new": len(new), "gone": len(gone)},
        )
    return len(new)


@transaction.atomic
def decide_conflict(
    *,
    conflict: Conflict,
    confirmed: bool,
    reason: str,
    by: accounts.User,
    now: datetime,
) -> Conflict:
    """Confirm a conflict, or dismiss it with a reason that is remembered.

    Work of the expert on the entry ends when it is confirmed, and the spare of the
    panel takes over; see `actions.assignments.replace_in_conflict`.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    ReasonMissingError
        When it is dismissed without a word.
    """
    conflict = (
        Conflict.objects.select_for_update(of=("self",))
        .select_related("expert__edition__contest__owner", "entry__cell")
        .get(pk=conflict.pk)
    )
    require(can_organise(by, conflict.expert.edition, now=now))
    if not confirmed and not reason.strip():
        raise ReasonMissingError
    before = conflict.state
    conflict.state = _State.CONFIRMED if confirmed else _State.DISMISSED
    conflict.reason = reason.strip()
    conflict.decided_at, conflict.decided_by = now, by
    conflict.save()
    audit.record(
        "contest.conflict_decided",
        by=by,
        at=now,
        target=conflict,
        parent=conflict.entry,
        before={"state": before},
        after={"state": conflict.state, "kind": conflict.kind},
    )
    return conflict


@transaction.atomic
def add_conflict(
    *, expert: Expert, entry: Entry, text: str, by: accounts.User, now: datetime
) -> Conflict:
    """Enter a conflict that the office knows about; it is confirmed at once.

    Raises
    ------
    NotAllowedError, ReasonMissingError
    """
    require(can_organise(by, expert.edition, now=now))
    if not text.strip():
        raise ReasonMissingError
    return _said(
        expert, entry, kind=_Kind.OFFICE, text=text, by=by, now=now, confirmed=True
    )


def block_declared(
    *, expert: Expert, entry: Entry, text: str, by: accounts.User, now: datetime
) -> Conflict:
    """Keep what an expert declared about themselves; it counts without a decision."""
    return _said(
        expert, entry, kind=_Kind.DECLARED, text=text, by=by, now=now, confirmed=True
    )


def _said(
    expert: Expert,
    entry: Entry,
    *,
    kind: str,
    text: str,
    by: accounts.User,
    now: datetime,
    confirmed: bool,
) -> Conflict:
    conflict, _made = Conflict.objects.update_or_create(
        expert=expert,
        entry=entry,
        kind=kind,
        fingerprint=fingerprint(kind, text.strip()),
        defaults={
            "state": _State.CONFIRMED if confirmed else _State.SUSPECTED,
            "reason": text.strip(),
            "found_at": now,
            "decided_at": now,
            "decided_by": by,
        },
    )
    audit.record(
        "contest.conflict_entered",
        by=by,
        at=now,
        target=conflict,
        parent=entry,
        after={"kind": kind, "state": conflict.state},
    )
    return conflict
