"""What a person has to do with contests, on the page of their account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.contest.models import Edition, Entry
from miara.contest.queries.editions import editions_of
from miara.contest.queries.entries import entries_of
from miara.contest.roles import EDITION, ENTRY
from miara.contest.roles import ContestPermission as May
from miara.core import slots

__all__ = ["account_block", "register"]

QUERIES: Final = 16
#: Editions named; the rest is found on the pages of contests.
SHOWN: Final = 5
_OFFICE = (May.ORGANISE, May.CHECK)


def register() -> None:
    """Add the block and name the scopes; called once at start."""
    slots.register(
        "account-page",
        name="contest.mine",
        order=40,
        build=account_block,
        template="contest/entry/_account_block.html",
        queries=QUERIES,
    )
    accounts.name_scopes(EDITION, _edition_name)
    accounts.name_scopes(ENTRY, _entry_name)


def account_block(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Links to applications, the desk and offices; nothing without any of them."""
    user, now = request.user, request.received_at  # type: ignore[attr-defined]
    in_office = {
        scope.id
        for permission in _OFFICE
        for scope in accounts.scopes_of(user, permission, kind=EDITION, now=now)
    }
    values = {
        "applies": entries_of(user, now=now).exists(),
        "assesses": bool(accounts.scopes_of(user, May.ASSESS, kind=EDITION, now=now)),
        "editions": editions_of(user, now=now).filter(uid__in=in_office)[:SHOWN],
    }
    return values if any(values.values()) else None


def _edition_name(uid: str) -> str:
    row = Edition.objects.filter(uid=uid).first()
    return str(row) if row else ""


def _entry_name(uid: str) -> str:
    row = Entry.objects.select_related("edition").filter(uid=uid).first()
    if row is None:
        return ""
    return _("application: %(title)s") % {"title": row.title or row.edition}
