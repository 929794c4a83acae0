"""What makes a file an acceptable PDF document, told from its bytes."""

import re
from enum import StrEnum

MAX_BYTES = 10_000_000
_HEADER = re.compile(rb"^%PDF-(1\.[0-7]|2\.0)\s")
# Names of actions and objects that make a viewer run or open something else.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA)\b"
)
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


class PdfProblem(StrEnum):
    """Why a file is refused."""

    NOT_PDF = "NOT_PDF"
    DAMAGED = "DAMAGED"
    ACTIVE = "ACTIVE"
    TOO_LARGE = "TOO_LARGE"


def pdf_problem(content: bytes, *, limit: int = MAX_BYTES) -> PdfProblem | None:
    """The first reason to refuse a file, or None when it is acceptable.

    The name and the declared type are not looked at: whoever sends the file chooses
    them. Names hidden by ``#xx`` escapes are read as a viewer reads them.

    Parameters
    ----------
    content
        Whole file.
    limit
        Most bytes accepted.
    """
    if len(content) > limit:
        return PdfProblem.TOO_LARGE
    if not _HEADER.match(content):
        return PdfProblem.NOT_PDF
    if b"%%EOF" not in content[-1024:] or b"startxref" not in content[-2048:]:
        return PdfProblem.DAMAGED
    plain = _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)
    if _ACTIVE.search(plain):
        return PdfProblem.ACTIVE
    return None


def has_electronic_signature(content: bytes) -> bool:
    """Whether a PDF carries a signature field with signed bytes; not verified here."""
    return b"/ByteRange" in content
