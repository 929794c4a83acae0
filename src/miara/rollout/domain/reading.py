"""Reading a sent workbook into rows with faults by cell. Pure: knows no plans."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from miara.rollout.domain.sheets import Column, SheetSpec, cell_name, plain

__all__ = ["MOST_ROWS", "Fault", "Line", "Sheets", "read_sheets"]

#: More rows than any strategy or task list has; more are refused, not cut.
MOST_ROWS: Final = 5_000
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009]")
_LONGEST: Final = Decimal(10) ** 13
_BAD: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: where, a code, and the words it is about.

    ``stops`` says whether the file cannot be written before it is corrected.
    """

    sheet: str
    cell: str
    code: str
    text: str = ""
    stops: bool = True


@dataclass(slots=True)
class Line:
    """A row of a sheet: texts by key of the column, with their cells."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    places: Mapping[str, int]
    faults: list[Fault]
    is_form: bool = False

    def cell(self, key: str) -> str:
        """Name of the cell of a column in this row."""
        if self.is_form:
            return cell_name(self.places.get(key, 0), 1)
        return cell_name(self.row, self.places.get(key, 0))

    def text(self, key: str) -> str:
        """What the cell holds, trimmed; empty when the column is not there."""
        return self.texts.get(key, "")

    def fault(self, key: str, code: str, text: str = "", *, stops: bool = True) -> None:
        """Note that something is wrong with a cell."""
        self.faults.append(
            Fault(self.sheet, self.cell(key), code, text or self.text(key), stops)
        )

    def number(self, key: str) -> Decimal | None:
        """The number of a cell; None when it is empty or wrong, which is noted."""
        text = self.text(key)
        bare = _SPACES.sub("", text).replace("−", "-").removesuffix("%")
        bare = bare.removesuffix("zł").removesuffix("PLN").replace(",", ".")
        if not bare:
            return None
        try:
            found = Decimal(bare)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or abs(found) >= _LONGEST or "e" in bare.lower():
            self.fault(key, "NUMBER")
            return None
        return found

    def year(self, key: str) -> int | None:
        """The year of a cell; None when it is empty or wrong, which is noted."""
        text = self.text(key)
        if not text:
            return None
        if not re.fullmatch(r"(19|20)\d\d", text):
            self.fault(key, "YEAR")
            return None
        return int(text)

    def day(self, key: str) -> date | None:
        """The day of a cell: ``28.03.2024`` or ``2024-03-28``."""
        text = self.text(key)
        if not text:
            return None
        for form in ("%d.%m.%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day alone
            except ValueError:
                continue
        self.fault(key, "DAY")
        return None

    def choice(self, key: str, codes: Mapping[str, str], default: str = "") -> str:
        """The code of a word; words are compared by how they begin."""
        text = plain(self.text(key))
        if not text:
            return default
        for word, code in codes.items():
            if plain(word).startswith(text[:5]) or text.startswith(plain(word)[:5]):
                return code
        self.fault(key, "CHOICE", ", ".join(codes))
        return default


@dataclass(slots=True)
class Sheets:
    """Lines of a workbook by the key of the sheet, and what is wrong with it."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_sheets(content: bytes, specs: Mapping[str, SheetSpec]) -> Sheets:
    """Read the sheets of a template out of a workbook.

    Columns are found by their headings, so their order and columns of people's own do
    not matter. Faults: ``UNREADABLE``, ``NO_SHEET``, ``NO_COLUMN``, ``TOO_MANY``,
    ``NEEDED``, ``LONG``, ``SIGNS``.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    found = Sheets()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = {plain(name): name for name in book.sheet_names}
        for key, spec in specs.items():
            name = names.get(plain(spec.name))
            if name is None:
                found.lines[key] = []
                if spec.required:
                    found.faults.append(Fault(spec.name, "", "NO_SHEET", spec.name))
                continue
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            texts = [[_text(cell) for cell in row] for row in cells]
            found.lines[key] = list(_lines(spec, texts, found.faults))
    except (CalamineError, OSError, ValueError) as error:
        found.faults.append(Fault("", "", "UNREADABLE", str(error)[:200]))
    return found


def _lines(
    spec: SheetSpec, texts: Sequence[Sequence[str]], faults: list[Fault]
) -> Iterator[Line]:
    if len(texts) > MOST_ROWS:
        faults.append(Fault(spec.name, "", "TOO_MANY", str(MOST_ROWS)))
        return
    if spec.is_form:
        yield _form(spec, texts, faults)
        return
    head = next((i for i, row in enumerate(texts[:20]) if any(row)), 0)
    known = {plain(each.heading): each.key for each in spec.columns}
    places: dict[str, int] = {}
    for place, text in enumerate(texts[head] if texts else ()):
        key = known.get(plain(text))
        if key is not None:
            places.setdefault(key, place)
    missing = [c for c in spec.columns if c.required and c.key not in places]
    for column in missing:
        faults.append(Fault(spec.name, cell_name(head, 0), "NO_COLUMN", column.heading))
    if missing:
        return
    for row, values in enumerate(texts):
        if row <= head or not any(values):
            continue
        held = {
            key: values[place] for key, place in places.items() if place < len(values)
        }
        if not any(held.values()):
            continue
        line = Line(spec.name, row, held, places, faults)
        _check(line, spec.columns)
        yield line


def _form(spec: SheetSpec, texts: Sequence[Sequence[str]], faults: list[Fault]) -> Line:
    known = {plain(each.heading): each.key for each in spec.columns}
    places: dict[str, int] = {}
    held: dict[str, str] = {}
    for row, values in enumerate(texts):
        key = known.get(plain(values[0])) if values else None
        if key is not None and key not in places:
            places[key] = row
            held[key] = values[1] if len(values) > 1 else ""
    line = Line(spec.name, 0, held, places, faults, is_form=True)
    _check(line, spec.columns)
    return line


def _check(line: Line, columns: Sequence[Column]) -> None:
    for column in columns:
        text = line.text(column.key)
        if column.required and not text:
            line.fault(column.key, "NEEDED", column.heading)
        if len(text) > column.most:
            line.fault(column.key, "LONG", str(column.most))
        if _BAD.search(text):
            line.fault(column.key, "SIGNS", " ")


def _text(cell: object) -> str:
    """A cell as a person sees it: whole numbers without a point, days in Polish."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(repr(cell)):f}"
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    return str(cell).strip()
