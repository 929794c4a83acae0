"""Who gets letters about many applications at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from miara.accounts import public as accounts
from miara.contest.models import Entry
from miara.contest.roles import ENTRY, ContestRole

__all__ = ["authors_of_entries"]


def authors_of_entries(
    entries: Iterable[Entry], *, now: datetime
) -> dict[str, list[accounts.User]]:
    """Active authors by the ``uid`` of the application. One query."""
    held = (
        accounts.Membership.objects.current(now)
        .filter(
            role=ContestRole.AUTHOR,
            scope_kind=ENTRY,
            scope_id__in=[entry.uid for entry in entries],
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )
    found: dict[str, list[accounts.User]] = defaultdict(list)
    for row in held:
        found[row.scope_id].append(row.user)
    return found
