"""A document of the method as a document of Word, to be signed there."""

from __future__ import annotations

import io
from collections.abc import Iterable

from miara.rollout.domain.texts import Block

__all__ = ["method_word"]


def method_word(title: str, unit: str, blocks: Iterable[Block]) -> bytes:
    """A document with real headings and lists; the author stays empty."""
    from docx import Document

    made = Document()
    made.core_properties.title = title
    made.core_properties.language = "pl"
    made.core_properties.author = ""
    made.add_heading(_clean(title), level=1)
    made.add_paragraph(_clean(unit))
    for block in blocks:
        if block.kind == "heading":
            made.add_heading(_clean(block.text), level=2)
        elif block.kind == "list":
            for line in block.lines:
                made.add_paragraph(_clean(line), style="List Bullet")
        else:
            made.add_paragraph(_clean(block.text))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    """Without characters that XML does not know."""
    return "".join(char for char in text if char >= " " or char in "\t\n")
