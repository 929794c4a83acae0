"""Forms as DOCX for other contexts; the library of documents loads when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.questionnaires.models import FormVersion
from miara.questionnaires.queries.sheets import Content

if TYPE_CHECKING:
    from miara.questionnaires.exports.reading import Reading

__all__ = ["blank_docx", "read_docx", "sheet_docx"]


def blank_docx(version: FormVersion, *, language: str = "pl") -> bytes:
    """A version to be filled in away from the site.

    Takes a moment of work: call it outside a transaction.
    """
    from miara.questionnaires.exports.paper import form_docx

    return form_docx(version.definition, version.number, language=language)


def sheet_docx(content: Content, *, language: str = "pl") -> bytes:
    """A sheet with the answers given so far; call it outside a transaction."""
    from miara.questionnaires.exports.paper import form_docx

    return form_docx(
        content.definition,
        content.sheet.version.number,
        values=content.values,
        language=language,
    )


def read_docx(content: bytes, version: FormVersion) -> Reading:
    """Answers read from a filled copy, and what was not understood.

    Nothing is stored; units and official numbers are not resolved yet. Call it outside
    a transaction.

    Raises
    ------
    miara.questionnaires.errors.QuestionnairesError
        When the file is no copy of this form.
    """
    from miara.questionnaires.exports import reading

    return reading.read_docx(content, version.definition, version.number)
