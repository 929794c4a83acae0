"""Reading a filled copy back: what was written, and what was not understood."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn

from miara.questionnaires.domain.definition import Field, FormDefinition, Text
from miara.questionnaires.domain.kinds import TABLES, Kind, PartnerKind
from miara.questionnaires.domain.values import is_empty, normalise
from miara.questionnaires.errors import QuestionnairesError
from miara.questionnaires.exports.paper import (
    MARK,
    columns_of,
    form_docx,
    mark_of,
    printed_parts,
)
from miara.questionnaires.presenters.answers import PARTNER_KINDS

__all__ = ["Reading", "UnreadablePaper", "read_docx"]

LARGEST = 10_000_000
_UNPACKED = 60_000_000
_FIELD = "miara-field:"
_OPTION = re.compile(r"^\s*(?:\[\s*([^\]\s]*)\s*\]|([☐☑☒✓✔✗]))\s*(.*)$")
_TICKS = frozenset("xX✓✔✗☑☒vV+")


class UnreadablePaper(QuestionnairesError):
    """The file is no document of this form."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """Why."""
        return self.reason


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes
    ----------
    values
        Canonical values of the fields that hold something.
    problems
        Sentences about everything that was not understood; nothing written is dropped
        without one.
    mark
        Form, version and digest as the file names them; empty when it lost them.
    """

    values: dict[str, Any]
    problems: list[str] = field(default_factory=list)
    mark: str = ""


def read_docx(content: bytes, definition: FormDefinition, version: int) -> Reading:
    """Read a filled copy of a form.

    Parameters
    ----------
    content
        The file.
    definition, version
        The form that the answers are for.

    Raises
    ------
    UnreadablePaper
        When it is no DOCX, or a copy of another form.
    """
    paper = _open(content)
    mark = _mark(paper)
    if mark and mark.split(":")[1] != definition.code:
        raise UnreadablePaper(_("This document is a copy of another form."))
    reading = Reading({}, [], mark)
    if not mark:
        reading.problems.append(
            _("The document does not say which form it is; check what was read.")
        )
    elif mark != mark_of(definition, version):
        reading.problems.append(
            _("The document was made from another version; check what was read.")
        )
    boxes = _boxes(paper)
    for asked in definition.all_fields():
        box = boxes.pop(asked.code, None)
        label = asked.label.in_language(get_language())
        if box is None:
            reading.problems.append(
                _("%(field)s: the box is not in the document.") % {"field": label}
            )
            continue
        value = normalise(asked, _value(asked, box, label, reading.problems))
        if not is_empty(value):
            reading.values[asked.code] = value
    reading.problems.extend(_left_over(boxes, paper, definition, version))
    return reading


