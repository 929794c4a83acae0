"""A list of the classification: JSON records, or a table with headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import orjson

from miara.budget.domain.codes import text_of
from miara.budget.domain.dictionary import Code, CodeKind
from miara.budget.domain.findings import Finding, Grave, Notes
from miara.budget.domain.readers.grid import BadTable, cells_of, headed, plain

__all__ = ["read_codes"]

_WIDTH: Final = {CodeKind.DIVISION: 3, CodeKind.CHAPTER: 5, CodeKind.DIGIT: 1}
_NAMES: Final = {
    "code": ("kod", "symbol", "paragraf", "rozdzial", "dzial"),
    "name": ("nazwa", "tresc", "opis", "tekst"),
    "since": ("od", "obowiazuje od", "od dnia"),
    "until": ("do", "obowiazuje do", "do dnia"),
    "act": ("akt", "podstawa", "podstawa prawna", "rozporzadzenie"),
    "successors": ("zastapiony przez", "nowy kod", "nowe kody"),
}


def read_codes(
    content: bytes, kind: CodeKind
) -> tuple[list[Code], tuple[Finding, ...]]:
    """Codes of one list.

    Parameters
    ----------
    content
        JSON records with ``kod`` and ``nazwa`` or ``tresc``, or a table with such
        headings; dates, the act and following codes are read where they are given.
    kind
        Which list it is: paragraphs of both sides look alike.

    Returns
    -------
    tuple
        Codes, and findings; one that stops means that nothing may be loaded.
    """
    notes = Notes()
    found: dict[tuple[str, date | None], Code] = {}
    for place, record in _records(content, notes):
        try:
            code = _code(record, kind)
        except ValueError as error:
            notes.add("BAD_CODE", Grave.STOP, place, text=str(error)[:60])
            continue
        if (code.code, code.since) in found:
            notes.add("REPEATED_SYMBOL", Grave.WARN, place, symbol=code.code)
        found[code.code, code.since] = code
    if not found and not notes.all():
        notes.add("NOTHING_SENT", Grave.STOP)
    return list(found.values()), notes.all()


def _records(content: bytes, notes: Notes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    body = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if body[:1] in {b"[", b"{"}:
        yield from _json(body, notes)
        return
    try:
        words = frozenset(w for names in _NAMES.values() for w in names)
        grid = headed(cells_of(content), words)
    except BadTable as bad:
        notes.add(bad.reason, Grave.STOP, detail=bad.detail[:200])
        return
    for number, cells in grid.rows:
        yield str(number), dict(zip(grid.headings, cells, strict=False))


def _json(body: bytes, notes: Notes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        notes.add("JSON_DAMAGED", Grave.STOP)
        return
    rows = data.get("data") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        notes.add("JSON_DAMAGED", Grave.STOP)
        return
    for number, row in enumerate(rows, 1):
        yield str(number), row


def _code(record: Mapping[str, Any], kind: CodeKind) -> Code:
    told = {plain(str(key)): value for key, value in record.items()}

    def cell(field: str) -> Any:
        return next((told[name] for name in _NAMES[field] if name in told), None)

    text, width = text_of(cell("code")), _WIDTH.get(kind, 3)
    if not text.isdigit() or len(text) > width or not text_of(cell("name")):
        raise ValueError(text or "-")
    following = re.findall(r"\d+", text_of(cell("successors")))
    return Code(
        kind,
        text.zfill(width),
        text_of(cell("name")),
        _day(cell("since")),
        _day(cell("until")),
        text_of(cell("act"))[:300],
        tuple(following),
    )


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    polish = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if polish:
        return date(int(polish[3]), int(polish[2]), int(polish[1]))
    return date.fromisoformat(text[:10])
