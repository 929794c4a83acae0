"""A day as people write it in tables."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from miara.council.domain.cells import Cell, text_of
from miara.language import fold

__all__ = ["day_of"]

_SHAPES: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y.%m.%d")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("stycznia", "january", "i"),
            ("lutego", "february", "ii"),
            ("marca", "march", "iii"),
            ("kwietnia", "april", "iv"),
            ("maja", "may", "v"),
            ("czerwca", "june", "vi"),
            ("lipca", "july", "vii"),
            ("sierpnia", "august", "viii"),
            ("wrzesnia", "september", "ix"),
            ("pazdziernika", "october", "x"),
            ("listopada", "november", "xi"),
            ("grudnia", "december", "xii"),
        ),
        start=1,
    )
    for name in names
}
_WORDS: Final = re.compile(r"(\d{1,2})\.?\s+([a-z]+)\s+(\d{4})(?:\s*r(?:\.|oku)?)?")


def day_of(cell: Cell) -> date | None:
    """The day that a cell holds; None when it holds none.

    >>> day_of("28 marca 2024 r."), day_of("28.03.2024")
    (datetime.date(2024, 3, 28), datetime.date(2024, 3, 28))
    >>> day_of("31.02.2024") is None
    True
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = re.sub(r"\s*r\.?$", "", text_of(cell)).strip()
    for shape in _SHAPES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a bare day
        except ValueError:
            continue
    return _in_words(fold(text))


def _in_words(text: str) -> date | None:
    found = _WORDS.fullmatch(text)
    month = _MONTHS.get(found[2]) if found else None
    if found is None or month is None:
        return None
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
