"""The list of trusted issuers that is in use."""

from __future__ import annotations

from functools import lru_cache

from miara.documents.models import SignatureCheck, StoredFile, TrustList
from miara.documents.queries.files import read_file
from miara.documents.signatures.anchors import EMPTY, TrustAnchors, read_anchors

__all__ = ["anchors_of", "checks_of", "trust_list_in_use"]


def trust_list_in_use() -> TrustList | None:
    """The newest list by import; None when the operator has imported none."""
    found = TrustList.objects.select_related("file")
    return found.order_by("-imported_at", "-pk").first()


def anchors_of(trust_list: TrustList | None) -> TrustAnchors:
    """The issuers of a list; nobody without one."""
    return EMPTY if trust_list is None else _read(trust_list.pk, trust_list.sha256)


def checks_of(file: StoredFile) -> list[SignatureCheck]:
    """The newest check of every signature of a file, in the order of signing."""
    every = SignatureCheck.objects.filter(file=file)
    newest = every.order_by("-checked_at", "-pk").first()
    if newest is None:
        return []
    checks = every.filter(checked_at=newest.checked_at)
    return list(
        checks.select_related("trust_list", "detached", "overridden_by").order_by(
            "position", "pk"
        )
    )


@lru_cache(maxsize=4)
def _read(pk: int, sha256: str) -> TrustAnchors:
    """Rows of lists never change, so a list is read once a process.

    The digest is a part of the key: a number may come again after a rollback.
    """
    row = TrustList.objects.select_related("file").get(pk=pk)
    return read_anchors(read_file(row.file), name=row.name, dated=row.dated)
