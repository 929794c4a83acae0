"""Starting an application and saying who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.groups import Proposal
from miara.contest.errors.entry import NoFormError, UnknownUnitError, WrongStateError
from miara.contest.errors.formal import OutsideSupplementError
from miara.contest.models import Cell, DomainArea, Edition, Entry, EntryPartner
from miara.contest.permissions import can_organise, can_start_entry, can_write_entry
from miara.contest.queries.entrants import propose_for, propose_for_entry
from miara.contest.queries.writing import DESCRIPTION, open_fields
from miara.contest.roles import ENTRY, ContestRole, entry_scope
from miara.questionnaires import public as questionnaires
from miara.units import public as units

if TYPE_CHECKING:
    from miara.organisations.public import Organisation

__all__ = [
    "PartnerRow",
    "change_group",
    "describe_entry",
    "locked_entry",
    "place_entry",
    "set_partners",
    "start_entry",
    "told_of",
]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner as written by the applicant: a unit by its uid, or a name."""

    unit_uid: str = ""
    name: str = ""
    role: str = ""
    email: str = ""

    @property
    def who(self) -> tuple[str, str]:
        """Who the partner is, whatever its role."""
        return self.unit_uid, self.name


def start_entry(
    *,
    edition: Edition,
    unit_code: str,
    domain: DomainArea | None = None,
    entrant_name: str = "",
    union: Organisation | None = None,
    by: accounts.User,
    now: datetime,
) -> Entry:
    """Open a draft with an empty form; who opens it becomes its author.

    Raises
    ------
    UnknownUnitError
        When no unit has the code today.
    NotAllowedError
        When the person is no editor of the unit.
    NoFormError
        When the edition has no form to fill.
    """
    unit = units.unit_by_code(unit_code)
    if unit is None or not unit.exists:
        raise UnknownUnitError(code=unit_code)
    require(can_start_entry(by, unit.uid, now=now))
    if edition.form is None:
        raise NoFormError
    entry = Entry(
        edition=edition,
        unit_uid=unit.uid,
        domain=domain,
        entrant_name=entrant_name,
        union=union,
        created_at=now,
        created_by=by,
    )
    # Reading the register and the statistics takes longer than writing: nobody waits.
    proposal = propose_for(
        edition,
        unit.uid,
        union_name=str(union) if union else "",
        entrant_name=entrant_name,
    )
    with transaction.atomic():
        entry.sheet = questionnaires.open_sheet(
            version=edition.form, owner_kind=ENTRY, owner_id=entry.uid, by=by, now=now
        )
        _place(entry, proposal)
        entry.save()
        accounts.grant_role(
            user=by,
            role_code=ContestRole.AUTHOR,
            scope=entry_scope(entry.uid),
            by=None,
            now=now,
        )
        audit.record(
            "contest.entry_started",
            by=by,
            at=now,
            target=entry,
            parent=edition,
            after={"unit": unit.uid, "group": entry.group and entry.group.code},
        )
    return entry


@transaction.atomic
def describe_entry(
    *,
    entry: Entry,
    domain: DomainArea | None,
    entrant_name: str,
    union: Organisation | None,
    partners: Sequence[PartnerRow],
    by: accounts.User,
    now: datetime,
) -> Entry:
    """Say in which domain, by whom and with whom; the group is proposed anew.

    A group that the office chose stays.

    Raises
    ------
    NotAllowedError, WrongStateError
    """
    entry = locked_entry(entry)
    require(can_write_entry(by, entry, now=now))
    if entry.state not in {Entry.State.DRAFT, Entry.State.SUPPLEMENT}:
        raise WrongStateError(state=entry.get_state_display())
    named = open_fields(entry)
    if named is not None and DESCRIPTION not in named:
        raise OutsideSupplementError
    before = told_of(entry)
    entry.domain, entry.entrant_name, entry.union = domain, entrant_name, union
    set_partners(entry, partners)
    _place(entry, propose_for_entry(entry))
    entry.save()
    audit.record(
        "contest.entry_described",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before=before,
        after=told_of(entry),
    )
    return entry


@transaction.atomic
def change_group(
    *, entry: Entry, group_code: str, reason: str, by: accounts.User, now: datetime
) -> Entry:
    """The office puts an application into another group than the rules propose.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    ValueError
        Without a reason, or for a group of another edition: forms prevent both.
    """
    entry = locked_entry(entry)
    require(can_organise(by, entry.edition, now=now))
    group = entry.edition.groups.filter(code=group_code).first()
    if group is None or not reason.strip():
        msg = "a group of the edition and a reason are needed"
        raise ValueError(msg)
    before = entry.group and entry.group.code
    entry.group, entry.group_reason = group, reason.strip()
    entry.group_changed_by, entry.group_changed_at = by, now
    entry.cell = _cell(entry)
    entry.save(
        update_fields=[
            "group",
            "group_reason",
            "group_changed_by",
            "group_changed_at",
            "cell",
        ]
    )
    audit.record(
        "contest.group_changed",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before={"group": before},
        after={"group": group_code},
    )
    return entry


def locked_entry(entry: Entry) -> Entry:
    """The present row, held until the end of the transaction."""
    return (
        Entry.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner", "domain", "group", "sheet__version")
        .defer(
            "edition__about",
            "edition__grant_report",
            "edition__contest__about",
            "sheet__version__data",
        )
        .get(pk=entry.pk)
    )


def set_partners(entry: Entry, partners: Sequence[PartnerRow]) -> None:
    """Write the partners; one who stays keeps its confirmation."""
    present = {(row.unit_uid, row.name): row for row in entry.partners.all()}
    wanted = {row.who for row in partners}
    gone = [row.pk for who, row in present.items() if who not in wanted]
    entry.partners.filter(pk__in=gone).delete()
    for position, row in enumerate(partners):
        partner = present.get(row.who) or EntryPartner(
            entry=entry, unit_uid=row.unit_uid, name=row.name
        )
        partner.role, partner.position = row.role, position
        if partner.email != row.email:  # a link sent elsewhere no longer works
            partner.email, partner.token_digest, partner.asked_at = row.email, "", None
        partner.save()


def place_entry(entry: Entry) -> None:
    """Put an application into the group proposed, with its partners once it is kept."""
    _place(
        entry,
        propose_for_entry(entry)
        if entry.pk
        else propose_for(entry.edition, entry.unit_uid),
    )


def _place(entry: Entry, proposal: Proposal | None) -> None:
    """Put an application into the group proposed, unless the office chose another."""
    code = proposal.group if proposal else None
    group = entry.edition.groups.filter(code=code).first() if code else None
    entry.proposed_group = group
    entry.group_facts = (
        {"reason": str(proposal.reason), **proposal.facts} if proposal else {}
    )
    if entry.group_changed_at is None:
        entry.group = group
    entry.cell = _cell(entry)


def _cell(entry: Entry) -> Cell | None:
    if entry.group is None or entry.domain is None:
        return None
    cell, _made = Cell.objects.get_or_create(
        edition=entry.edition, group=entry.group, domain=entry.domain
    )
    return cell


def told_of(entry: Entry) -> dict[str, Any]:
    """What the trail keeps of a description: codes only."""
    return {
        "domain": entry.domain and entry.domain.code,
        "group": entry.group and entry.group.code,
        "union": entry.union and entry.union.uid,
        "partners": list(
            entry.partners.order_by("position", "pk").values_list("unit_uid", flat=True)
        ),
    }
