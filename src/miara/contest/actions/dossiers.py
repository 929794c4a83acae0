"""The package of an edition: asking for it, keeping it, handing it out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.closing import (
    DossierGoneError,
    NoCaseError,
    ResultsSealedError,
)
from miara.contest.models import Dossier, Edition
from miara.contest.permissions import can_organise
from miara.contest.queries.closing import results_are_out
from miara.core import jobs

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.core.models import Job

__all__ = [
    "DOSSIER_JOB",
    "discard_dossier",
    "keep_dossier",
    "open_dossier",
    "order_dossier",
    "path_of",
]

DOSSIER_JOB = "contest.make_dossier"


def path_of(uid: str) -> Path:
    """Where the bytes of a package lie."""
    return settings.MIARA_HOME / "dossiers" / f"{uid}.zip"


@transaction.atomic
def order_dossier(
    *,
    edition: Edition,
    case_number: str,
    case_class: str,
    category: str = "",
    by: User,
    now: datetime,
) -> Job:
    """Write down how the office files the edition and have the package made.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    ResultsSealedError
        Before the results are out: the package holds them.
    NoCaseError
        Without number or class.
    """
    require(can_organise(by, edition, now=now))
    if not results_are_out(edition, now=now):
        raise ResultsSealedError
    number, klass = case_number.strip(), case_class.strip()
    if not number or not klass:
        raise NoCaseError
    Edition.objects.filter(pk=edition.pk).update(case_number=number, case_class=klass)
    audit.record(
        "contest.dossier_ordered",
        by=by,
        at=now,
        target=edition,
        after={"case": number, "class": klass},
    )
    return jobs.enqueue(
        DOSSIER_JOB,
        by=by,
        now=now,
        edition=edition.uid,
        number=number,
        klass=klass,
        category=category.strip(),
    )


@transaction.atomic
def keep_dossier(
    *,
    edition: Edition,
    uid: str,
    case_number: str,
    case_class: str,
    category: str,
    sha256: str,
    size: int,
    file_count: int,
    missing_count: int,
    by_id: int | None,
    now: datetime,
) -> Dossier:
    """Give a written package its row."""
    dossier = Dossier.objects.create(
        edition=edition,
        uid=uid,
        case_number=case_number,
        case_class=case_class,
        category=category,
        sha256=sha256,
        size=size,
        file_count=file_count,
        made_at=now,
        made_by_id=by_id,
    )
    audit.record(
        "contest.dossier_made",
        by=dossier.made_by,
        at=now,
        target=dossier,
        parent=edition,
        after={"sha256": sha256, "files": file_count, "missing": missing_count},
    )
    return dossier


@transaction.atomic
def open_dossier(*, dossier: Dossier, by: User, now: datetime) -> Path:
    """Hand a package out; each time is written down.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    DossierGoneError
        When it was erased, or is not on the disk.
    """
    require(can_organise(by, dossier.edition, now=now))
    path = path_of(dossier.uid)
    if dossier.erased_at is not None or not path.is_file():
        raise DossierGoneError
    audit.record(
        "contest.dossier_downloaded",
        by=by,
        at=now,
        target=dossier,
        parent=dossier.edition,
        after={"sha256": dossier.sha256},
    )
    return path


@transaction.atomic
def discard_dossier(*, dossier: Dossier, by: User | None, now: datetime) -> None:
    """Delete our copy of a package; the row stays as a trace."""
    if dossier.erased_at is not None:
        return
    Dossier.objects.filter(pk=dossier.pk).update(erased_at=now)
    audit.record(
        "contest.dossier_erased",
        by=by,
        at=now,
        target=dossier,
        parent=dossier.edition,
        after={"sha256": dossier.sha256},
    )
    path = path_of(dossier.uid)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
