"""Rows of the context."""

from miara.documents.models.attached import AttachedFile
from miara.documents.models.file import StoredFile
from miara.documents.models.signature import SignatureCheck, TrustList

__all__ = ["AttachedFile", "SignatureCheck", "StoredFile", "TrustList"]
