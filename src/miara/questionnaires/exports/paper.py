"""A form as DOCX, to circulate in an office without the site.

Every answer has a box: a table whose description names the field, with a content
control of the same name inside. Programs that drop one usually keep the other. The
form and version stand in the properties of the document and in a hidden line.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from miara.questionnaires.domain.definition import Field, FormDefinition
from miara.questionnaires.domain.kinds import COLUMNS, COMPOSITE, TABLES, Kind
from miara.questionnaires.presenters.answers import (
    COLUMN_LABELS,
    PART_LABELS,
    PARTNER_KINDS,
)

__all__ = ["MARK", "blank_rows", "columns_of", "form_docx", "mark_of", "printed_parts"]

MARK = "miara-form"
_FIELD = "miara-field:"
_BLANK_ROWS = 5


def mark_of(definition: FormDefinition, version: int) -> str:
    """What tells a filled copy apart: form, version, digest of the definition."""
    return f"{MARK}:{definition.code}:{version}:{definition.sha256[:16]}"


def form_docx(
    definition: FormDefinition,
    version: int,
    *,
    values: Mapping[str, Any] | None = None,
    language: str = "pl",
) -> bytes:
    """The form as a document of Word.

    Parameters
    ----------
    values
        Answers to put in; a blank form without them.
    """
    with translation.override(language):
        paper = Document()
        _properties(paper, definition, version, language)
        for each in _intro(definition, language):
            paper.add_paragraph(each)
        for section in definition.sections:
            paper.add_heading(section.title.in_language(language), level=1)
            if section.guidance:
                paper.add_paragraph(section.guidance.in_language(language))
            for field in section.fields:
                _field(paper, field, definition, (values or {}).get(field.code))
        _hidden(paper, mark_of(definition, version))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def columns_of(kind: Kind) -> list[str]:
    """Columns of a table that are printed; the code of a partner is in its name."""
    return [c for c in COLUMNS[kind] if (kind, c) != (Kind.PARTNERS, "code")]


def printed_parts(kind: Kind) -> tuple[str, ...]:
    """Parts that have a line each; none where one box is enough."""
    return () if kind == Kind.UNIT else COMPOSITE.get(kind, ())


def blank_rows(field: Field) -> int:
    """Empty rows of a table on paper."""
    return min(field.max_rows or _BLANK_ROWS, _BLANK_ROWS)


def _properties(
    paper: Paper, definition: FormDefinition, version: int, language: str
) -> None:
    title = definition.title.in_language(language)
    paper.core_properties.title = title
    paper.core_properties.language = language
    paper.core_properties.identifier = mark_of(definition, version)
    paper.core_properties.author = ""
    paper.styles["Normal"].font.size = Pt(11)
    paper.add_heading(title, level=0)


def _intro(definition: FormDefinition, language: str) -> list[str]:
    texts = [definition.description, definition.note]
    return [
        *(text.in_language(language) for text in texts if text),
        _(
            "Write inside the boxes. In lists put x between the brackets: [x]. Leave "
            "the headings as they are: they are needed to read the file back."
        ),
    ]


def _field(paper: Paper, field: Field, definition: FormDefinition, value: Any) -> None:
    language = translation.get_language()
    optional = "" if field.required else f" {_('(optional)')}"
    paper.add_heading(field.label.in_language(language) + optional, level=2)
    for note in _notes(field, definition, language):
        paper.add_paragraph(note)
    if field.kind in TABLES:
        _rows(paper, field, value or [])
    elif parts := printed_parts(field.kind):
        table = _table(paper, field, len(parts), 2)
        for row, part in zip(table.rows, parts, strict=True):
            row.cells[0].text = str(PART_LABELS[field.kind, part])
            _put(row.cells[1], f"{field.code}.{part}", (value or {}).get(part, ""))
    else:
        box = _table(paper, field, 1, 1).rows[0].cells[0]
        _put(box, field.code, _text(field, value, language))


def _notes(field: Field, definition: FormDefinition, language: str) -> list[str]:
    notes = [field.guidance.in_language(language)]
    if field.condition is not None:
        other = definition.by_code[field.condition.field]
        notes.append(
            _("Only if the answer to “%(label)s” asks for it.")
            % {"label": other.label.in_language(language)}
        )
    if field.max_words:
        notes.append(_("Limit of words: %(limit)s.") % {"limit": field.max_words})
    if field.max_characters:
        notes.append(
            _("Limit of characters: %(limit)s.") % {"limit": field.max_characters}
        )
    if field.kind == Kind.ATTACHMENTS:
        notes.append(_("Add the files themselves on the site."))
    return [note for note in notes if note]


def _text(field: Field, value: Any, language: str | None) -> str:
    """What stands in the single box of a field."""
    kind = field.kind
    if kind in (Kind.CHOICE, Kind.CHOICES):
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(
            _option(choice.label.in_language(language), ticked=choice.code in chosen)
            for choice in field.choices
        )
    if kind == Kind.YES_NO:
        yes = _option(_("yes"), ticked=value is True)
        return f"{yes}\n{_option(_('no'), ticked=value is False)}"
    if kind == Kind.STATEMENT:
        ticked = (value or {}).get("version") == field.version
        return _option(field.statement.in_language(language), ticked=ticked)
    if kind == Kind.ATTACHMENTS:
        rules = field.attachments
        consent = rules.consent.in_language(language) if rules else ""
        return _option(consent, ticked=bool(value)) if consent else ""
    return _plain_text(kind, value)


def _plain_text(kind: Kind, value: Any) -> str:
    if kind == Kind.KEYWORDS:
        return ", ".join(value or ())
    if kind == Kind.UNIT:
        unit = value or {}
        named = unit.get("name", "")
        return f"{named} ({unit['code']})" if unit.get("code") else named
    return "" if value is None else str(value)


def _option(label: str, *, ticked: bool) -> str:
    return f"[{'x' if ticked else ' '}] {label}"


def _rows(paper: Paper, field: Field, rows: list[dict[str, Any]]) -> None:
    columns = columns_of(field.kind)
    count = max(blank_rows(field), len(rows))
    table = _table(paper, field, count + 1, len(columns))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.text = str(COLUMN_LABELS[field.kind, column])
    for index in range(count):
        row = rows[index] if index < len(rows) else {}
        for cell, column in zip(table.rows[index + 1].cells, columns, strict=True):
            _put(cell, f"{field.code}.{index}.{column}", _cell_text(row, column))


def _cell_text(row: Mapping[str, Any], column: str) -> str:
    text = str(row.get(column, ""))
    if column == "kind":
        return str(PARTNER_KINDS.get(text, text))  # type: ignore[call-overload]
    if column == "name" and row.get("code") and row.get("kind"):
        return f"{text} ({row['code']})"
    return text


def _table(paper: Paper, field: Field, rows: int, columns: int) -> Table:
    """A box; its description names the field and travels with it."""
    table = paper.add_table(rows=rows, cols=columns)
    table.style = "Table Grid"
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), f"{_FIELD}{field.code}")
    table._tbl.tblPr.append(caption)
    return table


def _put(cell: _Cell, name: str, text: str) -> None:
    """Put a text into a content control, a paragraph a line."""
    paragraph = cell.paragraphs[0]._p
    control = OxmlElement("w:sdt")
    settings = OxmlElement("w:sdtPr")
    tag = OxmlElement("w:tag")
    tag.set(qn("w:val"), f"{_FIELD}{name}")
    settings.append(tag)
    content = OxmlElement("w:sdtContent")
    control.append(settings)
    control.append(content)
    paragraph.addprevious(control)
    cell._tc.remove(paragraph)
    for line in text.split("\n"):
        made = cell.add_paragraph(line)._p
        content.append(made)
    # A cell has to end in a paragraph of its own.
    closing = cell.add_paragraph()
    closing.paragraph_format.space_after = Pt(0)


def _hidden(paper: Paper, text: str) -> None:
    run = paper.add_paragraph().add_run(text)
    run.font.hidden = True
