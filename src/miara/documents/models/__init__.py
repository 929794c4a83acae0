"""Rows of the context."""

from miara.documents.models.file import StoredFile
from miara.documents.models.signature import SignatureCheck, TrustList

__all__ = ["SignatureCheck", "StoredFile", "TrustList"]
