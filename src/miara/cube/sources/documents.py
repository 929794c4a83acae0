"""A file on disk as rows of cells: text tables and workbooks alike."""

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from miara.cube.sources.errors import BrokenRow, UnreadableFile
from miara.cube.sources.numbers import Cell

_WORKBOOKS = {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"}
_SEPARATORS = ";,\t"
Merges = tuple[tuple[tuple[int, int], tuple[int, int]], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one sheet, or of a text table.

    Attributes
    ----------
    rows
        Cells; text tables hold only ``str``.
    merges
        Merged ranges, first and last (row, column), counted from 0.
    lines
        Line of the file on which each row starts, for text tables.
    """

    name: str
    rows: list[list[Cell]]
    merges: Merges = ()
    lines: tuple[int, ...] = ()

    def line(self, row: int) -> int:
        """Line or row number a person sees, counted from 1."""
        return self.lines[row] if self.lines else row + 1


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read once.

    ``separator`` and ``encoding`` are empty for workbooks.
    """

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    separator: str = ""
    encoding: str = ""
    phantom: bool = field(default=False)

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.name

    def sheet(self, name: str | None) -> Sheet | None:
        """The sheet of that name; the first one when none is asked for."""
        if name is None:
            return self.sheets[0] if self.sheets else None
        return next((each for each in self.sheets if each.name == name), None)


def open_document(path: Path) -> Document:
    """Read a file whole.

    Raises
    ------
    UnreadableFile
        When it is empty, damaged or no table.
    BrokenRow
        When a row of a text table has more or fewer fields than its header.
    """
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if not content.strip():
        raise UnreadableFile(path.name, "the file is empty")
    if path.suffix.lower() in _WORKBOOKS:
        return Document(path, sha256, _workbook(path, content))
    return _text(path, content, sha256)


def _workbook(path: Path, content: bytes) -> tuple[Sheet, ...]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            # OpenDocument files carry no list of merged cells.
            merges = getattr(sheet, "merged_cell_ranges", None) or ()
            sheets.append(Sheet(name, rows, tuple(merges)))  # type: ignore[arg-type]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(path.name, str(error), expected="a workbook") from error
    return tuple(sheets)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Text and its encoding: UTF-8 with or without BOM, UTF-16 with BOM, or cp1250.

    Raises
    ------
    UnreadableFile
        When it is none of them.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1250"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(name, "unknown encoding", expected="UTF-8 or Windows-1250")


def _separator_of(text: str, name: str) -> str:
    """The first separator outside quotes; quoted headers hold others of their own."""
    quoted = False
    for character in text[: 1 << 16]:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in _SEPARATORS:
            return character
        elif not quoted and character in "\r\n":
            break
    raise UnreadableFile(name, "no columns", expected="separators ; , or tab")


def _text(path: Path, content: bytes, sha256: str) -> Document:
    text, encoding = decode(content, path.name)
    separator = _separator_of(text, path.name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[Cell]] = []
    lines = []
    start = 1
    try:
        for row in reader:
            if row:
                rows.append(list[Cell](row))
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise BrokenRow(path.name, str(error), line=start) from error
    phantom = _drop_phantom(rows)
    width = len(rows[0])
    for cells, line in zip(rows, lines, strict=True):
        if len(cells) != width:
            raise BrokenRow(
                path.name, f"{len(cells)} fields", expected=f"{width}", line=line
            )
    sheet = Sheet("", rows, (), tuple(lines))
    return Document(path, sha256, (sheet,), separator, encoding, phantom)


def _drop_phantom(rows: list[list[Cell]]) -> bool:
    """Cut an empty last column that only a separator at the line's end makes."""
    width = len(rows[0])
    if width < 2 or rows[0][-1] != "":
        return False
    if any(len(row) == width and row[-1] != "" for row in rows):
        return False
    for row in rows:
        if len(row) == width:
            row.pop()
    return True
