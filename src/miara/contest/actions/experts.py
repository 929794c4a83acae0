"""Experts: invited, answering, described, leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core import signing
from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.conflicts import refresh_conflicts
from miara.contest.actions.guards import require
from miara.contest.errors.assessment import (
    AnotherPersonError,
    ExpertAnsweredError,
    ExpertTakenError,
)
from miara.contest.letters.shared import address, send_to_address
from miara.contest.models import Edition, Expert, ExpertDomain
from miara.contest.permissions import can_organise
from miara.contest.roles import ContestRole, edition_scope

__all__ = [
    "ExpertFacts",
    "accept_invitation",
    "decline_invitation",
    "describe_expert",
    "expert_of_token",
    "invite_expert",
    "leave",
    "take_in_experts",
    "token_of",
]

_State = Expert.State
_SALT = "contest.expert"


@dataclass(frozen=True, slots=True)
class ExpertFacts:
    """What the office knows of an expert; ``domains`` are codes with 1-3."""

    full_name: str
    email: str
    employer: str = ""
    employer_uid: str = ""
    home_uid: str = ""
    past_uids: Sequence[str] = ()
    load_ceiling: int | None = None
    domains: Mapping[str, int] = field(default_factory=dict)


def token_of(expert: Expert) -> str:
    """The secret part of the address of an invitation."""
    return signing.dumps(expert.uid, salt=_SALT)


def expert_of_token(token: str) -> Expert | None:
    """The expert an invitation was sent to; None for a made-up address."""
    try:
        uid = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return (
        Expert.objects.select_related("edition__contest__owner", "user")
        .filter(uid=uid)
        .first()
    )


@transaction.atomic
def invite_expert(
    *, edition: Edition, facts: ExpertFacts, by: accounts.User, now: datetime
) -> Expert:
    """Enter an expert and send the invitation; conflicts are looked for at once.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    ExpertTakenError
        When the edition has an expert with this address.
    """
    require(can_organise(by, edition, now=now))
    email = facts.email.strip().lower()
    if Expert.objects.filter(edition=edition, email=email).exists():
        raise ExpertTakenError(email=email)
    expert = Expert(edition=edition, email=email, invited_at=now)
    _write(expert, facts)
    _send_invitation(expert, now)
    audit.record(
        "contest.expert_invited",
        by=by,
        at=now,
        target=expert,
        parent=edition,
        after={"expert": expert.uid},
    )
    refresh_conflicts(edition, experts=[expert], now=now)
    return expert


@transaction.atomic
def describe_expert(
    *, expert: Expert, facts: ExpertFacts, by: accounts.User, now: datetime
) -> Expert:
    """Correct what is known of an expert; conflicts are looked for anew.

    The address stays while the invitation waits for its answer.

    Raises
    ------
    NotAllowedError
    """
    require(can_organise(by, expert.edition, now=now))
    expert = _locked(expert)
    _write(expert, facts)
    audit.record(
        "contest.expert_described",
        by=by,
        at=now,
        target=expert,
        parent=expert.edition,
        after={"expert": expert.uid},
    )
    refresh_conflicts(expert.edition, experts=[expert], now=now)
    return expert


@transaction.atomic
def take_in_experts(
    *, edition: Edition, rows: Sequence[ExpertFacts], by: accounts.User, now: datetime
) -> tuple[int, int]:
    """Invite everybody new in a list and correct the others; how many of each."""
    require(can_organise(by, edition, now=now))
    known = {row.email: row for row in Expert.objects.filter(edition=edition)}
    invited = corrected = 0
    for facts in rows:
        present = known.get(facts.email.strip().lower())
        if present is None:
            invite_expert(edition=edition, facts=facts, by=by, now=now)
            invited += 1
        else:
            describe_expert(expert=present, facts=facts, by=by, now=now)
            corrected += 1
    return invited, corrected


@transaction.atomic
def accept_invitation(*, expert: Expert, by: accounts.User, now: datetime) -> Expert:
    """Take part: the person declares confidentiality and gets the role of an expert.

    Raises
    ------
    AnotherPersonError
        When the person's address is not the invited one.
    ExpertAnsweredError
        When the invitation was answered before.
    """
    expert = _locked(expert)
    if by.email != expert.email:
        raise AnotherPersonError(email=expert.email)
    if expert.state != _State.INVITED:
        raise ExpertAnsweredError(state=expert.get_state_display())
    expert.state, expert.user = _State.ACCEPTED, by
    expert.answered_at = expert.confidential_at = now
    expert.save()
    scope = edition_scope(expert.edition.uid)
    held = accounts.Membership.objects.in_scope(scope).current(now)
    if not held.filter(user=by, role=ContestRole.EXPERT).exists():
        accounts.grant_role(
            user=by, role_code=ContestRole.EXPERT, scope=scope, by=None, now=now
        )
    audit.record(
        "contest.expert_accepted",
        by=by,
        at=now,
        target=expert,
        parent=expert.edition,
        after={"expert": expert.uid},
    )
    return expert


@transaction.atomic
def decline_invitation(*, expert: Expert, now: datetime) -> Expert:
    """Refuse the invitation; the link alone is enough.

    Raises
    ------
    ExpertAnsweredError
    """
    expert = _locked(expert)
    if expert.state != _State.INVITED:
        raise ExpertAnsweredError(state=expert.get_state_display())
    expert.state, expert.answered_at = _State.DECLINED, now
    expert.save(update_fields=["state", "answered_at"])
    audit.record(
        "contest.expert_declined",
        by=None,
        at=now,
        target=expert,
        parent=expert.edition,
        after={"expert": expert.uid},
    )
    return expert


@transaction.atomic
def leave(*, expert: Expert, by: accounts.User, now: datetime) -> Expert:
    """End the work of an expert; marks submitted stay, the role ends.

    Their open assignments are taken over by `actions.planning.replan_without`.

    Raises
    ------
    NotAllowedError
    """
    require(can_organise(by, expert.edition, now=now))
    expert = _locked(expert)
    expert.state = _State.LEFT
    expert.save(update_fields=["state"])
    scope = edition_scope(expert.edition.uid)
    for held in (
        accounts.Membership.objects.in_scope(scope)
        .current(now)
        .filter(user=expert.user, role=ContestRole.EXPERT)
    ):
        accounts.revoke_role(membership=held, by=None, now=now)
    audit.record(
        "contest.expert_left",
        by=by,
        at=now,
        target=expert,
        parent=expert.edition,
        after={"expert": expert.uid},
    )
    return expert


def _locked(expert: Expert) -> Expert:
    return (
        Expert.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner")
        .get(pk=expert.pk)
    )


def _write(expert: Expert, facts: ExpertFacts) -> None:
    expert.full_name = facts.full_name.strip()
    expert.employer = facts.employer.strip()
    expert.employer_uid = facts.employer_uid
    expert.home_uid = facts.home_uid
    expert.past_uids = sorted(set(facts.past_uids))
    expert.load_ceiling = facts.load_ceiling
    expert.save()
    domains = {row.code: row for row in expert.edition.domains.all()}
    expert.fits.all().delete()
    ExpertDomain.objects.bulk_create(
        ExpertDomain(expert=expert, domain=domains[code], fit=fit)
        for code, fit in facts.domains.items()
        if code in domains and fit
    )


def _send_invitation(expert: Expert, now: datetime) -> None:
    send_to_address(
        "contest.expert_invited",
        edition=expert.edition,
        email=expert.email,
        name=expert.full_name,
        at=now,
        link=address("contest:expert-invitation", token_of(expert)),
    )
