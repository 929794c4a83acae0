"""Editions by address and by what a person may see of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from miara.accounts import public as accounts
from miara.contest.models import Edition
from miara.contest.roles import EDITION
from miara.contest.roles import ContestPermission as May
from miara.organisations.public import Organisation

if TYPE_CHECKING:
    from miara.contest.permissions import Person

__all__ = [
    "edition_at",
    "editions_of",
    "organisations_to_found",
    "public_editions",
]


def public_editions(now: datetime) -> QuerySet[Edition]:
    """Announced editions with their contest, newest first."""
    return (
        Edition.objects.public(now)
        .select_related("contest__owner")
        .order_by("-year", "-pk")
    )


def editions_of(user: Person, *, now: datetime) -> QuerySet[Edition]:
    """Editions in which a person has any role, with their contest, newest first.

    People of the organisation that owns a contest have a part in all its editions.
    """
    in_edition = {
        scope.id
        for permission in May
        for scope in accounts.scopes_of(user, permission, kind=EDITION, now=now)
    }
    owned = {
        scope.id
        for scope in accounts.scopes_of(
            user,
            accounts.Permission.EDIT_WORK,
            kind=accounts.ScopeKind.ORGANISATION,
            now=now,
        )
    }
    return (
        Edition.objects.filter(Q(uid__in=in_edition) | Q(contest__owner__uid__in=owned))
        .select_related("contest__owner")
        .order_by("-year", "-pk")
    )


def edition_at(contest: str, slug: str) -> Edition | None:
    """The edition at an address, announced or not; ask who may see it."""
    return (
        Edition.objects.select_related("contest__owner", "form")
        .defer("form__data")  # the definition of a published form is in memory
        .filter(contest__code=contest, slug=slug)
        .first()
    )


def organisations_to_found(user: Person, *, now: datetime) -> list[Organisation]:
    """Organisations for which a person may start contests."""
    scopes = accounts.scopes_of(
        user,
        accounts.Permission.EDIT_WORK,
        kind=accounts.ScopeKind.ORGANISATION,
        now=now,
    )
    uids = {scope.id for scope in scopes}
    return list(Organisation.objects.filter(uid__in=uids).order_by("pk"))
