"""Who runs the office of an edition: organisers and formal checkers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from miara.accounts import public as accounts
from miara.contest.actions.guards import require
from miara.contest.errors.setup import LastOrganiserError
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.queries.office_people import office_people
from miara.contest.roles import ContestRole, edition_scope

__all__ = ["end_office_role", "give_office_role"]


@transaction.atomic
def give_office_role(
    *,
    edition: Edition,
    email: str,
    role: ContestRole,
    by: accounts.User,
    now: datetime,
    language: str = "pl",
) -> bool:
    """Give a role at once to whoever works in this office, invite anybody else.

    Whether an address has an account is not told: a stranger gets the same letter.

    Returns
    -------
    bool
        Whether the role holds already; False when a letter is on its way.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    AccountsError
        When the person has the role already.
    """
    require(can_organise(by, edition, now=now))
    email, scope = email.strip().lower(), edition_scope(edition.uid)
    known = office_people(edition, now=now).filter(user__email=email)
    if (first := known.first()) is not None and not known.filter(role=role).exists():
        accounts.grant_role(
            user=first.user, role_code=role, scope=scope, by=by, now=now
        )
        return True
    accounts.invite(
        email=email,
        role_code=role,
        scope=scope,
        scope_name=str(edition.name),
        by=by,
        now=now,
        language=language,
    )
    return False


@transaction.atomic
def end_office_role(
    *, edition: Edition, membership: int, by: accounts.User, now: datetime
) -> None:
    """Take a role in the office away; one organiser always stays.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    LastOrganiserError
    """
    require(can_organise(by, edition, now=now))
    people = office_people(edition, now=now)
    row = people.filter(pk=membership).first()
    if row is None:
        return
    others = people.filter(role=ContestRole.ORGANISER).exclude(pk=row.pk)
    if row.role == ContestRole.ORGANISER and not others.exists():
        raise LastOrganiserError
    accounts.revoke_role(membership=row, by=by, now=now)
