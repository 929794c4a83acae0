"""Keeping files and erasing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import transaction

from miara.audit import public as audit
from miara.documents import scanning, storage
from miara.documents.domain.contents.archive import ArchivedFile, read_archive
from miara.documents.domain.contents.faults import Fault, FileRefused, Inspected
from miara.documents.domain.contents.inspect import inspect
from miara.documents.domain.kinds import FileKind, media_type_of
from miara.documents.domain.names import clean_name
from miara.documents.errors import (
    BadFileError,
    ErasureError,
    FileInfectedError,
    ScannerUnreachableError,
)
from miara.documents.models import SignatureCheck, StoredFile

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "PreparedFile",
    "check_file",
    "erase_file",
    "keep_file",
    "keep_made",
    "keep_prepared",
    "prepare_file",
    "rescan",
    "sweep",
    "unpack_archive",
]

SCAN_BATCH = 50


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file that was checked, scanned and written, and has no row yet.

    Left alone, its bytes are swept after a day.
    """

    sha256: str
    size: int
    kind: FileKind
    name: str
    remarks: tuple[str, ...]
    scan: str
    pin: str


def prepare_file(
    *,
    content: bytes | BinaryIO,
    name: str,
    accept: frozenset[FileKind],
    limit: int,
) -> PreparedFile:
    """Check a file, ask the antivirus and write it to the disk.

    The slow part of `keep_file`, to be done before a transaction is opened: the wait
    for the disk and for the antivirus then holds no lock.

    Parameters
    ----------
    content
        Bytes, or a file open for reading from its start.
    name
        As given by the sender.
    accept
        Kinds that the place takes.
    limit
        Most bytes.

    Raises
    ------
    BadFileError
        When the file is not acceptable; nothing is written.
    FileInfectedError
        When the antivirus found something; nothing is written.
    ScannerUnreachableError
        When the antivirus does not answer and the site demands it.
    """
    data = content if isinstance(content, bytes) else content.read(limit + 1)
    found = _inspected(data, name, accept, limit)
    scan = _scan(data, name)
    sha256, pin = storage.pin(data)
    return PreparedFile(
        sha256=sha256,
        size=len(data),
        kind=found.kind,
        name=clean_name(name, found.kind),
        remarks=tuple(remark.value for remark in found.remarks),
        scan=scan,
        pin=pin,
    )


def check_file(
    *,
    content: bytes | BinaryIO,
    name: str,
    accept: frozenset[FileKind],
    limit: int,
) -> bytes:
    """Check a file and ask the antivirus, and write nothing.

    For content that is read once and must not stay, such as answers of people.

    Returns
    -------
    bytes
        The whole content.

    Raises
    ------
    BadFileError, FileInfectedError, ScannerUnreachableError
        See `prepare_file`.
    """
    data = content if isinstance(content, bytes) else content.read(limit + 1)
    _inspected(data, name, accept, limit)
    _scan(data, name)
    return data


def unpack_archive(
    *, content: bytes | BinaryIO, name: str, limit: int
) -> list[ArchivedFile]:
    """Files of a ZIP, checked by the antivirus as a whole; nothing is written.

    Parameters
    ----------
    limit
        Most bytes of the archive, and of each file in it.

    Raises
    ------
    BadFileError
        When the archive as a whole is not acceptable.
    FileInfectedError, ScannerUnreachableError
        See `prepare_file`.
    """
    data = content if isinstance(content, bytes) else content.read(limit + 1)
    try:
        if len(data) > limit:
            raise FileRefused(Fault.TOO_LARGE, limit=limit)
        found = read_archive(data, limit=limit)
    except FileRefused as refused:
        raise BadFileError(name, refused) from refused
    _scan(data, name)
    return found


def _inspected(
    data: bytes, name: str, accept: frozenset[FileKind], limit: int
) -> Inspected:
    try:
        return inspect(data, name=name, accept=accept, limit=limit)
    except FileRefused as refused:
        raise BadFileError(name, refused) from refused


@transaction.atomic
def keep_prepared(
    *, prepared: PreparedFile, by: User | None, now: datetime
) -> StoredFile:
    """Give a prepared file its row, in the caller's transaction."""
    stored = StoredFile.objects.create(
        sha256=prepared.sha256,
        size=prepared.size,
        kind=prepared.kind.value,
        media_type=media_type_of(prepared.kind),
        name=prepared.name,
        remarks=list(prepared.remarks),
        scan=prepared.scan,
        uploaded_by=by,
        uploaded_at=now,
    )
    audit.record(
        "documents.file_kept",
        by=by,
        at=now,
        target=stored,
        after={"kind": stored.kind, "size": stored.size, "sha256": stored.sha256},
    )
    transaction.on_commit(lambda: storage.unpin(prepared.sha256, prepared.pin))
    return stored


