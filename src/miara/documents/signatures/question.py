"""What is asked about a signed file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from miara.documents.signatures.anchors import TrustAnchors

__all__ = ["Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to believe, as of when, beside which file, and whose number to compare."""

    trust: TrustAnchors
    at: datetime
    detached: bytes | None = None
    pesel: str = ""
