"""The declaration as a tagged PDF and as a document of Word."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Final

from miara.documents import public as documents
from miara.risks.presenters.declaration import paragraphs

__all__ = ["declaration_pdf", "declaration_word"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "declaration.typ"


def declaration_pdf(title: str, unit: str, text: str, *, saved_at: datetime) -> bytes:
    """PDF/UA-1 with the text as people saved it; equal input gives equal bytes."""
    data = {"unit": unit, "paragraphs": paragraphs(text)}
    return documents.typeset(
        TEMPLATE, data, title=title, language="pl", made_at=saved_at
    )


def declaration_word(title: str, unit: str, text: str) -> bytes:
    """A document of Word with a real heading, to be finished there."""
    from docx import Document

    made = Document()
    made.core_properties.title = title
    made.core_properties.language = "pl"
    made.core_properties.author = ""
    made.add_heading(title, level=1)
    made.add_paragraph(unit)
    for each in paragraphs(text):
        made.add_paragraph(_clean(each))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    """Without characters that XML does not know."""
    return "".join(char for char in text if char >= " " or char in "\t\n")
