"""Headers of sheets: merged cells resolved, labels joined and matched."""

import re
from dataclasses import dataclass

from miara.cube.sources.documents import Document, Merges, Sheet
from miara.cube.sources.errors import HeaderError
from miara.cube.sources.mapping import Table
from miara.cube.sources.numbers import Cell

# Table headers of publications divide words: "Małżeń-stwa".
_DIVIDED = re.compile(r"(?<=[a-ząćęłńóśźż])-\s*(?=[a-ząćęłńóśźż])")


@dataclass(frozen=True, slots=True)
class Header:
    """Labels of the columns of one sheet; parts of merged headers joined with ``;``."""

    file: str
    row: int  # of its first row, counted from 1
    labels: tuple[str, ...]

    def find(self, wanted: str) -> int:
        """Position of the one column with this label.

        Raises
        ------
        HeaderError
            When no column, or more than one, has it.
        """
        found = self.matches(wanted)
        if len(found) != 1:
            what = "no such column" if not found else f"{len(found)} such columns"
            raise HeaderError(self.file, what, expected=wanted, line=self.row)
        return found[0]

    def matches(self, wanted: str) -> list[int]:
        """Columns with this label: equal, or each part begun with the same words."""
        equal = [i for i, label in enumerate(self.labels) if label == wanted]
        if equal:
            return equal
        parts = wanted.split(";")
        return [
            i for i, label in enumerate(self.labels) if _begins(label.split(";"), parts)
        ]

    def with_period(self, wanted: str) -> list[tuple[int, str]]:
        """Columns whose label is ``wanted`` with a year in place of ``{period}``."""
        before, after = (re.escape(part) for part in wanted.split("{period}", 1))
        form = re.compile(rf"{before}(\d{{4}}){after}")
        found = ((i, form.fullmatch(label)) for i, label in enumerate(self.labels))
        return [(i, match[1]) for i, match in found if match is not None]


def _begins(label: list[str], wanted: list[str]) -> bool:
    if len(label) != len(wanted):
        return False
    return all(
        mine == part or mine.startswith(part + " ")
        for mine, part in zip(label, wanted, strict=True)
    )


def tidy(cell: Cell) -> str:
    """A header cell on one line, divided words made whole.

    >>> tidy("Małżeń-stwa \\nMarriages")
    'Małżeństwa Marriages'
    """
    text = "" if cell is None else str(cell)
    return _DIVIDED.sub("", " ".join(text.split()))


def header_of(document: Document, sheet: Sheet, table: Table) -> Header:
    """Labels of the header rows the mapping names.

    Raises
    ------
    HeaderError
        When the sheet ends before its header does.
    """
    first, count = table.header_row - 1, table.header_rows
    if len(sheet.rows) < first + count:
        raise HeaderError(
            document.name, f"{len(sheet.rows)} rows", expected=f"{first + count} rows"
        )
    block = [[tidy(cell) for cell in row] for row in sheet.rows[first : first + count]]
    _spread(block, sheet.merges, first)
    columns = zip(*block, strict=True)
    labels = tuple(";".join(_path(column)) for column in columns)
    return Header(document.name, table.header_row, labels)


def _path(column: tuple[str, ...]) -> list[str]:
    """Texts from top to bottom, each once; a part may hold ``;`` no more."""
    path: list[str] = []
    for text in column:
        part = text.replace(";", ",")
        if part and (not path or path[-1] != part):
            path.append(part)
    return path


def _spread(block: list[list[str]], merges: Merges, first: int) -> None:
    """Copy the text of each merged range into all its cells."""
    for (top, left), (bottom, right) in merges:
        if not first <= top <= bottom < first + len(block):
            continue
        text = block[top - first][left]
        for row in block[top - first : bottom - first + 1]:
            row[left : right + 1] = [text] * (right + 1 - left)