def keep_file(
    *,
    content: bytes | BinaryIO,
    name: str,
    accept: frozenset[FileKind],
    limit: int,
    by: User | None,
    now: datetime,
) -> StoredFile:
    """Check, scan, write and record a file.

    The bytes and their folder are flushed to the disk before the row can commit.

    Parameters
    ----------
    content, name, accept, limit
        See `prepare_file`.
    by
        Who sends it; None for what the program itself made.
    now
        The present.

    Raises
    ------
    BadFileError, FileInfectedError, ScannerUnreachableError
        See `prepare_file`; nothing is kept.
    """
    prepared = prepare_file(content=content, name=name, accept=accept, limit=limit)
    return keep_prepared(prepared=prepared, by=by, now=now)


def keep_made(
    *, content: bytes, name: str, kind: FileKind, by: User | None, now: datetime
) -> StoredFile:
    """Keep a file that the program made itself: neither inspected nor scanned."""
    sha256, pin = storage.pin(content)
    prepared = PreparedFile(
        sha256=sha256,
        size=len(content),
        kind=kind,
        name=clean_name(name, kind),
        remarks=(),
        scan=StoredFile.Scan.CLEAN,
        pin=pin,
    )
    return keep_prepared(prepared=prepared, by=by, now=now)


@transaction.atomic
def erase_file(
    *, file: StoredFile, reason: str, by: User | None, now: datetime
) -> StoredFile:
    """Forget content, name and signers of a file; the row stays as a trace.

    The bytes leave the disk once no living row holds them. Erasing twice is once.

    Raises
    ------
    ErasureError
        Without a reason.
    """
    if not reason.strip():
        raise ErasureError
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    if file.erased_at is not None:
        return file
    file.erased_at, file.erased_reason = now, reason.strip()[:300]
    file.name = ""
    file.save(update_fields=["erased_at", "erased_reason", "name"])
    SignatureCheck.objects.filter(file=file).update(
        signer_name="", certificate_name="", report={}
    )
    audit.record(
        "documents.file_erased",
        by=by,
        at=now,
        target=file,
        after={"sha256": file.sha256},
    )
    sha256 = file.sha256
    transaction.on_commit(lambda: _discard(sha256))
    return file


def rescan(now: datetime) -> dict[str, int]:
    """Ask the antivirus about files that it could not see when they came.

    Returns
    -------
    dict[str, int]
        Numbers of files found ``clean`` and ``infected``.
    """
    counts = {"clean": 0, "infected": 0}
    if not scanning.is_configured():
        return counts
    waiting = StoredFile.objects.unscanned().order_by("uploaded_at", "pk")
    for stored in waiting[:SCAN_BATCH]:
        answer = scanning.scan(storage.read(stored.sha256))
        if answer is scanning.ScanAnswer.UNREACHABLE:
            break
        infected = answer is scanning.ScanAnswer.INFECTED
        with transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).update(scan=answer.value)
            if infected:
                audit.record("documents.file_infected", by=None, at=now, target=stored)
        counts["infected" if infected else "clean"] += 1
    return counts


def sweep() -> int:
    """Delete bytes that no living row names and nobody is about to name.

    Returns
    -------
    int
        How many were deleted.
    """
    living = set(StoredFile.objects.living().values_list("sha256", flat=True))
    orphans = [digest for digest in storage.all_digests() if digest not in living]
    return sum(_discard(digest) for digest in orphans)


def _discard(sha256: str) -> bool:
    holders = StoredFile.objects.living().filter(sha256=sha256)
    return storage.discard(sha256, is_held=holders.exists)


def _scan(content: bytes, name: str) -> str:
    answer = scanning.scan(content)
    if answer is scanning.ScanAnswer.INFECTED:
        raise FileInfectedError(name=name)
    if answer is scanning.ScanAnswer.UNREACHABLE and settings.MIARA_CLAMAV_REQUIRED:
        raise ScannerUnreachableError
    clean = answer is scanning.ScanAnswer.CLEAN
    return StoredFile.Scan.CLEAN if clean else StoredFile.Scan.NOT_SCANNED
