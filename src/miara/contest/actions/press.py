"""The package for the press: sealed before the hour, readable after it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.sealing import new_key, seal
from miara.contest.models import Edition, PressPackage
from miara.contest.permissions import can_preside
from miara.documents import public as documents

__all__ = ["Sealed", "keep_package", "seal_package"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package on the disk and what opens it."""

    prepared: bytes
    key: bytes
    sha256: str


def seal_package(content: bytes) -> Sealed:
    """Seal a package under a key of its own."""
    key = new_key()
    return Sealed(seal(content, key), key, hashlib.sha256(content).hexdigest())


@transaction.atomic
def keep_package(
    *, edition: Edition, stage: str, sealed: Sealed, by: accounts.User, now: datetime
) -> PressPackage:
    """Keep a sealed package; the newest of a stage is the one handed out.

    Raises
    ------
    NotAllowedError
        When the person does not preside over the jury.
    """
    require(can_preside(by, edition, now=now))
    stored = documents.keep_made(
        content=sealed.prepared,
        name=f"{edition.contest.code}-{edition.slug}-prasa.sealed",
        kind=documents.FileKind.SEALED,
        by=by,
        now=now,
    )
    package = PressPackage.objects.create(
        edition=edition,
        stage=stage,
        sealed=stored,
        key=sealed.key,
        sha256=sealed.sha256,
        made_at=now,
        made_by=by,
    )
    audit.record(
        "contest.press_sealed",
        by=by,
        at=now,
        target=package,
        parent=edition,
        after={"stage": stage, "sha256": sealed.sha256},
    )
    return package
