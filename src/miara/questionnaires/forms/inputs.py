"""From the inputs of a page to values, and from values to inputs.

Names of inputs: ``code`` of the field; ``code.part`` where a value has parts;
``code.row.column`` in tables. ``rev.code`` says which revision the writer saw, and that
the field was on the page at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from miara.questionnaires.domain.definition import Field
from miara.questionnaires.domain.kinds import (
    COLUMNS,
    COMPOSITE,
    TABLES,
    AttachmentKind,
    Kind,
    PartnerKind,
)
from miara.questionnaires.domain.values import as_number, is_empty, official_of
from miara.questionnaires.presenters.answers import (
    COLUMN_LABELS,
    PART_LABELS,
    PARTNER_KINDS,
)
from miara.questionnaires.presenters.kinds import KINDS

__all__ = ["Cell", "Control", "control", "fields_in", "read_value"]

_NUMERIC = frozenset({"one_off", "yearly", "baseline", "target", "achieved"})
_INPUT_TYPES = {Kind.EMAIL: "email", Kind.PHONE: "tel", Kind.URL: "url"}
_INPUT_MODES = {Kind.NUMBER: "decimal", Kind.MONEY: "decimal", Kind.YEAR: "numeric"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a value that has several."""

    name: str
    id: str
    label: str
    value: str
    column: str
    choices: Sequence[tuple[str, str]] = ()
    is_fixed: bool = False
    offers: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``number`` counts from 1; ``is_new``: for a further one."""

    index: int
    number: int
    cells: Sequence[Cell]
    is_new: bool
    official: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Control:
    """A field as the template shows it."""

    field: Field
    value: Any
    revision: int
    label: str
    guidance: str
    example: str
    problems: Sequence[str] = ()
    cells: Sequence[Cell] = ()
    rows: Sequence[Row] = ()
    files: Sequence[Any] = ()
    choices: Sequence[tuple[str, str, bool]] = ()
    text: str = ""
    statement: str = ""
    consent: str = ""
    is_ticked: bool = False
    input_type: str = "text"
    input_mode: str = ""
    purpose: str = ""
    keep_days: int = 0
    conflict: Any = None
    attachment_kinds: Sequence[AttachmentKind] = ()
    is_open: bool = True

    @property
    def kind_name(self) -> str:
        """The kind of the field in words."""
        return str(KINDS[self.field.kind])

    @property
    def code(self) -> str:
        """Of the field."""
        return self.field.code

    @property
    def kind(self) -> str:
        """Of the field."""
        return self.field.kind

    @property
    def is_group(self) -> bool:
        """Whether several inputs share one legend."""
        return bool(
            self.cells
            or self.rows
            or self.kind
            in (Kind.YES_NO, Kind.CHOICES, Kind.ATTACHMENTS, Kind.STATEMENT)
        )

    @property
    def described_by(self) -> str:
        """Ids of guidance and problems, for ``aria-describedby``."""
        parts = []
        if self.guidance or self.example:
            parts.append(f"h-{self.code}")
        if self.problems:
            parts.append(f"e-{self.code}")
        if self.field.max_words or self.field.max_characters:
            parts.append(f"c-{self.code}")
        return " ".join(parts)


def fields_in(data: QueryDict, fields: Sequence[Field]) -> list[Field]:
    """Fields that the page had, told by their revisions."""
    return [each for each in fields if f"rev.{each.code}" in data]


def read_value(asked: Field, data: QueryDict) -> Any:  # noqa: PLR0911 - one a kind
    """The value of a field from the inputs of its page, as typed."""
    code, kind = asked.code, asked.kind
    if kind in TABLES:
        return _read_rows(kind, code, data)
    if kind == Kind.UNIT:
        return {"code": data.get(code, ""), "name": "", "uid": ""}
    if kind in COMPOSITE:
        return {p: data.get(f"{code}.{p}", "") for p in COMPOSITE[kind]}
    if kind == Kind.CHOICES:
        return data.getlist(code)
    if kind == Kind.KEYWORDS:
        return [part.strip() for part in re.split(r"[,;\n]", data.get(code, ""))]
    if kind == Kind.YES_NO:
        return {"yes": True, "no": False}.get(data.get(code, ""))
    if kind == Kind.STATEMENT:
        version = data.get(f"{code}.version", "")
        seen = int(version) if version.isdigit() else asked.version
        return {"agreed": data.get(code) == "on", "version": seen}
    if kind == Kind.ATTACHMENTS:
        return {"consent": data.get(f"{code}.consent") == "on"}
    return data.get(code, "")


def control(
    asked: Field,
    value: Any,
    *,
    revision: int = 0,
    problems: Sequence[str] = (),
    files: Sequence[Any] = (),
    blank_rows: int = 1,
) -> Control:
    """A field with its value as inputs."""
    language = get_language()
    rules = asked.attachments
    found = Control(
        field=asked,
        value=value,
        revision=revision,
        label=asked.label.in_language(language),
        guidance=asked.guidance.in_language(language),
        example=asked.example.in_language(language),
        problems=problems,
        files=files,
        statement=asked.statement.in_language(language),
        consent=rules.consent.in_language(language) if rules else "",
        attachment_kinds=rules.kinds if rules else (),
        input_type=_INPUT_TYPES.get(asked.kind, "text"),
        input_mode=_INPUT_MODES.get(asked.kind, ""),
    )
    if asked.personal is not None:
        found.purpose = asked.personal.purpose.in_language(language)
        found.keep_days = asked.personal.keep_days
    _put_value(found, value, blank_rows)
    return found


def _put_value(found: Control, value: Any, blank_rows: int) -> None:
    asked, kind = found.field, found.kind
    if kind in TABLES:
        rows = list(value or ())
        limit = asked.max_rows or 200
        room = max(0, limit - len(rows))
        blanks: list[dict[str, Any]] = [{}] * min(blank_rows, room)
        found.rows = [
            _row(asked, index, row, is_new=index >= len(rows))
            for index, row in enumerate([*rows, *blanks])
        ]
    elif kind == Kind.UNIT:
        unit = value or {}
        name, code = unit.get("name", ""), unit.get("code", "")
        found.text = f"{name} ({code})" if code else name
    elif kind in COMPOSITE:
        found.cells = [
            _part(asked, part, value or {}) for part in COMPOSITE[asked.kind]
        ]
    elif kind in (Kind.CHOICE, Kind.CHOICES):
        chosen = value if isinstance(value, list) else [value]
        language = get_language()
        found.choices = [
            (choice.code, choice.label.in_language(language), choice.code in chosen)
            for choice in asked.choices
        ]
    elif kind == Kind.KEYWORDS:
        found.text = ", ".join(value or ())
    elif kind == Kind.STATEMENT:
        current = (value or {}).get("version") == asked.version
        found.is_ticked = bool(value) and current
    elif kind == Kind.ATTACHMENTS:
        found.is_ticked = bool((value or {}).get("consent"))
    elif kind != Kind.YES_NO:
        found.text = "" if is_empty(value) else str(value)
        if kind in (Kind.NUMBER, Kind.MONEY):
            found.text = _as_written(found.text)


def _as_written(number: str) -> str:
    """A canonical number with the decimal sign of the language."""
    polish = (get_language() or "pl").startswith("pl")
    return number.replace(".", ",") if polish and as_number(number) else number


def _part(asked: Field, part: str, value: Mapping[str, str]) -> Cell:
    return Cell(
        name=f"{asked.code}.{part}",
        id=f"f-{asked.code}-{part}",
        label=str(PART_LABELS[asked.kind, part]),
        value=value.get(part, ""),
        column=part,
    )


def _row(asked: Field, index: int, row: Mapping[str, Any], *, is_new: bool) -> Row:
    official = official_of(row)
    fixed = {"name", "unit", "baseline", "achieved", "source"} if official else set()
    cells = []
    for column in COLUMNS[asked.kind]:
        if (asked.kind, column) == (Kind.PARTNERS, "code"):
            continue
        choices: Sequence[tuple[str, str]] = ()
        value = str(row.get(column, ""))
        if column in _NUMERIC:
            value = _as_written(value)
        if column == "kind":
            choices = [(k, str(label)) for k, label in PARTNER_KINDS.items()]
            value = value or PartnerKind.ORGANISATION
        if (asked.kind, column) == (Kind.PARTNERS, "name") and row.get("code"):
            value = f"{value} ({row['code']})"
        cells.append(
            Cell(
                name=f"{asked.code}.{index}.{column}",
                id=f"f-{asked.code}-{index}-{column}",
                label=str(COLUMN_LABELS[asked.kind, column]),
                value=value,
                column=column,
                choices=choices,
                is_fixed=column in fixed,
                offers=(asked.kind, column) == (Kind.RESULTS, "indicator"),
            )
        )
    return Row(index, index + 1, cells, is_new, official)


def _read_rows(kind: Kind, code: str, data: QueryDict) -> list[dict[str, str]]:
    """Rows in the order of their numbers; holes in the numbering do not matter."""
    start = f"{code}."
    numbers = sorted(
        {
            int(middle)
            for name in data.keys()  # noqa: SIM118 - a QueryDict
            if name.startswith(start)
            and (middle := name[len(start) :].partition(".")[0]).isdigit()
        }
    )
    rows = []
    for number in numbers[:400]:
        row = {c: data.get(f"{code}.{number}.{c}", "") for c in COLUMNS[kind]}
        if kind == Kind.RESULTS:
            # "Name (code)" of the list of offers, or the code alone.
            row["indicator"] = row["indicator"].rpartition("(")[2].rstrip(") ")
        if kind == Kind.PARTNERS:
            row["name"] = row["name"].strip()
        rows.append(row)
    return rows
