"""Who sits in the jury, and who takes no part in which application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.jury import NotOfThisEditionError, OneChairError
from miara.contest.errors.results import ReasonMissingError
from miara.contest.models import Edition, Entry, Juror, Recusal
from miara.contest.permissions import can_judge, can_organise, can_preside
from miara.contest.queries.jury import juror_of
from miara.contest.roles import ContestRole, edition_scope

__all__ = ["appoint_juror", "end_juror", "record_recusal", "take_seat"]


@transaction.atomic
def appoint_juror(
    *,
    edition: Edition,
    full_name: str,
    email: str,
    represents: str = "",
    unit_uids: Sequence[str] = (),
    is_chair: bool = False,
    by: accounts.User,
    now: datetime,
) -> Juror:
    """Put a person into the jury; a known account gets the role, others a letter.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    OneChairError
        When there is a chair already.
    """
    require(can_organise(by, edition, now=now))
    if is_chair:
        chair = edition.jurors.filter(is_chair=True, left_at=None).first()
        if chair is not None:
            raise OneChairError(name=chair.full_name)
    email = email.strip().lower()
    user = accounts.User.objects.filter(email=email, is_active=True).first()
    juror = Juror.objects.create(
        edition=edition,
        user=user,
        full_name=full_name,
        email=email,
        represents=represents,
        unit_uids=list(unit_uids),
        is_chair=is_chair,
        position=edition.jurors.count(),
    )
    role = ContestRole.CHAIR if is_chair else ContestRole.JUROR
    scope = edition_scope(edition.uid)
    if user is None:
        accounts.invite(
            email=email,
            role_code=role,
            scope=scope,
            scope_name=str(edition.name),
            by=by,
            now=now,
        )
    elif not _holds(user, role, scope, now):
        accounts.grant_role(user=user, role_code=role, scope=scope, by=by, now=now)
    audit.record(
        "contest.juror_appointed",
        by=by,
        at=now,
        target=juror,
        parent=edition,
        after={"is_chair": is_chair, "units": list(unit_uids)},
    )
    return juror


@transaction.atomic
def take_seat(*, juror: Juror, by: accounts.User, now: datetime) -> Juror:
    """Tie a seat to the account that accepted the invitation to it.

    Raises
    ------
    NotAllowedError
        When the person is no member of the jury.
    """
    require(can_judge(by, juror.edition, now=now))
    if juror.user_id is None and juror.email == by.email.lower():
        juror.user = by
        juror.save(update_fields=["user"])
        audit.record(
            "contest.juror_seated", by=by, at=now, target=juror, parent=juror.edition
        )
    return juror


@transaction.atomic
def end_juror(*, juror: Juror, by: accounts.User, now: datetime) -> Juror:
    """End a membership; what was decided with the person stays.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    """
    require(can_organise(by, juror.edition, now=now))
    juror = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
    if juror.left_at is not None:
        return juror
    juror.left_at = now
    juror.save(update_fields=["left_at"])
    if juror.user is not None:
        role = ContestRole.CHAIR if juror.is_chair else ContestRole.JUROR
        held = (
            accounts.Membership.objects.in_scope(edition_scope(juror.edition.uid))
            .current(now)
            .filter(user=juror.user, role=role)
            .first()
        )
        if held is not None:
            accounts.revoke_role(membership=held, by=by, now=now)
    audit.record(
        "contest.juror_ended", by=by, at=now, target=juror, parent=juror.edition
    )
    return juror


@transaction.atomic
def record_recusal(
    *, juror: Juror, entry: Entry, reason: str, by: accounts.User, now: datetime
) -> Recusal:
    """A member takes no part in an application: said by themselves or by the chair.

    Raises
    ------
    NotAllowedError
        When somebody else but the chair records it.
    NotOfThisEditionError
        When juror and application belong to two editions.
    ReasonMissingError
    """
    edition = juror.edition
    own = juror_of(edition, by)
    if own is not None and own.pk == juror.pk:
        require(can_judge(by, edition, now=now))
    else:
        require(can_preside(by, edition, now=now))
    if entry.edition_id != edition.pk or juror.left_at is not None:
        raise NotOfThisEditionError
    if not reason.strip():
        raise ReasonMissingError
    row, made = Recusal.objects.get_or_create(
        juror=juror,
        entry=entry,
        defaults={
            "reason": reason.strip()[:300],
            "recorded_at": now,
            "recorded_by": by,
        },
    )
    if made:
        audit.record(
            "contest.recusal_recorded",
            by=by,
            at=now,
            target=entry,
            parent=edition,
            after={"juror": juror.pk},
        )
    return row


def _holds(
    user: accounts.User, role: str, scope: accounts.Scope, now: datetime
) -> bool:
    held = accounts.Membership.objects.in_scope(scope).current(now)
    return held.filter(user=user, role=role).exists()
