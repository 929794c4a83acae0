"""Inviting people by e-mail."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from miara.accounts.actions.mail import absolute_address, mail_to
from miara.accounts.actions.memberships import grant_role
from miara.accounts.domain.scopes import Scope
from miara.accounts.errors import (
    AlreadyHoldsError,
    InvitationForAnotherError,
    InvitationInvalidError,
    NotAllowedError,
)
from miara.accounts.models import Invitation, Membership, User
from miara.accounts.models.invitation import KEPT_FOR
from miara.accounts.permissions import can_grant
from miara.accounts.phrases import role_name
from miara.accounts.trail import scope_ref
from miara.audit import public as audit

__all__ = [
    "accept_invitation",
    "digest_of",
    "erase_old_invitations",
    "invite",
    "withdraw_invitation",
]

VALID_FOR = timedelta(days=7)


def digest_of(token: str) -> str:
    """What is stored instead of the secret of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    email: str,
    role_code: str,
    scope: Scope,
    scope_name: str,
    by: User,
    now: datetime,
    language: str = "pl",
    role_until: datetime | None = None,
) -> Invitation:
    """Offer a role to an address and ask for the mail with the link.

    An earlier open invitation of the same address to the same role is withdrawn: one
    link works at a time.

    Parameters
    ----------
    scope_name
        Name of the scope for the mail, e.g. "gmina Zielonki".

    Raises
    ------
    NotAllowedError
        When ``by`` may not give this role.
    AlreadyHoldsError
        When a person with this address has the role.
    """
    if not (decision := can_grant(by, role_code, scope, now=now)):
        raise NotAllowedError(decision.reason)
    email = email.strip().lower()
    held = Membership.objects.in_scope(scope).current(now).filter(role=role_code)
    if held.filter(user__email=email).exists():
        raise AlreadyHoldsError
    Invitation.objects.open(now).filter(
        email=email, role=role_code, scope_kind=scope.kind, scope_id=scope.id
    ).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        role=role_code,
        scope_kind=scope.kind,
        scope_id=scope.id,
        role_until=role_until,
        token_digest=digest_of(token),
        invited_by=by,
        invited_at=now,
        expires_at=now + VALID_FOR,
    )
    audit.record(
        "accounts.person_invited",
        by=by,
        at=now,
        target=invitation,
        parent=scope_ref(scope),
        after={"role": role_code, "until": role_until},
    )
    mail_to(
        email,
        "accounts.invitation",
        context={
            "role": role_name(role_code),
            "role_code": role_code,
            "scope_name": scope_name,
            "invited_by": str(by),
            "days": VALID_FOR.days,
            "address": absolute_address(
                "accounts:invitation", token, language=language
            ),
        },
        language=language,
        at=now,
    )
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, by: User, now: datetime) -> Membership:
    """Use a link once: the person gets the role.

    Raises
    ------
    InvitationInvalidError
        When the link is unknown, used, withdrawn or expired, or the person who sent
        it may no longer give the role.
    InvitationForAnotherError
        When the person's address is not the invited one.
    AlreadyHoldsError
        When the person got the role another way; the invitation stays open.
    """
    invitation = (
        Invitation.objects.select_for_update()
        .open(now)
        .filter(token_digest=digest_of(token))
        .first()
    )
    if invitation is None:
        raise InvitationInvalidError
    if invitation.email != by.email:
        raise InvitationForAnotherError
    giver = invitation.invited_by
    if giver is None or not can_grant(
        giver, invitation.role, invitation.scope, now=now
    ):
        raise InvitationInvalidError
    invitation.accepted_at, invitation.accepted_by = now, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return grant_role(
        user=by,
        role_code=invitation.role,
        scope=invitation.scope,
        by=giver,
        now=now,
        until=invitation.role_until,
    )


@transaction.atomic
def withdraw_invitation(
    *, invitation: Invitation, by: User, now: datetime
) -> Invitation:
    """Make the link useless.

    Raises
    ------
    NotAllowedError
        When ``by`` may not give this role.
    InvitationInvalidError
        When it is no longer open.
    """
    decision = can_grant(by, invitation.role, invitation.scope, now=now)
    if not decision:
        raise NotAllowedError(decision.reason)
    found = (
        Invitation.objects.select_for_update()
        .open(now)
        .filter(pk=invitation.pk)
        .first()
    )
    if found is None:
        raise InvitationInvalidError
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    audit.record(
        "accounts.invitation_withdrawn",
        by=by,
        at=now,
        target=found,
        parent=scope_ref(found.scope),
        before={"role": found.role},
    )
    return found


def erase_old_invitations(*, now: datetime) -> int:
    """Delete invitations sent longer ago than they are kept; returns how many."""
    old = Invitation.objects.filter(invited_at__lt=now - KEPT_FOR)
    return old.delete()[0]
