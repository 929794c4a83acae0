"""What a PDF says of itself."""

from __future__ import annotations

import io
import re

import pikepdf

__all__ = ["pdf_keywords"]

_WORD = re.compile(r"[^\s,;]+")


def pdf_keywords(content: bytes) -> tuple[str, ...]:
    """Key words written into a PDF; empty for anything that cannot be opened.

    Programs that write a document anew keep them. They prove nothing by themselves.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            said = str(document.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, ValueError, TypeError):
        return ()
    return tuple(_WORD.findall(said))
