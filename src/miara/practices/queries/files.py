"""Files that stand at public cards."""

from __future__ import annotations

from miara.documents.public import StoredFile
from miara.practices.models import PracticeFile

__all__ = ["public_file"]


def public_file(number: int, uid: str) -> StoredFile | None:
    """A file of a public card; None for drafts, other cards and what was erased."""
    row = (
        PracticeFile.objects.filter(card_id=number, card__live=True, file__uid=uid)
        .filter(file__erased_at=None)
        .select_related("file")
        .first()
    )
    return row.file if row else None
