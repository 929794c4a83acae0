"""Packages in the background, and what is erased in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from miara.accounts.public import User
from miara.core.errors import MiaraError
from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import daily, due
from miara.exchange.actions.checking import check_package
from miara.exchange.actions.packages import (
    CHECK_JOB,
    MAKE_JOB,
    TAKE_JOB,
    erase_old_packages,
    mark_package,
)
from miara.exchange.actions.receipts import erase_old_receipts
from miara.exchange.actions.taking import take_package
from miara.exchange.exports.package_file import make_file
from miara.exchange.models import Package

__all__ = ["check", "erase", "make", "take"]

State = Package.State


@job(MAKE_JOB, retries=1)
def make(progress: Progress, *, package: str) -> dict[str, Any]:
    """Write the package of a unit."""
    row = Package.objects.get(uid=package)
    try:
        about = make_file(row, now=timezone.now(), progress=progress)
    except MiaraError as error:
        mark_package(row, State.REFUSED, {"error": error.for_people()})
        raise
    mark_package(row, State.READY, about)
    return {"rows": about["rows"], "files": about["files"]}


@job(CHECK_JOB, retries=1)
def check(progress: Progress, *, package: str) -> dict[str, Any]:
    """Read a package that was brought; nothing is written into the unit."""
    row = Package.objects.get(uid=package)
    try:
        about = check_package(row, progress=progress)
    except MiaraError as error:
        mark_package(row, State.REFUSED, {"error": error.for_people()})
        raise
    mark_package(row, State.READY, about)
    return {"rows": about["rows"]}


@job(TAKE_JOB)
def take(progress: Progress, *, package: str) -> dict[str, Any]:
    """Write a checked package into its unit."""
    row = Package.objects.get(uid=package)
    by = User.objects.filter(pk=progress.by_id).first() if progress.by_id else None
    try:
        about = take_package(row, by=by, now=timezone.now(), progress=progress)
    except BaseException:
        # Nothing was written; the package can be taken again when the reason is gone.
        mark_package(row, State.READY, row.about)
        raise
    return {"rows": about["rows"]}


@due("exchange.erase", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase packages and answers to programs whose time is over."""
    return {
        "packages": erase_old_packages(now),
        "receipts": erase_old_receipts(now),
    }
