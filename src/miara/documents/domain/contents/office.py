"""Office documents: packages of XML without macros, not larger than they look."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from miara.documents.domain.contents.faults import Fault, FileRefused, Remark
from miara.documents.domain.kinds import FileKind

__all__ = ["inspect_package"]

MOST_PARTS = 5_000
MOST_UNPACKED = 300_000_000
#: A part that grows more than so many times, and past `SMALL`, is a bomb. XML of
#: spreadsheets shrinks up to about sixty times.
MOST_GROWTH = 200
SMALL = 10_000_000
_CHUNK = 1 << 18

_ODF = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
}
_OOXML_MAIN = {
    b"wordprocessingml.document.main+xml": FileKind.DOCX,
    b"spreadsheetml.sheet.main+xml": FileKind.XLSX,
}
_MACRO_PART = re.compile(r"(vbaproject|vbadata|/activex|^basic/|^scripts/)", re.I)
_OBJECT_PART = re.compile(r"(/embeddings/|^object \d+/|/oleobject)", re.I)
_EXTERNAL = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External[\"'])"
    rb"(?![^>]*/hyperlink[\"'])",
    re.I,
)
_ODF_EXTERNAL = re.compile(
    rb"<(?:draw:image|table:table-source|text:section-source)\b[^>]*xlink:href="
    rb"[\"'](?:https?|ftp|file|//)",
    re.I,
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def inspect_package(content: bytes) -> tuple[FileKind, tuple[Remark, ...]]:
    """Tell an office document from its parts and refuse a dangerous one.

    Every part is unpacked once, piece by piece, so that a size in the header that
    lies is found out.

    Raises
    ------
    FileRefused
        ARCHIVE for any other ZIP; ENCRYPTED, DAMAGED, BOMB, MACROS or ENTITIES.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _inspect(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise FileRefused(Fault.DAMAGED) from error
    except NotImplementedError as error:  # a method of compression nobody uses
        raise FileRefused(Fault.ARCHIVE) from error


def _inspect(package: zipfile.ZipFile) -> tuple[FileKind, tuple[Remark, ...]]:
    parts = package.infolist()
    _refuse_bombs(parts)
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(Fault.ENCRYPTED)
    kind = _kind_of(package)
    remarks: dict[Remark, None] = {}
    for part in parts:
        if _MACRO_PART.search(part.filename) and not part.is_dir():
            raise FileRefused(Fault.MACROS, where=part.filename)
        if _OBJECT_PART.search(part.filename):
            remarks[Remark.EMBEDDED_OBJECTS] = None
        text = _unpack(package, part)
        if part.filename.endswith((".xml", ".rels")):
            if _DOCTYPE.search(text):
                raise FileRefused(Fault.ENTITIES, where=part.filename)
            if _EXTERNAL.search(text) or _ODF_EXTERNAL.search(text):
                remarks[Remark.EXTERNAL_LINKS] = None
        if part.filename == "META-INF/manifest.xml" and b"encryption-data" in text:
            raise FileRefused(Fault.ENCRYPTED)
    return kind, tuple(remarks)


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    grows = any(
        part.file_size > SMALL
        and part.file_size > MOST_GROWTH * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or grows:
        raise FileRefused(Fault.BOMB)


def _kind_of(package: zipfile.ZipFile) -> FileKind:
    names = set(package.namelist())
    if "mimetype" in names:
        kind = _ODF.get(_unpack(package, package.getinfo("mimetype")).strip())
        if kind is not None and "content.xml" in names:
            return kind
    if "[Content_Types].xml" in names:
        types = _unpack(package, package.getinfo("[Content_Types].xml"))
        if re.search(rb"macroEnabled", types, re.I):
            raise FileRefused(Fault.MACROS, where="[Content_Types].xml")
        for mark, kind in _OOXML_MAIN.items():
            if mark in types:
                return kind
    raise FileRefused(Fault.ARCHIVE)


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read a part to its end; texts are returned whole, the rest as nothing."""
    wanted = part.filename.endswith((".xml", ".rels")) or part.filename == "mimetype"
    pieces = []
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if wanted:
                pieces.append(piece)
    return b"".join(pieces)
