"""Codes of the budget classification as files write them.

A spreadsheet takes ``010`` for the number 10 and loses its zero; how wide a code was
is known from the kind of code, and for paragraphs from the other rows of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from miara.budget.domain.money import Cell

__all__ = [
    "BadCode",
    "fold_symbol",
    "paragraph_width",
    "read_chapter",
    "read_division",
    "read_paragraph",
    "read_whole",
    "text_of",
]

#: The fourth digit of a paragraph paid without foreign money.
PLAIN_DIGIT: Final = "0"
_WHOLE = re.compile(r"(\d{3})\D*(\d{5})\D*(\d{3})\D?(\d)?")


class BadCode(ValueError):
    """The cell holds no code of this kind."""


def text_of(cell: Cell) -> str:
    """A cell as text; a number without its ``.0``.

    >>> text_of(756.0), text_of(" 0010 "), text_of(None)
    ('756', '0010', '')
    """
    if isinstance(cell, str):
        return cell.replace("\u00a0", " ").strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\u00a0", " ").strip()


def fold_symbol(symbol: str) -> str:
    """A symbol of a task for comparing: capitals and spaces do not matter.

    >>> fold_symbol(" gk/01 a")
    'GK/01A'
    """
    return "".join(symbol.split()).upper()


def read_division(cell: Cell) -> str:
    """Three digits of a division.

    >>> read_division(10.0), read_division("750")
    ('010', '750')
    """
    return _digits(cell, 3)


def read_chapter(cell: Cell) -> str:
    """Five digits of a chapter.

    >>> read_chapter(1005.0)
    '01005'
    """
    return _digits(cell, 5)


def read_paragraph(
    cell: Cell, digit: Cell = None, *, width: int = 0
) -> tuple[str, str]:
    """Three digits of a paragraph and its fourth, the financing digit.

    Parameters
    ----------
    digit
        The fourth digit when it has its own column.
    width
        Digits of a paragraph in this file, 3 or 4, see `paragraph_width`; 0 when
        nothing is known and the code has to tell by itself.

    Raises
    ------
    BadCode
        When it is no paragraph, or could be two.

    Examples
    --------
    >>> read_paragraph("4217"), read_paragraph("421"), read_paragraph(10.0, width=4)
    (('421', '7'), ('421', '0'), ('001', '0'))
    """
    text, fourth = text_of(cell).lstrip("§ "), text_of(digit)
    if not text.isdigit() or len(text) > 4 or len(fourth) > 1:
        raise BadCode(text)
    if fourth:
        return text.zfill(3)[-3:] if len(text) < 4 else text[:3], fourth
    if len(text) < 3 and not width:
        raise BadCode(text)
    text = text.zfill(width or len(text))
    return text[:3], text[3:] or PLAIN_DIGIT


def paragraph_width(cells: Iterable[Cell]) -> int:
    """Digits of a paragraph in a file: 4 as soon as one has four.

    >>> paragraph_width(["0010", 10.0, 4210.0]), paragraph_width(["421", "001"])
    (4, 3)
    """
    return 4 if any(len(text_of(cell).lstrip("§ ")) == 4 for cell in cells) else 3


def read_whole(cell: Cell) -> tuple[str, str, str, str]:
    """A classification written in one cell.

    >>> read_whole("600-60016-4270"), read_whole("90003.421")
    Traceback (most recent call last):
    miara.budget.domain.codes.BadCode: 90003.421
    >>> read_whole("Dz. 600 Rozdz. 60016 § 605")
    ('600', '60016', '605', '0')
    """
    found = _WHOLE.search(text_of(cell))
    if found is None:
        raise BadCode(text_of(cell))
    return found[1], found[2], found[3], found[4] or PLAIN_DIGIT


def _digits(cell: Cell, width: int) -> str:
    text = text_of(cell)
    if not text.isdigit() or not 0 < len(text) <= width or len(text) < width - 1:
        raise BadCode(text)
    return text.zfill(width)
