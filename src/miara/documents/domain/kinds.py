"""Kinds of files that people may send."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "DOCUMENTS",
    "PICTURES",
    "SHEETS",
    "SIGNED",
    "FileKind",
    "media_type_of",
    "suffixes_of",
]


class FileKind(StrEnum):
    """What a file is, told from its content."""

    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    ODT = "ODT"
    ODS = "ODS"
    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    TEXT = "TEXT"
    CSV = "CSV"
    SIGNATURE = "SIGNATURE"
    MP4 = "MP4"
    ZIP = "ZIP"
    HTML = "HTML"
    SEALED = "SEALED"


@dataclass(frozen=True, slots=True)
class _Facts:
    """Media type and usual endings of the name; the first is the one we add."""

    media_type: str
    suffixes: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument"
_FACTS = {
    FileKind.PDF: _Facts("application/pdf", (".pdf",)),
    FileKind.DOCX: _Facts(f"{_OOXML}.wordprocessingml.document", (".docx",)),
    FileKind.XLSX: _Facts(f"{_OOXML}.spreadsheetml.sheet", (".xlsx",)),
    FileKind.ODT: _Facts("application/vnd.oasis.opendocument.text", (".odt",)),
    FileKind.ODS: _Facts("application/vnd.oasis.opendocument.spreadsheet", (".ods",)),
    FileKind.JPEG: _Facts("image/jpeg", (".jpg", ".jpeg")),
    FileKind.PNG: _Facts("image/png", (".png",)),
    FileKind.WEBP: _Facts("image/webp", (".webp",)),
    FileKind.TEXT: _Facts("text/plain; charset=utf-8", (".txt", ".md")),
    FileKind.CSV: _Facts("text/csv; charset=utf-8", (".csv",)),
    FileKind.SIGNATURE: _Facts("application/xml", (".xades", ".xml", ".sig")),
    FileKind.MP4: _Facts("video/mp4", (".mp4", ".m4v")),
    # Made by the program only; nobody may send them.
    FileKind.ZIP: _Facts("application/zip", (".zip",)),
    FileKind.HTML: _Facts("text/html; charset=utf-8", (".html",)),
    FileKind.SEALED: _Facts("application/octet-stream", (".sealed",)),
}

DOCUMENTS = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.ODT})
SHEETS = frozenset({FileKind.XLSX, FileKind.ODS, FileKind.CSV})
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
SIGNED = frozenset({FileKind.PDF, FileKind.SIGNATURE})


def media_type_of(kind: FileKind) -> str:
    """The media type under which a kind is kept and sent.

    >>> media_type_of(FileKind.PNG)
    'image/png'
    """
    return _FACTS[kind].media_type


def suffixes_of(kind: FileKind) -> tuple[str, ...]:
    """Endings of a name that fit the kind; the first is the usual one.

    >>> suffixes_of(FileKind.JPEG)
    ('.jpg', '.jpeg')
    """
    return _FACTS[kind].suffixes