def _open(content: bytes) -> Paper:
    if len(content) > LARGEST:
        raise UnreadablePaper(_("The file is too large."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > _UNPACKED:
                raise UnreadablePaper(_("The file is too large."))
        return Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise UnreadablePaper(
            _("This is not a document in the DOCX format. Save it as DOCX.")
        ) from error


def _mark(paper: Paper) -> str:
    told = paper.core_properties.identifier or ""
    if told.startswith(f"{MARK}:"):
        return told
    for paragraph in paper.paragraphs:
        if paragraph.text.startswith(f"{MARK}:"):
            return str(paragraph.text).strip()
    return ""


#: A box as rows of cells, each a text with a line a paragraph.
Box = list[list[str]]


def _boxes(paper: Paper) -> dict[str, Box]:
    """Boxes by code of field: by the description of the table, else by a control."""
    found: dict[str, Box] = {}
    for number, table in enumerate(paper.element.body.iter(qn("w:tbl"))):
        name = _name_of(table) or f"?{number}"
        rows = [
            [_cell_text(cell) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        if name in found:  # a box that was split in two
            found[name] += rows
        else:
            found[name] = rows
    return found


def _name_of(table: Any) -> str:
    for caption in table.iter(qn("w:tblCaption")):
        told = str(caption.get(qn("w:val"), ""))
        if told.startswith(_FIELD):
            return told.removeprefix(_FIELD)
    for tag in table.iter(qn("w:tag")):
        told = str(tag.get(qn("w:val"), ""))
        if told.startswith(_FIELD):
            return told.removeprefix(_FIELD).partition(".")[0]
    return ""


def _cell_text(cell: Any) -> str:
    return "\n".join(_paragraph(each) for each in cell.iter(qn("w:p"))).strip("\n")


def _paragraph(element: Any) -> str:
    parts = []
    for each in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
        if each.tag == qn("w:t"):
            parts.append(each.text or "")
        else:
            parts.append("\t" if each.tag == qn("w:tab") else "\n")
    return "".join(parts)


def _value(asked: Field, box: Box, label: str, problems: list[str]) -> Any:
    if asked.kind in TABLES:
        return _rows(asked, box, label, problems)
    if parts := printed_parts(asked.kind):
        return _parts(parts, box, label, problems)
    text = "\n".join(cell for row in box for cell in row).strip()
    if asked.kind in _OPTIONS:
        return _OPTIONS[asked.kind](asked, text, label, problems)
    if asked.kind == Kind.KEYWORDS:
        return re.split(r"[,;\n]", text)
    if asked.kind == Kind.UNIT:
        return {"code": text, "name": "", "uid": ""} if text else None
    return text


def _rows(asked: Field, box: Box, label: str, problems: list[str]) -> list[Any]:
    columns = columns_of(asked.kind)
    rows = []
    for number, cells in enumerate(box[1:], 1):
        if len(cells) != len(columns):
            written = " · ".join(filter(None, cells))
            if written:
                problems.append(
                    _("%(field)s, row %(row)s: the cells were changed: %(text)s")
                    % {"field": label, "row": number, "text": written}
                )
            continue
        row = dict(zip(columns, cells, strict=True))
        if "kind" in row:
            row["kind"] = _partner_kind(row["kind"])
        rows.append(row)
    return rows


def _partner_kind(text: str) -> str:
    wanted = _plain(text)
    for code, label in PARTNER_KINDS.items():
        for language in ("pl", "en"):
            with translation.override(language):
                if wanted and _plain(str(label)) == wanted:
                    return code
    return PartnerKind.ORGANISATION


def _parts(
    parts: tuple[str, ...], box: Box, label: str, problems: list[str]
) -> dict[str, str]:
    found = {}
    for part, cells in zip(parts, box, strict=False):
        found[part] = cells[1] if len(cells) > 1 else ""
    for cells in box[len(parts) :]:
        if written := " · ".join(filter(None, cells)):
            problems.append(_outside(f"{label}: {written}"))
    return found


def _ticked(text: str) -> tuple[list[str], list[str]]:
    """Labels that are ticked, and lines that are no options."""
    ticked, other = [], []
    for line in filter(str.strip, text.split("\n")):
        option = _OPTION.match(line)
        if option is None:
            other.append(line.strip())
        elif (option[1] or option[2] or "") and (option[1] or option[2])[0] in _TICKS:
            ticked.append(option[3])
        elif option[1]:
            other.append(line.strip())
    return ticked, other


def _choice(asked: Field, text: str, label: str, problems: list[str]) -> str | None:
    chosen = _choices(asked, text, label, problems)
    if len(chosen) > 1:
        problems.append(
            _("%(field)s: more than one answer is marked; none was taken.")
            % {"field": label}
        )
        return None
    return chosen[0] if chosen else None


def _choices(asked: Field, text: str, label: str, problems: list[str]) -> list[str]:
    ticked, other = _ticked(text)
    known = {
        _plain(each): choice.code
        for choice in asked.choices
        for each in _both(choice.label)
    }
    problems += [_outside(f"{label}: {line}") for line in other]
    problems += [_outside(f"{label}: {t}") for t in ticked if _plain(t) not in known]
    return [known[_plain(each)] for each in ticked if _plain(each) in known]


def _yes_no(asked: Field, text: str, label: str, problems: list[str]) -> bool | None:
    ticked, other = _ticked(text)
    answers = {_plain(each) for each in ticked}
    said = {word in answers for word in ("tak", "yes") if word in answers}
    denied = answers & {"nie", "no"}
    problems += [_outside(f"{label}: {line}") for line in other]
    if bool(said) == bool(denied):
        if answers:
            problems.append(
                _("%(field)s: more than one answer is marked; none was taken.")
                % {"field": label}
            )
        return None
    return bool(said)


def _statement(
    asked: Field, text: str, label: str, problems: list[str]
) -> dict[str, Any] | None:
    ticked, _other = _ticked(text)
    if not ticked:
        return None
    if _plain(ticked[0]) not in {_plain(each) for each in _both(asked.statement)}:
        problems.append(
            _("%(field)s: the wording was changed, so it does not count.")
            % {"field": label}
        )
        return None
    return {"agreed": True, "version": asked.version}


def _consent(
    asked: Field, text: str, label: str, problems: list[str]
) -> dict[str, bool]:
    ticked, other = _ticked(text)
    problems += [_outside(f"{label}: {line}") for line in other]
    return {"consent": bool(ticked)}


_OPTIONS = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.STATEMENT: _statement,
    Kind.ATTACHMENTS: _consent,
}


def _both(text: Text) -> list[str]:
    return [each for each in (text.pl, text.en) if each]


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .").casefold()


def _outside(text: str) -> str:
    return _("Not understood, copy it by hand: %(text)s") % {"text": text}


def _left_over(
    boxes: dict[str, Box], paper: Paper, definition: FormDefinition, version: int
) -> Iterator[str]:
    """Boxes and paragraphs that are not of the form."""
    for rows in boxes.values():
        written = " · ".join(cell for row in rows for cell in row if cell.strip())
        if written:
            yield _outside(written)
    printed = set()
    for language in ("pl", "en"):
        blank = Document(io.BytesIO(form_docx(definition, version, language=language)))
        printed |= {_plain(each.text) for each in blank.paragraphs}
    for paragraph in paper.paragraphs:
        text = paragraph.text.strip()
        if text and _plain(text) not in printed and not text.startswith(f"{MARK}:"):
            yield _outside(text)
