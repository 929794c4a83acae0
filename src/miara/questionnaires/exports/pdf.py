"""A filled form as PDF, with the digest of its content at the foot of every page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from miara.documents import public as documents
from miara.questionnaires.domain.problems import shown_fields
from miara.questionnaires.presenters.answers import Shown, shown_fields_of
from miara.questionnaires.queries.sheets import Content, snapshot_of

__all__ = ["printed_sections", "sheet_pdf"]

TEMPLATE = Path(__file__).parent / "form.typ"


def sheet_pdf(
    content: Content, *, title: str, language: str, made_at: datetime
) -> bytes:
    """The whole sheet as tagged PDF; to be called outside a transaction.

    Raises
    ------
    miara.documents.public.TypesettingError
        When it cannot be set.
    """
    with translation.override(language):
        data = {
            "title": title,
            "note": content.definition.note.in_language(language),
            "sections": printed_sections(content, language),
            "sha256": snapshot_of(content).sha256,
            "empty": _("not filled in"),
        }
    return documents.typeset(
        TEMPLATE, data, title=title, language=language, made_at=made_at
    )


def printed_sections(
    content: Content, language: str, *, codes: frozenset[str] | None = None
) -> list[dict[str, Any]]:
    """Sections with labels and texts for a template, in the active language.

    Parameters
    ----------
    codes
        Only these fields; all that are asked when None.

    Returns
    -------
    list of dict
        ``title`` and ``answers`` with ``label``, ``lines``, ``header``, ``rows`` and
        ``numeric``; sections without any field are left out.
    """
    asked = shown_fields(content.definition, content.values)
    sections = []
    for section in content.definition.sections:
        wanted = [
            field.code
            for each, field in asked
            if each.code == section.code and (codes is None or field.code in codes)
        ]
        if wanted:
            answers = [_answer(each) for each in shown_fields_of(content, wanted)]
            name = section.title.in_language(language)
            sections.append({"title": name, "answers": answers})
    return sections


def _answer(answer: Shown) -> dict[str, Any]:
    files = [
        f"{each.name} – {each.alternative_text}" if each.alternative_text else each.name
        for each in answer.files
    ]
    lines = [*answer.paragraphs, answer.total, *files]
    return {
        "label": answer.label,
        "lines": [line for line in lines if line],
        "header": list(answer.header),
        "rows": [list(row) for row in answer.rows],
        "numeric": list(answer.numeric),
    }
