"""Groups of Wagtail, made anew from the roles of Miara."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group as Row
from django.contrib.auth.models import Permission
from django.db import transaction

from miara.editing.desks import Group

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ENTRY", "group_row", "keep_groups"]

#: Every member of a group of a desk may see the pages of the library at all.
ENTRY = "wagtailadmin.access_admin"


def keep_groups(user: User, held: Iterable[Group]) -> None:
    """Let a person be in the held groups and in no other.

    The groups of the library are a copy of the roles: whatever somebody wrote into
    them by hand disappears at the next request.
    """
    wanted = {group.name: group for group in held}
    present = set(user.groups.values_list("name", flat=True))
    if present == set(wanted):
        return
    # Only now: a transaction at each request would make readers wait for writers.
    with transaction.atomic():
        user.groups.set([group_row(group) for group in wanted.values()])
    for name in ("_user_perm_cache", "_group_perm_cache", "_perm_cache"):
        user.__dict__.pop(name, None)


@transaction.atomic
def group_row(group: Group) -> Row:
    """The row of a group with exactly its permissions; made when there is none."""
    row, _created = Row.objects.get_or_create(name=group.name)
    wanted = {ENTRY, *group.permissions}
    if _permissions_of(row) != wanted:
        row.permissions.set(_rows(wanted))
    return row


def _permissions_of(row: Row) -> set[str]:
    pairs = row.permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in pairs}


def _rows(wanted: Iterable[str]) -> list[Permission]:
    found = []
    for name in wanted:
        label, codename = name.split(".")
        found.append(
            Permission.objects.get(content_type__app_label=label, codename=codename)
        )
    return found
