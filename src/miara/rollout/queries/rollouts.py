"""Reads of the context: rollouts, documents, tables, experiences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from miara.accounts import public as accounts
from miara.organisations import public as organisations
from miara.rollout.models import (
    Experience,
    MethodDocument,
    MethodVersion,
    Rollout,
    TableFile,
)

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "document_of",
    "documents_of",
    "experience_of",
    "experiences_shown",
    "newest_version",
    "rollout_of",
    "rollouts_seen_by",
    "table_of",
    "tables_of",
    "versions_of",
]


def rollout_of(unit_uid: str) -> Rollout | None:
    """The rollout of a unit; None before it began."""
    return Rollout.objects.filter(unit_uid=unit_uid).first()


def rollouts_seen_by(user: User, on: date) -> QuerySet[Rollout] | None:
    """Rollouts that a person may oversee, the newest first; None for nobody's.

    The operator sees all; people of an organisation those of its members on a day.
    """
    rows = Rollout.objects.order_by("-started_at", "unit_uid")
    if accounts.is_operator(user):
        return rows
    scopes = accounts.scopes_of(
        user,
        accounts.Permission.READ_WORK,
        kind=accounts.ScopeKind.ORGANISATION,
    )
    if not scopes:
        return None
    members: set[str] = set()
    for scope in scopes:
        members |= organisations.members_of(scope.id, on=on)
    return rows.filter(unit_uid__in=members)


def documents_of(unit_uid: str) -> QuerySet[MethodDocument]:
    """Documents of the method of a unit, in their order."""
    return MethodDocument.objects.filter(unit_uid=unit_uid).order_by("position", "pk")


def document_of(unit_uid: str, pk: int) -> MethodDocument | None:
    """One document of a unit."""
    return MethodDocument.objects.filter(unit_uid=unit_uid, pk=pk).first()


def versions_of(document: MethodDocument) -> QuerySet[MethodVersion]:
    """Versions of a document with who saved them, the newest first."""
    rows = MethodVersion.objects.filter(document=document).select_related("saved_by")
    return rows.order_by("-number")


def newest_version(document: MethodDocument) -> MethodVersion:
    """The present text of a document."""
    return document.versions.get(number=document.version)


def tables_of(unit_uid: str) -> QuerySet[TableFile]:
    """Tables sent by a unit, the newest first."""
    rows = TableFile.objects.filter(unit_uid=unit_uid)
    return rows.order_by("-sent_at", "-pk")


def table_of(unit_uid: str, pk: int) -> TableFile | None:
    """One table of a unit, with its file."""
    rows = TableFile.objects.filter(unit_uid=unit_uid, pk=pk)
    return rows.select_related("stored").first()


def experience_of(unit_uid: str) -> Experience | None:
    """What a unit wrote; None when nothing yet."""
    return Experience.objects.filter(unit_uid=unit_uid).first()


def experiences_shown(packs: Iterable[str] | None = None) -> QuerySet[Experience]:
    """Experiences that units agreed to show, the newest first."""
    rows = Experience.objects.exclude(consented_at=None)
    if packs is not None:
        rows = rows.filter(pack__in=list(packs))
    return rows.order_by("-written_at", "pk")
