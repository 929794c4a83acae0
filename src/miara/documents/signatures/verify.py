"""One question for both families of signatures."""

from __future__ import annotations

from datetime import datetime

from miara.documents.signatures.anchors import TrustAnchors
from miara.documents.signatures.findings import SignatureFinding
from miara.documents.signatures.pades import verify_pdf
from miara.documents.signatures.question import Question
from miara.documents.signatures.xades import verify_xml

__all__ = ["verify"]


def verify(
    content: bytes,
    *,
    detached: bytes | None = None,
    trust: TrustAnchors,
    at: datetime,
    pesel: str = "",
) -> list[SignatureFinding]:
    """Verify the signatures of a document, without the network.

    Parameters
    ----------
    content
        A signed PDF, or an XML file with XAdES signatures.
    detached
        The document that a separate XAdES file signs.
    trust
        Issuers that are believed.
    at
        Moment as of which certificates are judged, unless a trusted timestamp proves
        an earlier one.
    pesel
        Number to compare with the signer's; it is not kept.

    Returns
    -------
    list[SignatureFinding]
        One for a signature; empty when there is none.
    """
    question = Question(trust=trust, at=at, detached=detached, pesel=pesel)
    if b"%PDF-" in content[:1024]:
        return verify_pdf(content, question)
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return verify_xml(content, question)
    return []
