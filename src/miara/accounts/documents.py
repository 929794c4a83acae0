"""Authorisations as files in a private folder, never served as static files."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from miara.accounts.domain.documents import (
    MAX_BYTES,
    PdfProblem,
    has_electronic_signature,
    pdf_problem,
)
from miara.accounts.errors import (
    ActivePdfError,
    BadDocumentError,
    DamagedPdfError,
    DocumentTooLargeError,
    NotPdfError,
)

FOLDER = "authorisations"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document that was kept: path under the uploads, digest and size in bytes."""

    path: str
    sha256: str
    size: int


def check_pdf(content: bytes) -> None:
    """Refuse what is not an acceptable PDF.

    Raises
    ------
    BadDocumentError
        The subclass says why.
    """
    errors: dict[PdfProblem, BadDocumentError] = {
        PdfProblem.NOT_PDF: NotPdfError(),
        PdfProblem.DAMAGED: DamagedPdfError(),
        PdfProblem.ACTIVE: ActivePdfError(),
        PdfProblem.TOO_LARGE: DocumentTooLargeError(MAX_BYTES),
    }
    problem = pdf_problem(content)
    if problem is not None:
        raise errors[problem]


def keep(content: bytes) -> StoredDocument:
    """Check a PDF and write it under a name nobody can guess.

    Raises
    ------
    BadDocumentError
        When it is not acceptable; nothing is written.
    """
    check_pdf(content)
    folder = _root() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(16)}.pdf"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return StoredDocument(
        f"{FOLDER}/{path.name}", hashlib.sha256(content).hexdigest(), len(content)
    )


def read(path: str) -> bytes:
    """Content of a kept document.

    Raises
    ------
    FileNotFoundError
        When it was erased, or the path leads out of the folder.
    """
    return _inside(path).read_bytes()


def is_signed(path: str) -> bool:
    """Whether a kept document carries an electronic signature; False when erased."""
    try:
        return has_electronic_signature(read(path))
    except FileNotFoundError:
        return False


def erase(path: str) -> None:
    """Delete a kept document; an absent one is fine."""
    if path:
        _inside(path).unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.UPLOADS_DIR)


def _inside(path: str) -> Path:
    folder = (_root() / FOLDER).resolve()
    found = (_root() / path).resolve()
    if found.parent != folder:
        raise FileNotFoundError(path)
    return found
