"""Files of news: checked by content, cleaned of data about their author."""

from __future__ import annotations

from typing import Final

from miara.documents import public as documents

__all__ = ["PHOTO_KINDS", "SIZE_LIMIT", "prepare_news_file"]

PHOTO_KINDS: Final = documents.PICTURES
_OTHERS: Final = documents.DOCUMENTS | frozenset(
    {documents.FileKind.XLSX, documents.FileKind.ODS}
)
SIZE_LIMIT: Final = 20 * 1024 * 1024


def prepare_news_file(
    *, content: bytes, name: str, is_photo: bool
) -> documents.PreparedFile:
    """Check a file and take out what it says of its author and place.

    Raises
    ------
    BadFileError, FileInfectedError, ScannerUnreachableError
        When it may not be shown to everybody.
    """
    accept = PHOTO_KINDS if is_photo else _OTHERS
    sent = documents.prepare_file(
        content=content, name=name, accept=accept, limit=SIZE_LIMIT
    )
    return documents.prepare_file(
        content=documents.anonymous_content(content, name=name, kind=sent.kind),
        name=sent.name,
        accept=accept,
        limit=SIZE_LIMIT,
    )
