"""The one question: may this file be kept, and as what."""

from __future__ import annotations

from pathlib import PurePath

import puremagic

from miara.documents.domain.contents.faults import Fault, FileRefused, Inspected
from miara.documents.domain.contents.office import inspect_package
from miara.documents.domain.contents.pdf import inspect_pdf
from miara.documents.domain.contents.pictures import inspect_picture
from miara.documents.domain.contents.texts import decode_text, inspect_signature
from miara.documents.domain.contents.video import inspect_mp4
from miara.documents.domain.kinds import FileKind

__all__ = ["inspect"]

_PICTURES = {FileKind.JPEG, FileKind.PNG, FileKind.WEBP}
_HEAD = 4096
_BY_SUFFIX = {
    ".pdf": FileKind.PDF,
    ".jfif": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".jpg": FileKind.JPEG,
    ".png": FileKind.PNG,
    ".webp": FileKind.WEBP,
    ".mp4": FileKind.MP4,
}


def inspect(
    content: bytes, *, name: str, accept: frozenset[FileKind], limit: int
) -> Inspected:
    """Tell what a file is and refuse it when it is not wanted or not safe.

    The name only tells a table from other plain text: whoever sends the file chooses
    the name.

    Parameters
    ----------
    content
        Whole file.
    name
        As given by the sender.
    accept
        Kinds that the place takes.
    limit
        Most bytes.

    Raises
    ------
    FileRefused
        With the fault and the facts for a sentence.
    """
    if not content:
        raise FileRefused(Fault.EMPTY)
    if len(content) > limit:
        raise FileRefused(Fault.TOO_LARGE, limit=limit)
    if content.startswith(b"PK"):
        kind, remarks = inspect_package(content)
        _want(kind, accept)
        return Inspected(kind, remarks)
    kind = _guess(content, name, accept)
    _want(kind, accept)
    if kind is FileKind.PDF:
        inspect_pdf(content)
    elif kind in _PICTURES:
        inspect_picture(content, kind)
    elif kind is FileKind.MP4:
        inspect_mp4(content)
    elif kind is FileKind.SIGNATURE:
        inspect_signature(content)
    else:
        return Inspected(kind, decode_text(content)[1])
    return Inspected(kind)


def _guess(content: bytes, name: str, accept: frozenset[FileKind]) -> FileKind:
    """The kind that the first bytes claim; the structure is checked afterwards."""
    head = content[:_HEAD]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<")) and FileKind.SIGNATURE in accept:
        return FileKind.SIGNATURE
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        matches = []
    for match in matches:
        if match.extension in _BY_SUFFIX:
            return _BY_SUFFIX[match.extension]
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        raise FileRefused(Fault.OLD_OFFICE)
    if FileKind.SIGNATURE in accept and _looks_cms(content, head):
        raise FileRefused(Fault.CMS_SIGNATURE)
    try:
        decode_text(content)
    except FileRefused as error:
        suffix = matches[0].extension if matches else ""
        raise FileRefused(Fault.UNKNOWN, found=suffix) from error
    return FileKind.CSV if _is_table(name, accept) else FileKind.TEXT


def _looks_cms(content: bytes, head: bytes) -> bool:
    """Whether it is a signature of the other family, binary or in PEM."""
    signed_data = bytes.fromhex("06092a864886f70d010702")
    return signed_data in head[:64] or content.startswith(
        (b"-----BEGIN PKCS7", b"-----BEGIN CMS")
    )


def _is_table(name: str, accept: frozenset[FileKind]) -> bool:
    if FileKind.CSV not in accept:
        return False
    return FileKind.TEXT not in accept or PurePath(name).suffix.lower() == ".csv"


def _want(kind: FileKind, accept: frozenset[FileKind]) -> None:
    if kind not in accept:
        raise FileRefused(
            Fault.NOT_ACCEPTED,
            found=kind.value,
            accepted=tuple(sorted(each.value for each in accept)),
        )
