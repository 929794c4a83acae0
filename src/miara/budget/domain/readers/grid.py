"""A text table or a workbook as rows of cells, and its headings as one row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from miara.budget.domain.codes import text_of
from miara.budget.domain.money import Cell
from miara.language import fold

__all__ = ["BadTable", "Grid", "cells_of", "headed", "plain"]

_SEEK_IN: Final = 30
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class BadTable(Exception):
    """The file is no table that could be read; ``reason`` is a code of a finding."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings, each named once, and the rows under them with their numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[Cell]], ...]


def plain(text: str) -> str:
    """A heading for comparing; a paragraph sign becomes its word.

    >>> plain("Plan po\\nzmianach (zł)"), plain("§")
    ('plan po zmianach zl', 'paragraf')
    """
    text = fold(text.replace("§", " paragraf ")).lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def cells_of(content: bytes) -> list[Sequence[Cell]]:
    """Rows of the first sheet, or of a table of text.

    Text is UTF-8, else Windows-1250; its separator is the one most used in the
    first line that has any.

    Raises
    ------
    BadTable
        ``EMPTY_FILE`` or ``UNREADABLE_FILE``.
    """
    if not content.strip():
        raise BadTable("EMPTY_FILE")
    if content[:4] in _WORKBOOKS:
        return _workbook(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1250")
        except UnicodeDecodeError as error:
            raise BadTable("UNREADABLE_FILE", str(error)) from error
    first = next((x for x in text.splitlines() if re.search("[;,\t]", x)), "")
    separator = max(";,\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise BadTable("UNREADABLE_FILE", str(error)) from error


def _workbook(content: bytes) -> list[Sequence[Cell]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(book.get_sheet_by_index(0).to_python(skip_empty_area=False))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadTable("UNREADABLE_FILE", str(error)) from error


def headed(cells: list[Sequence[Cell]], key_words: frozenset[str]) -> Grid:
    """Find the headings, even of several merged rows, and name columns by them.

    The row of headings is the first with a cell whose word is among ``key_words``.
    Rows right above it with two or more cells, and rows below without any number,
    belong to it: a heading is everything that stands over the column.

    Raises
    ------
    BadTable
        ``NO_HEADINGS`` when there is no such row.
    """
    at = next((i for i, row in enumerate(cells[:_SEEK_IN]) if _is(row, key_words)), -1)
    if at < 0:
        raise BadTable("NO_HEADINGS")
    first = at
    while first and sum(1 for cell in cells[first - 1] if text_of(cell)) > 1:
        first -= 1
    last = at
    while last + 1 < len(cells) and _is_heading_too(cells[last + 1]):
        last += 1
    width = max(map(len, cells[at:]), default=0)
    names = _names(cells[first : last + 1], width)
    body = [(i, row) for i, row in enumerate(cells, 1) if i > last + 1]
    return Grid(names, tuple((i, row) for i, row in body if any(map(text_of, row))))


def _is(row: Sequence[Cell], key_words: frozenset[str]) -> bool:
    found = {plain(text_of(cell)) for cell in row}
    return bool(key_words & found) and len(found - {""}) > 1


def _is_heading_too(row: Sequence[Cell]) -> bool:
    """A lower row of headings has fewer, longer words and no number at all."""
    texts = [text for cell in row if (text := text_of(cell))]
    has_digit = any(any(sign.isdigit() for sign in text) for text in texts)
    return 0 < len(texts) <= len(row) // 2 and not has_digit


def _names(block: list[Sequence[Cell]], width: int) -> tuple[str, ...]:
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(block):
        below = block[level + 1 :]
        over = ""
        for place in range(width):
            text = text_of(row[place]) if place < len(row) else ""
            over = text or over
            covers = any(place < len(r) and text_of(r[place]) for r in below)
            if text or (covers and over and not _starts(row, place)):
                parts[place].append(text or over)
    names: list[str] = []
    for place, words in enumerate(parts):
        label = " ".join(" ".join(words).split()) or f"({place + 1})"
        again = 2
        name = label
        while name in names:
            name, again = f"{label} ({again})", again + 1
        names.append(name)
    return tuple(names)


def _starts(row: Sequence[Cell], place: int) -> bool:
    return place < len(row) and bool(text_of(row[place]))
