"""Making the package of an edition on the disk."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from miara.contest.actions.dossiers import keep_dossier, path_of
from miara.contest.domain.closing.bag import BagWriter
from miara.contest.domain.closing.layout import ascii_name
from miara.contest.exports.closing.assessment import write_assessment
from miara.contest.exports.closing.decisions import write_decisions
from miara.contest.exports.closing.entries import write_entries
from miara.contest.exports.closing.metadata import Case, info_of, write_metadata
from miara.contest.exports.closing.papers import write_letters, write_log, write_rules
from miara.contest.exports.closing.rows import Package
from miara.contest.models import Dossier, Edition
from miara.contest.models.shared import new_uid
from miara.core.progress import Progress

__all__ = ["make_dossier", "write_package"]

_PIECE = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def make_dossier(
    *,
    edition: Edition,
    case: Case,
    by_id: int | None,
    now: datetime,
    progress: Progress,
) -> tuple[Dossier, int]:
    """Write the package of an edition and keep it.

    It goes straight to the disk: its size is that of all attachments together, which
    no memory should have to hold.

    Returns
    -------
    tuple
        The row, and the number of files whose content could not be put in.
    """
    uid = new_uid()
    path = path_of(uid)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(draft, _NEW, 0o600), "wb") as file:
            package = write_package(file, edition, case, now=now, progress=progress)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        dossier = keep_dossier(
            edition=edition,
            uid=uid,
            case_number=case.number,
            case_class=case.klass,
            category=case.category,
            sha256=_digest(path),
            size=path.stat().st_size,
            file_count=package.bag.count,
            missing_count=len(package.missing),
            by_id=by_id,
            now=now,
        )
    except BaseException:
        draft.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return dossier, len(package.missing)


def write_package(
    file: BinaryIO, edition: Edition, case: Case, *, now: datetime, progress: Progress
) -> Package:
    """Write the whole package into an open file."""
    base = ascii_name(f"{edition.contest.code}-{edition.slug}")
    package = Package(BagWriter(file, base, now), edition, now, progress)
    write_rules(package)
    write_entries(package)
    write_assessment(package)
    write_decisions(package)
    write_letters(package)
    write_log(package)
    write_metadata(package, case)
    package.bag.close(info_of(package, case))
    return package


def _digest(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            sha.update(piece)
    return sha.hexdigest()
