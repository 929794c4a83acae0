"""A list of experts, or of pairs, as a workbook or a text table brings it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from miara.language import fold

__all__ = [
    "BadTable",
    "BrokenRow",
    "ExpertRow",
    "Fault",
    "read_experts",
    "read_pairs",
    "table_rows",
]

_COLUMNS: dict[str, tuple[str, ...]] = {
    "full_name": ("imie i nazwisko", "nazwisko i imie", "ekspert", "name", "full name"),
    "email": ("e mail", "email", "adres e mail", "mail"),
    "employer": ("pracodawca", "employer"),
    "employer_code": ("pracodawca teryt", "teryt pracodawcy", "employer code"),
    "home_code": (
        "zamieszkanie teryt",
        "teryt zamieszkania",
        "zamieszkanie",
        "home code",
    ),
    "past_codes": ("wspolpraca teryt", "wspolpraca", "past work"),
    "load": ("limit wnioskow", "limit", "load"),
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
_CODE = re.compile(r"\d{4,7}")


class BadTable(Exception):
    """The whole file cannot be read; ``problem`` says why."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail


class Fault(StrEnum):
    """What is wrong with a row."""

    NO_NAME = "NO_NAME"
    BAD_EMAIL = "BAD_EMAIL"
    TWICE = "TWICE"
    BAD_LOAD = "BAD_LOAD"
    BAD_FIT = "BAD_FIT"
    UNKNOWN_UNIT = "UNKNOWN_UNIT"


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is left out: its line, what is wrong, the value."""

    line: int
    fault: Fault
    value: str = ""


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """One expert as the file says it; codes of units are not resolved yet."""

    line: int
    full_name: str
    email: str
    employer: str = ""
    employer_code: str = ""
    home_code: str = ""
    past_codes: tuple[str, ...] = ()
    load: int | None = None
    domains: Mapping[str, int] = field(default_factory=dict)


def table_rows(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Rows of the first sheet or of a text table, as texts with their lines.

    Raises
    ------
    BadTable
        ``UNREADABLE`` or ``ENCODING``.
    """
    if content[:4] == b"PK\x03\x04":
        return _workbook(content, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1250")
        except UnicodeDecodeError as error:
            raise BadTable("ENCODING", name) from error
    separator = max(";,\t", key=text.partition("\n")[0].count)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise BadTable("UNREADABLE", name) from error
    return [(i, [c.strip() for c in row]) for i, row in enumerate(found, 1) if any(row)]


def read_experts(
    content: bytes, name: str, domains: Mapping[str, Sequence[str]]
) -> tuple[list[ExpertRow], list[BrokenRow]]:
    """Experts of a file, and rows that are left out.

    Parameters
    ----------
    domains
        Code of each domain and the headings under which a column about it may stand.

    Raises
    ------
    BadTable
        ``UNREADABLE``, ``ENCODING``, or ``NO_COLUMNS`` without name and e-mail.
    """
    rows = table_rows(content, name)
    at, columns = _header(rows)
    labels = [_plain(cell) for cell in rows[at][1]]
    fits: dict[str, int] = {}
    for code, names in domains.items():
        for heading in (code, *names):
            if _plain(heading) in labels:
                fits[code] = labels.index(_plain(heading))
                break
    good: list[ExpertRow] = []
    broken: list[BrokenRow] = []
    seen: set[str] = set()
    for line, cells in rows[at + 1 :]:
        said = {key: cells[i] for key, i in columns.items() if i < len(cells)}
        read = _expert(
            line, said, {c: cells[i] for c, i in fits.items() if i < len(cells)}
        )
        if isinstance(read, BrokenRow):
            broken.append(read)
        elif read.email in seen:
            broken.append(BrokenRow(line, Fault.TWICE, read.email))
        else:
            seen.add(read.email)
            good.append(read)
    return good, broken


def read_pairs(content: bytes, name: str) -> list[tuple[str, str]]:
    """Number of entry and address of expert, a row each.

    Raises
    ------
    BadTable
        ``NO_COLUMNS`` without both columns.
    """
    rows = table_rows(content, name)
    if not rows:
        raise BadTable("NO_COLUMNS", name)
    labels = [_plain(cell) for cell in rows[0][1]]
    number = next(
        (labels.index(n) for n in ("numer", "wniosek", "number") if n in labels), None
    )
    email = next((labels.index(n) for n in ("e mail", "email") if n in labels), None)
    if number is None or email is None:
        raise BadTable("NO_COLUMNS", name)
    last = max(number, email)
    return [
        (cells[number], cells[email].lower())
        for _line, cells in rows[1:]
        if len(cells) > last and cells[number] and cells[email]
    ]


def _workbook(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadTable("UNREADABLE", name) from error
    return [
        (i, cells)
        for i, row in enumerate(rows, 1)
        if any(cells := [_text(cell) for cell in row])
    ]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    for at, (_line, cells) in enumerate(rows[:20]):
        labels = [_plain(cell) for cell in cells]
        columns = {
            key: labels.index(found)
            for key, names in _COLUMNS.items()
            if (found := next((n for n in names if n in labels), ""))
        }
        if {"full_name", "email"} <= columns.keys():
            return at, columns
    raise BadTable("NO_COLUMNS")


def _expert(
    line: int, said: Mapping[str, str], fits: Mapping[str, str]
) -> ExpertRow | BrokenRow:
    name, email = said.get("full_name", ""), said.get("email", "").lower()
    load = said.get("load", "")
    if not name:
        return BrokenRow(line, Fault.NO_NAME)
    if not _EMAIL.fullmatch(email):
        return BrokenRow(line, Fault.BAD_EMAIL, email)
    if load and not (load.isdigit() and int(load) < 10_000):
        return BrokenRow(line, Fault.BAD_LOAD, load)
    known: dict[str, int] = {}
    for code, text in fits.items():
        if text.lower() in {"", "0", "-"}:
            continue
        level = {"x": 1, "tak": 1, "1": 1, "2": 2, "3": 3}.get(text.lower())
        if level is None:
            return BrokenRow(line, Fault.BAD_FIT, text)
        known[code] = level
    return ExpertRow(
        line,
        name,
        email,
        said.get("employer", ""),
        _code(said.get("employer_code", "")),
        _code(said.get("home_code", "")),
        tuple(_CODE.findall(said.get("past_codes", ""))),
        int(load) if load else None,
        known,
    )


def _code(text: str) -> str:
    """A code of a unit with the leading zero that spreadsheets lose."""
    digits = re.sub(r"\D", "", text)
    return digits.zfill(6) if len(digits) in {5, 6} else digits
