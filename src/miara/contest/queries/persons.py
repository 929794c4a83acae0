"""What contests keep about one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from miara.accounts import public as accounts
from miara.contest.letters.shared import OWNER
from miara.contest.models import (
    Assignment,
    Conflict,
    Declaration,
    Edition,
    Entry,
    EntryReading,
    EntryVersion,
    Expert,
    Juror,
    Mark,
    PublicQuestion,
    Recusal,
)
from miara.contest.roles import EDITION, ENTRY
from miara.notifications import public as notifications

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["PersonTable", "tables_of", "user_at"]


@dataclass(frozen=True, slots=True)
class PersonTable:
    """Rows of one kind about a person: names of columns and plain values."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def user_at(email: str) -> accounts.User | None:
    """The account of an address."""
    return accounts.User.objects.filter(email=email.strip().lower()).first()


def tables_of(
    email: str, user: accounts.User | None, *, edition: Edition | None = None
) -> list[PersonTable]:
    """Everything about a person in all editions or in one, empty tables left out.

    Marks of an expert are theirs, so they are here; marks that others gave are not.
    """
    address = email.strip().lower()
    within = (lambda path: {path: edition}) if edition else (lambda _path: {})
    found = [
        _experts(address, user, within),
        _jurors(address, user, within),
        _questions(address, within),
        _letters(address, edition),
    ]
    if user is not None:
        found += [*_of_account(user, edition, within)]
    return [table for table in found if table.rows]


_Within = Callable[[str], dict[str, Any]]


def _experts(address: str, user: accounts.User | None, within: _Within) -> PersonTable:
    rows = Expert.objects.filter(_is(address, user), **within("edition"))
    return _table(
        "experts",
        rows.order_by("pk"),
        ("edition__uid", "uid", "full_name", "email", "employer", "employer_uid",
         "home_uid", "past_uids", "state", "invited_at", "answered_at",
         "confidential_at"),
    )  # fmt: skip


def _jurors(address: str, user: accounts.User | None, within: _Within) -> PersonTable:
    rows = Juror.objects.filter(_is(address, user), **within("edition"))
    return _table(
        "jurors",
        rows.order_by("pk"),
        ("edition__uid", "full_name", "email", "represents", "unit_uids", "is_chair"),
    )


def _questions(address: str, within: _Within) -> PersonTable:
    rows = PublicQuestion.objects.filter(reply_to__iexact=address, **within("edition"))
    return _table(
        "questions",
        rows.order_by("pk"),
        ("edition__uid", "text", "reply_to", "asked_at", "answered_at"),
    )


def _letters(address: str, edition: Edition | None) -> PersonTable:
    rows = notifications.Message.objects.filter(
        owner_kind=OWNER, recipient__iexact=address
    )
    if edition is not None:
        rows = rows.filter(owner_id=edition.uid)
    return _table(
        "letters",
        rows.order_by("pk"),
        ("owner_id", "kind", "subject", "text", "state", "created_at", "ended_at"),
    )


def _of_account(
    user: accounts.User, edition: Edition | None, within: _Within
) -> Iterable[PersonTable]:
    assigned = Assignment.objects.filter(expert__user=user, **within("expert__edition"))
    yield _table(
        "assignments",
        assigned.order_by("pk"),
        ("entry__edition__uid", "entry__number", "state", "assigned_at", "total",
         "overall", "confidence", "submitted_at"),
    )  # fmt: skip
    yield _table(
        "marks",
        Mark.objects.filter(assignment__in=assigned).order_by("pk"),
        ("assignment__entry__number", "criterion__code", "points", "comment",
         "changed_at"),
    )  # fmt: skip
    own = {"expert__user": user, **within("expert__edition")}
    yield _table(
        "conflicts",
        Conflict.objects.filter(**own).order_by("pk"),
        ("entry__number", "kind", "state", "detail", "reason", "found_at"),
    )
    yield _table(
        "declarations",
        Declaration.objects.filter(**own).order_by("pk"),
        ("entry__number", "is_free", "text", "declared_at"),
    )
    yield _table(
        "recusals",
        Recusal.objects.filter(juror__user=user, **within("juror__edition")).order_by(
            "pk"
        ),
        ("entry__number", "reason", "recorded_at"),
    )
    yield _table(
        "applications",
        Entry.objects.filter(
            Q(created_by=user) | Q(uid__in=_entry_scopes(user)), **within("edition")
        ).order_by("pk"),
        ("edition__uid", "uid", "number", "unit_uid", "title", "state", "created_at",
         "submitted_at"),
    )  # fmt: skip
    yield _table(
        "submissions",
        EntryVersion.objects.filter(
            submitted_by=user, **within("entry__edition")
        ).order_by("pk"),
        ("entry__number", "position", "reason", "sha256", "received_at"),
    )
    yield _table(
        "readings",
        EntryReading.objects.filter(reader=user, **within("entry__edition")).order_by(
            "pk"
        ),
        ("entry__number", "part", "on", "first_at"),
    )
    yield _roles(user, edition)


def _roles(user: accounts.User, edition: Edition | None) -> PersonTable:
    rows = accounts.Membership.objects.filter(
        user=user, scope_kind__in=(EDITION, ENTRY)
    )
    if edition is not None:
        entries = Entry.objects.filter(edition=edition).values("uid")
        rows = rows.filter(Q(scope_id=edition.uid) | Q(scope_id__in=entries))
    return _table(
        "roles",
        rows.order_by("pk"),
        ("role", "scope_kind", "scope_id", "since", "until", "granted_at"),
    )


def _entry_scopes(user: accounts.User) -> QuerySet[Any, Any]:
    rows = accounts.Membership.objects.filter(user=user, scope_kind=ENTRY)
    return rows.values("scope_id")


def _is(address: str, user: accounts.User | None) -> Q:
    mine = Q(email__iexact=address)
    return mine if user is None else mine | Q(user=user)


def _table(name: str, rows: QuerySet[Any], columns: tuple[str, ...]) -> PersonTable:
    values = tuple(
        tuple(_plain(value) for value in row) for row in rows.values_list(*columns)
    )
    return PersonTable(name, tuple(c.replace("__", "_") for c in columns), values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return str(value)
