"""Packages of a unit: ordering, keeping, handing out, taking in, erasing."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from django.db import transaction

from miara.audit import public as audit
from miara.core import jobs
from miara.documents import public as documents
from miara.exchange.errors import (
    NotEmptyError,
    PackageGoneError,
    PackageTooLargeError,
)
from miara.exchange.models import Package
from miara.exchange.permissions import can_move, require
from miara.exchange.queries.tables import filled_tables

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.core.models import Job

__all__ = [
    "CHECK_JOB",
    "KEPT_FOR",
    "MAKE_JOB",
    "MOST_SENT",
    "TAKE_JOB",
    "erase_old_packages",
    "erase_package",
    "keep_bytes",
    "mark_package",
    "open_package",
    "order_package",
    "order_taking",
    "receive_package",
    "require_empty",
]

MAKE_JOB: Final = "exchange.make_package"
CHECK_JOB: Final = "exchange.check_package"
TAKE_JOB: Final = "exchange.take_package"
#: A package is everything of a unit; it does not lie about for longer.
KEPT_FOR: Final = timedelta(days=14)
MOST_SENT: Final = 1024**3
_PIECE: Final = 1 << 20
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL
Direction, State = Package.Direction, Package.State


@transaction.atomic
def order_package(unit_uid: str, *, by: User, now: datetime) -> Package:
    """Have the package of a unit made in the background; one at a time.

    Raises
    ------
    NotAllowedError
    """
    require(can_move(by, unit_uid))
    waiting = Package.objects.filter(
        unit_uid=unit_uid, direction=Direction.OUT, state=State.WAITING
    )
    if (found := waiting.first()) is not None:
        return found
    row = Package.objects.create(
        unit_uid=unit_uid, direction=Direction.OUT, ordered_at=now, ordered_by=by
    )
    audit.record(
        "exchange.package_ordered",
        by=by,
        at=now,
        target=row,
        after={"unit": unit_uid},
    )
    _work(row, MAKE_JOB, by, now)
    return row


def receive_package(
    unit_uid: str, content: BinaryIO, *, by: User, now: datetime
) -> Package:
    """Keep a package that was brought and have it checked; nothing is written yet.

    Raises
    ------
    NotAllowedError
    PackageTooLargeError
    """
    require(can_move(by, unit_uid))
    row = Package(
        unit_uid=unit_uid, direction=Direction.IN, ordered_at=now, ordered_by=by
    )
    try:
        row.sha256, row.size = keep_bytes(row.path, content)
        with transaction.atomic():
            row.save()
            audit.record(
                "exchange.package_received",
                by=by,
                at=now,
                target=row,
                after={"unit": unit_uid, "sha256": row.sha256, "size": row.size},
            )
            _work(row, CHECK_JOB, by, now)
    except BaseException:
        row.path.unlink(missing_ok=True)
        raise
    return row


@transaction.atomic
def order_taking(package: Package, *, by: User, now: datetime) -> Job:
    """Have a checked package written into its unit, which must be empty.

    Raises
    ------
    NotAllowedError
    PackageGoneError
        When it is not checked, was taken or erased.
    NotEmptyError
    """
    row = _locked(package)
    require(can_move(by, row.unit_uid))
    if row.direction != Direction.IN or row.state != State.READY or not row.is_here:
        raise PackageGoneError
    require_empty(row.unit_uid)
    row.state = State.WAITING
    row.save(update_fields=["state"])
    return _work(row, TAKE_JOB, by, now)


@transaction.atomic
def open_package(package: Package, *, by: User, now: datetime) -> Path:
    """Hand a package out; each time is written down.

    Raises
    ------
    NotAllowedError
    PackageGoneError
    """
    require(can_move(by, package.unit_uid))
    if package.direction != Direction.OUT or not package.is_here:
        raise PackageGoneError
    audit.record(
        "exchange.package_downloaded",
        by=by,
        at=now,
        target=package,
        after={"unit": package.unit_uid, "sha256": package.sha256},
    )
    return package.path


@transaction.atomic
def erase_package(package: Package, *, by: User | None, now: datetime) -> None:
    """Delete the bytes of a package; the row stays as a trace.

    Raises
    ------
    NotAllowedError
    """
    if by is not None:
        require(can_move(by, package.unit_uid))
    row = _locked(package)
    if row.state == State.ERASED:
        return
    row.state = State.ERASED
    row.save(update_fields=["state"])
    audit.record(
        "exchange.package_erased",
        by=by,
        at=now,
        target=row,
        after={"unit": row.unit_uid},
    )
    transaction.on_commit(lambda: row.path.unlink(missing_ok=True))


def erase_old_packages(now: datetime) -> int:
    """Erase packages that lie here for long; how many there were."""
    rows = Package.objects.filter(ordered_at__lt=now - KEPT_FOR)
    found = list(rows.exclude(state=State.ERASED).order_by("pk"))
    for row in found:
        erase_package(row, by=None, now=now)
    return len(found)


def mark_package(package: Package, state: str, about: dict[str, Any]) -> None:
    """Write down where a package stands and what is known of it."""
    Package.objects.filter(pk=package.pk).update(
        state=state, about=about, sha256=package.sha256, size=package.size
    )


def require_empty(unit_uid: str) -> None:
    """Refuse a unit that has plans here.

    Raises
    ------
    NotEmptyError
        With the names of some tables that have rows.
    """
    filled = filled_tables(unit_uid)
    if filled:
        names = [layout.title for layout in filled]
        more = "…" if len(names) > 5 else ""
        raise NotEmptyError(what=", ".join(names[:5]) + more)


def keep_bytes(path: Path, content: BinaryIO) -> tuple[str, int]:
    """Write a package to the disk piece by piece; its digest and size.

    Raises
    ------
    PackageTooLargeError
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sha, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, _NEW, 0o600), "wb") as file:
        while piece := content.read(_PIECE):
            size += len(piece)
            if size > MOST_SENT:
                raise PackageTooLargeError(most=documents.file_size(MOST_SENT))
            sha.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return sha.hexdigest(), size


def _work(row: Package, kind: str, by: User | None, now: datetime) -> Job:
    job = jobs.enqueue(kind, by=by, now=now, package=row.uid)
    Package.objects.filter(pk=row.pk).update(job_id=job.pk)
    row.job_id = job.pk
    return job


def _locked(package: Package) -> Package:
    return Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
