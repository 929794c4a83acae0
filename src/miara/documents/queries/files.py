"""Reading what was kept."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime

from miara.documents import storage
from miara.documents.domain.contents.anonymous import anonymous
from miara.documents.domain.contents.faults import FileRefused
from miara.documents.domain.kinds import FileKind
from miara.documents.errors import BadFileError, FileErasedError, FileInfectedError
from miara.documents.models import StoredFile

__all__ = ["anonymous_content", "anonymous_copy", "read_file"]


def read_file(file: StoredFile) -> bytes:
    """Content of a file, compared with its digest.

    Who may read is decided by the caller.

    Raises
    ------
    FileErasedError
        When the content was erased.
    FileInfectedError
        When the antivirus has found something meanwhile.
    FileNotFoundError, OSError
        When the disk has lost or changed the bytes: a fault to be repaired from a
        copy.
    """
    refuse_unreadable(file)
    return storage.read(file.sha256)


def anonymous_copy(file: StoredFile) -> bytes:
    """Content of a file without data about its author: made anew, kept nowhere.

    Raises
    ------
    BadFileError
        When the file cannot be cleaned, so that it is better not shown.
    FileErasedError, FileInfectedError, OSError
        As in `read_file`.
    """
    return anonymous_content(read_file(file), name=file.name, kind=FileKind(file.kind))


def anonymous_content(content: bytes, *, name: str, kind: FileKind) -> bytes:
    """Bytes of a checked file without data about its author.

    Raises
    ------
    BadFileError
        When the file cannot be cleaned, so that it is better not shown.
    """
    try:
        return anonymous(content, kind)
    except FileRefused as error:
        raise BadFileError(name, error) from error


def refuse_unreadable(file: StoredFile) -> None:
    """Refuse an erased or an infected file."""
    if file.erased_at is not None:
        raise FileErasedError(on=date_format(localtime(file.erased_at), "j E Y"))
    if file.scan == StoredFile.Scan.INFECTED:
        raise FileInfectedError(name=file.name)
