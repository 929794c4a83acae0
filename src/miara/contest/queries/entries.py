"""Applications by what a person may see of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet

from miara.accounts import public as accounts
from miara.contest.models import Edition, Entry, EntryPartner
from miara.contest.roles import ENTRY
from miara.contest.roles import ContestPermission as May
from miara.questionnaires.public import Content, snapshot_of

if TYPE_CHECKING:
    from miara.contest.permissions import Person

__all__ = [
    "UNREAD",
    "entries_of",
    "entries_of_edition",
    "partners_of",
    "sealed_content",
]

#: Long texts beside an application that its pages do not show.
UNREAD: Final = (
    "edition__about",
    "edition__grant_report",
    "edition__contest__about",
    "latest__snapshot",
)


def entries_of(user: Person, *, now: datetime) -> QuerySet[Entry]:
    """Applications that a person reads as an applicant, newest first.

    Those of units whose work they may read, and those they were invited to.
    """
    invited = {
        scope.id
        for scope in accounts.scopes_of(user, May.READ_ENTRY, kind=ENTRY, now=now)
    }
    own = {
        scope.id
        for scope in accounts.scopes_of(
            user, accounts.Permission.READ_WORK, kind=accounts.ScopeKind.UNIT, now=now
        )
    }
    return (
        Entry.objects.filter(Q(uid__in=invited) | Q(unit_uid__in=own))
        .select_related("edition__contest", "domain", "group", "latest")
        .defer(*UNREAD)
        .order_by("-created_at", "-pk")
    )


def entries_of_edition(edition: Edition) -> QuerySet[Entry]:
    """Applications of an edition for its office, by number, drafts left out.

    A draft belongs to its authors alone until it is submitted.
    """
    return (
        Entry.objects.filter(edition=edition)
        .exclude(number="")
        .select_related("domain", "group", "cell", "latest")
        .order_by("number", "pk")
    )


def partners_of(entry: Entry) -> list[EntryPartner]:
    """Partners of an application in their order. One query."""
    return list(entry.partners.order_by("position", "pk"))


def sealed_content(
    entry: Entry, content: Content, partners: Sequence[EntryPartner] | None = None
) -> dict[str, Any]:
    """What a version of an application consists of besides the answers.

    Parameters
    ----------
    content
        The sheet of the application, read once.
    partners
        `partners_of` the application, where they are known already.
    """
    return {
        "edition": entry.edition.uid,
        "entry": entry.uid,
        "unit": entry.unit_uid,
        "entrant": entry.entrant_name,
        "union": entry.union.uid if entry.union else "",
        "domain": entry.domain.code if entry.domain else "",
        "partners": [
            {"unit": row.unit_uid, "name": row.name, "role": row.role}
            for row in (partners_of(entry) if partners is None else partners)
        ],
        "application": snapshot_of(content).content,
    }
