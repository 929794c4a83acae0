"""Becoming the administrator of a unit on a signed authorisation."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from miara.accounts import documents
from miara.accounts.actions.mail import mail_people
from miara.accounts.actions.memberships import grant_role, revoke_role
from miara.accounts.domain.roles import Permission, RoleCode
from miara.accounts.domain.scopes import Scope, unit_scope
from miara.accounts.errors import (
    AlreadyAskedError,
    AlreadyDecidedError,
    AlreadyHoldsError,
    NotAllowedError,
)
from miara.accounts.models import AdministratorRequest, Membership, User
from miara.accounts.models.request import DOCUMENT_KEPT_FOR
from miara.accounts.permissions import has_permission
from miara.accounts.trail import scope_ref
from miara.audit import public as audit

__all__ = [
    "ask_to_administer",
    "confirm_request",
    "erase_old_documents",
    "refuse_request",
    "withdraw_request",
]

_State = AdministratorRequest.State


def ask_to_administer(
    *,
    unit_uid: str,
    unit_name: str,
    post: str,
    content: bytes,
    ends_others: bool,
    by: User,
    now: datetime,
) -> AdministratorRequest:
    """Ask the operator for the role of administrator of a unit.

    Keeps the authorisation in the private folder and tells the operators. When the
    row cannot be written, the file is erased again.

    Parameters
    ----------
    content
        The signed authorisation, PDF.
    ends_others
        Whether the present administrators are to end with the confirmation.

    Raises
    ------
    BadDocumentError
        When the file is not an acceptable PDF.
    AlreadyAskedError, AlreadyHoldsError
        When there is nothing to ask for.
    """
    held = Membership.objects.in_scope(unit_scope(unit_uid)).current(now)
    if held.filter(user=by, role=RoleCode.UNIT_ADMINISTRATOR).exists():
        raise AlreadyHoldsError
    if AdministratorRequest.objects.waiting().filter(user=by, unit_uid=unit_uid):
        raise AlreadyAskedError
    kept = documents.keep(content)
    try:
        return _store_request(
            unit_uid=unit_uid,
            unit_name=unit_name,
            post=post,
            kept=kept,
            by=by,
            now=now,
            ends_others=ends_others,
        )
    except IntegrityError as error:
        documents.erase(kept.path)
        raise AlreadyAskedError from error
    except BaseException:
        documents.erase(kept.path)
        raise


@transaction.atomic
def _store_request(
    *,
    unit_uid: str,
    unit_name: str,
    post: str,
    kept: documents.StoredDocument,
    by: User,
    now: datetime,
    ends_others: bool,
) -> AdministratorRequest:
    request = AdministratorRequest.objects.create(
        user=by,
        unit_uid=unit_uid,
        post=post.strip(),
        document=kept.path,
        document_sha256=kept.sha256,
        document_size=kept.size,
        ends_others=ends_others,
        asked_at=now,
    )
    audit.record(
        "accounts.administrator_asked",
        by=by,
        at=now,
        target=request,
        parent=scope_ref(unit_scope(unit_uid)),
        after={"document_sha256": kept.sha256, "ends_others": ends_others},
    )
    operators = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
    mail_people(
        operators,
        "accounts.request_waiting",
        context={"unit_name": unit_name},
        at=now,
        page=("accounts:request-list", ()),
    )
    return request


@transaction.atomic
def confirm_request(
    *, request: AdministratorRequest, unit_name: str, by: User, now: datetime
) -> Membership:
    """Make the person an administrator of the unit and tell them.

    The administrators they replace, if so asked, end at the same moment.

    Raises
    ------
    NotAllowedError
        When ``by`` is not an operator, or asks for themselves.
    AlreadyDecidedError
        When it no longer waits, or its person closed the account.
    """
    found = _decide(request, by, now, state=_State.CONFIRMED)
    scope = unit_scope(found.unit_uid)
    person = found.user
    if person is None:
        raise AlreadyDecidedError
    membership = _administrator(person, scope, by, now)
    if found.ends_others:
        others = (
            Membership.objects.in_scope(scope)
            .current(now)
            .filter(role=RoleCode.UNIT_ADMINISTRATOR)
            .exclude(user=person)
            .order_by("pk")
        )
        for other in others:
            revoke_role(membership=other, by=by, now=now)
    audit.record(
        "accounts.administrator_confirmed",
        by=by,
        at=now,
        target=found,
        parent=scope_ref(scope),
        after={"user": person.pk, "ends_others": found.ends_others},
    )
    mail_people(
        [person],
        "accounts.request_confirmed",
        context={"unit_name": unit_name},
        at=now,
        page=("accounts:people", (scope,)),
    )
    return membership


@transaction.atomic
def refuse_request(
    *,
    request: AdministratorRequest,
    reason: str,
    unit_name: str,
    by: User,
    now: datetime,
) -> AdministratorRequest:
    """Refuse, with a reason that the person reads.

    Raises
    ------
    NotAllowedError, AlreadyDecidedError
        As in `confirm_request`.
    ValueError
        When the reason is empty.
    """
    if not reason.strip():
        msg = "a refusal needs a reason"
        raise ValueError(msg)
    found = _decide(request, by, now, state=_State.REFUSED, reason=reason.strip())
    audit.record(
        "accounts.administrator_refused",
        by=by,
        at=now,
        target=found,
        parent=scope_ref(unit_scope(found.unit_uid)),
    )
    if found.user is not None:
        mail_people(
            [found.user],
            "accounts.request_refused",
            context={"unit_name": unit_name, "reason": found.reason},
            at=now,
            page=("accounts:request-new", ()),
        )
    return found


@transaction.atomic
def withdraw_request(
    *, request: AdministratorRequest, by: User, now: datetime
) -> AdministratorRequest:
    """Take back one's own request; its document is erased.

    Raises
    ------
    NotAllowedError
        When it is somebody else's.
    AlreadyDecidedError
        When it no longer waits.
    """
    if request.user_id != by.pk:
        raise NotAllowedError(_("This is not your request."))
    found = _locked(request)
    path = found.document
    found.state, found.decided_at, found.decided_by = _State.WITHDRAWN, now, by
    found.document = ""
    found.save(update_fields=["state", "decided_at", "decided_by", "document"])
    transaction.on_commit(partial(documents.erase, path))
    audit.record(
        "accounts.administrator_request_withdrawn",
        by=by,
        at=now,
        target=found,
        parent=scope_ref(unit_scope(found.unit_uid)),
    )
    return found


@transaction.atomic
def erase_old_documents(*, now: datetime) -> int:
    """Erase authorisations decided longer ago than they are kept.

    Returns
    -------
    int
        How many were erased.
    """
    old = AdministratorRequest.objects.select_for_update().filter(
        decided_at__lt=now - DOCUMENT_KEPT_FOR
    )
    paths = [path for path in old.values_list("document", flat=True) if path]
    old.update(document="", post="", user=None)
    for path in paths:
        transaction.on_commit(partial(documents.erase, path))
    return len(paths)


def _locked(request: AdministratorRequest) -> AdministratorRequest:
    found = AdministratorRequest.objects.select_for_update().get(pk=request.pk)
    if found.state != _State.WAITING:
        raise AlreadyDecidedError
    return found


def _decide(
    request: AdministratorRequest,
    by: User,
    now: datetime,
    *,
    state: _State,
    reason: str = "",
) -> AdministratorRequest:
    decision = has_permission(by, Permission.CONFIRM_ADMINISTRATORS, now=now)
    if not decision:
        raise NotAllowedError(decision.reason)
    if request.user_id == by.pk:
        raise NotAllowedError(_("Another operator has to decide your own request."))
    found = _locked(request)
    found.state, found.decided_at, found.decided_by = state, now, by
    found.reason = reason
    found.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    return found


def _administrator(person: User, scope: Scope, by: User, now: datetime) -> Membership:
    """The role, given now unless the person got it meanwhile."""
    try:
        return grant_role(
            user=person,
            role_code=RoleCode.UNIT_ADMINISTRATOR,
            scope=scope,
            by=by,
            now=now,
        )
    except AlreadyHoldsError:
        return (
            Membership.objects.in_scope(scope)
            .current(now)
            .get(user=person, role=RoleCode.UNIT_ADMINISTRATOR)
        )
