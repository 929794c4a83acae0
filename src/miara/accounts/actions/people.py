"""Acts of and on one person's account."""

from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.db import transaction

from miara.accounts import documents
from miara.accounts.actions.memberships import grant_role
from miara.accounts.domain.roles import RoleCode, role
from miara.accounts.domain.scopes import INSTALLATION, unit_scope
from miara.accounts.errors import LastAdministratorError
from miara.accounts.models import AdministratorRequest, Invitation, Membership, User
from miara.accounts.trail import scope_ref
from miara.audit import public as audit

__all__ = ["close_account", "create_operator", "create_person", "update_person"]


@transaction.atomic
def create_person(
    *,
    email: str,
    password: str | None,
    full_name: str = "",
    language: str = "pl",
    by: User | None,
    now: datetime,
) -> User:
    """Open an account whose address counts as confirmed.

    For the demonstration, the command line and tests; people sign up themselves.

    Raises
    ------
    IntegrityError
        When the address has an account.
    """
    user = User.objects.create_user(
        email, password, full_name=full_name, language=language
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    audit.record("accounts.person_created", by=by, at=now, target=user)
    return user


@transaction.atomic
def create_operator(
    *, email: str, password: str, full_name: str = "", now: datetime
) -> User:
    """Open the account of an operator of the installation."""
    user = create_person(
        email=email, password=password, full_name=full_name, by=None, now=now
    )
    grant_role(
        user=user, role_code=RoleCode.OPERATOR, scope=INSTALLATION, by=None, now=now
    )
    return user


@transaction.atomic
def update_person(*, user: User, full_name: str, language: str, now: datetime) -> User:
    """Change one's own name and language of mails."""
    before = (user.full_name, user.language)
    user.full_name, user.language = full_name.strip(), language
    if before != (user.full_name, user.language):
        user.save(update_fields=["full_name", "language"])
        audit.record("accounts.person_updated", by=user, at=now, target=user)
    return user


@transaction.atomic
def close_account(*, user: User, now: datetime) -> None:
    """Delete a person's account with their personal data.

    Roles end and leave with the account; waiting requests leave with their documents;
    decided ones stay without a name, as evidence, until their time is over. The trail
    keeps bare ids.

    Raises
    ------
    LastAdministratorError
        While the person is the only administrator of something.
    """
    held = list(Membership.objects.select_for_update().filter(user=user).current(now))
    for membership in held:
        if role(membership.role).keeps_one and _is_only_holder(membership, now):
            raise LastAdministratorError
    for membership in held:
        audit.record(
            "accounts.role_revoked",
            by=user,
            at=now,
            target=membership,
            parent=scope_ref(membership.scope),
            before={"user": user.pk, "role": membership.role},
        )
    waiting = AdministratorRequest.objects.waiting().filter(user=user)
    for request in waiting:
        transaction.on_commit(partial(documents.erase, request.document))
        audit.record(
            "accounts.administrator_request_withdrawn",
            by=user,
            at=now,
            target=request,
            parent=scope_ref(unit_scope(request.unit_uid)),
        )
    waiting.delete()
    Invitation.objects.filter(email=user.email).delete()
    audit.record("accounts.account_closed", by=user, at=now, target=user)
    user.delete()


def _is_only_holder(membership: Membership, now: datetime) -> bool:
    others = (
        Membership.objects.select_for_update()
        .in_scope(membership.scope)
        .current(now)
        .filter(role=membership.role)
        .exclude(user_id=membership.user_id)
    )
    return not others.exists()
