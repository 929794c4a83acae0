"""Pictures and documents of a card."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from miara.documents import public as documents
from miara.practices.models import PracticeFile

__all__ = ["Photo", "ShownFile", "shown_files"]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with what it shows and who took it."""

    url: str
    alternative: str
    title: str
    credit: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A document to take over or to read."""

    url: str
    title: str
    purpose: str
    kind: str
    size: str


def shown_files(
    rows: Iterable[PracticeFile], path: Callable[[str], str]
) -> dict[str, list[Photo] | list[ShownFile]]:
    """Pictures and documents in the order of the card; erased ones are left out."""
    photos: list[Photo] = []
    others: list[ShownFile] = []
    for row in rows:
        if row.file.erased_at is not None:
            continue
        url = path(row.file.uid)
        if row.kind == PracticeFile.Kind.PHOTO:
            photos.append(Photo(url, row.alternative, row.title, row.credit))
        else:
            others.append(
                ShownFile(
                    url,
                    row.title,
                    row.get_kind_display(),
                    documents.kind_name(documents.FileKind(row.file.kind)),
                    documents.file_size(row.file.size),
                )
            )
    return {"photos": photos, "documents": others}
