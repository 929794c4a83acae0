"""Keys of a unit, and the one that a program shows."""

from __future__ import annotations

from django.db.models import QuerySet

from miara.exchange.domain.keys import digest_of
from miara.exchange.models import AccessKey, Package

__all__ = ["key_of", "key_shown", "keys_of", "package_of", "packages_of"]


def keys_of(unit_uid: str) -> QuerySet[AccessKey]:
    """Keys of a unit, working ones first, then the newest; one query."""
    rows = AccessKey.objects.filter(unit_uid=unit_uid)
    return rows.order_by("revoked_at", "-created_at", "-pk")


def key_of(unit_uid: str, pk: int) -> AccessKey | None:
    """One key when it belongs to the unit."""
    return AccessKey.objects.filter(unit_uid=unit_uid, pk=pk).first()


def key_shown(secret: str) -> AccessKey | None:
    """The key behind what a program sent, in any state; None when there is none.

    Found by its digest: how long the search takes says nothing about the secret.
    """
    digest = digest_of(secret)
    return AccessKey.objects.filter(digest=digest).first() if digest else None


def packages_of(unit_uid: str) -> QuerySet[Package]:
    """Packages of a unit, the newest first; one query."""
    rows = Package.objects.filter(unit_uid=unit_uid)
    return rows.order_by("-ordered_at", "-pk")


def package_of(unit_uid: str, uid: str) -> Package | None:
    """One package when it belongs to the unit."""
    return Package.objects.filter(unit_uid=unit_uid, uid=uid).first()
