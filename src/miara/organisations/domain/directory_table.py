"""A list of heads of units as a file brings it: columns recognised, rows checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from miara.language import fold
from miara.organisations.domain import heads

__all__ = ["COLUMNS", "BadFile", "BrokenRow", "Entry", "Fault", "read_entries"]

#: Our columns and the headings under which lists bring them, folded.
COLUMNS: dict[str, tuple[str, ...]] = {
    "code": (
        "teryt",
        "kod teryt",
        "kod terytorialny",
        "kod gus",
        "kod jst",
        "kod",
        "identyfikator",
        "id jst",
        "code",
    ),
    "office": ("stanowisko", "funkcja", "organ", "urzad", "tytul", "office"),
    "full_name": (
        "imie i nazwisko",
        "nazwisko i imie",
        "imie nazwisko",
        "osoba",
        "wojt burmistrz prezydent",
        "kierownik",
        "name",
    ),
    "first_name": ("imie", "imiona"),
    "last_name": ("nazwisko",),
    "form": ("forma", "plec", "pani pan", "zwrot", "forma grzecznosciowa"),
    "email": (
        "e mail",
        "email",
        "mail",
        "adres e mail",
        "adres email",
        "adres poczty elektronicznej",
        "poczta elektroniczna",
    ),
    "edelivery_address": (
        "e doreczenia",
        "edoreczenia",
        "ade",
        "adres do e doreczen",
        "adres do doreczen elektronicznych",
        "adres e doreczen",
        "adres e doreczenia",
    ),
    "postal_address": (
        "adres",
        "adres pocztowy",
        "adres urzedu",
        "adres korespondencyjny",
        "adres siedziby",
    ),
    "street": ("ulica", "ulica i numer", "ulica nr"),
    "postcode": ("kod pocztowy",),
    "town": ("miejscowosc", "poczta", "miasto"),
    "phone": ("telefon", "tel", "nr telefonu", "numer telefonu", "telefony"),
    "term_since": (
        "kadencja od",
        "od",
        "pelni funkcje od",
        "poczatek kadencji",
        "data objecia",
    ),
}
_FACTS = (
    "email",
    "edelivery_address",
    "postal_address",
    "phone",
    "term_since",
)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
_PREFIX = re.compile(r"(pan|pani)\s+", re.IGNORECASE)
_SEEK_HEADER_IN = 20


class BadFile(Exception):
    """The whole file cannot be read; ``problem`` says why."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail


class Fault(StrEnum):
    """What is wrong with a row."""

    NO_CODE = "no_code"
    NO_NAME = "no_name"
    BAD_EMAIL = "bad_email"
    BAD_EDELIVERY = "bad_edelivery"
    BAD_DATE = "bad_date"
    TOO_LONG = "too_long"
    UNKNOWN_CODE = "unknown_code"
    ABOLISHED = "abolished"
    TWICE = "twice"
    NO_OFFICE = "no_office"


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is left out: its line, what is wrong, the value."""

    line: int
    fault: Fault
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A readable row. ``facts`` holds only what the file says; nothing is empty.

    ``office`` is None when the file does not name one, ``form`` is guessed from the
    first name when ``is_form_guessed``.
    """

    line: int
    codes: tuple[str, ...]
    full_name: str
    office: heads.Office | None
    standing: heads.Standing
    form: heads.Form
    is_form_guessed: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


Cell = object


def read_entries(
    content: bytes, name: str, mapping: Mapping[str, str] | None = None
) -> tuple[list[Entry], list[BrokenRow]]:
    """Rows of a workbook or of a text table.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        Its name; the ending tells workbooks from text.
    mapping
        Our column to the heading of the file, where it is not recognised.

    Raises
    ------
    BadFile
        ``empty``, ``unreadable``, ``no_columns`` (detail: what is missing) or
        ``unknown_heading`` (detail: the heading of the mapping).
    """
    rows = _rows(content, name)
    at, columns = _header(rows, mapping or {})
    body = [(line, cells) for line, cells in rows[at + 1 :] if any(map(_text, cells))]
    raw = [_named(cells, columns) for _line, cells in body]
    has_seven = any(len(_digits(each.get("code"))) == 7 for each in raw)
    entries: list[Entry] = []
    broken: list[BrokenRow] = []
    for (line, _cells), cells in zip(body, raw, strict=True):
        found = _entry(line, cells, has_seven=has_seven)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            broken.append(found)
    return entries, broken


def _rows(content: bytes, name: str) -> list[tuple[int, Sequence[Cell]]]:
    if not content.strip():
        raise BadFile("empty")
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        return _workbook(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1250")
        except UnicodeDecodeError as error:
            raise BadFile("unreadable", name) from error
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, Sequence[Cell]]] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadFile("unreadable", f"{name}: {start}") from error
    return rows


def _workbook(content: bytes) -> list[tuple[int, Sequence[Cell]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadFile("unreadable", str(error)) from error
    return list(enumerate(rows, start=1))


def _header(
    rows: list[tuple[int, Sequence[Cell]]], mapping: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    wanted = {key: _plain(heading) for key, heading in mapping.items() if heading}
    best: set[str] = set()
    for at, (_line, cells) in enumerate(rows[:_SEEK_HEADER_IN]):
        labels = [_plain(_text(cell)) for cell in cells]
        columns: dict[str, int] = {}
        for key, names in COLUMNS.items():
            known = (wanted[key],) if key in wanted else names
            place = next((labels.index(n) for n in known if n in labels), None)
            if place is not None and place not in columns.values():
                columns[key] = place
        if "code" in columns and ({"full_name", "last_name"} & columns.keys()):
            if missing := wanted.keys() - columns.keys():
                raise BadFile("unknown_heading", mapping[min(missing)])
            return at, columns
        best |= columns.keys()
    missing_columns = ["TERYT"] if "code" not in best else ["imię i nazwisko"]
    raise BadFile("no_columns", missing_columns[0])


def _named(cells: Sequence[Cell], columns: Mapping[str, int]) -> dict[str, Cell]:
    return {key: cells[at] for key, at in columns.items() if at < len(cells)}


def _entry(
    line: int, cells: Mapping[str, Cell], *, has_seven: bool
) -> Entry | BrokenRow:
    codes = tuple(_codes(_digits(cells.get("code")), has_seven=has_seven))
    if not codes:
        return BrokenRow(line, Fault.NO_CODE, _text(cells.get("code")))
    name = _text(cells.get("full_name")) or " ".join(
        part for key in ("first_name", "last_name") if (part := _text(cells.get(key)))
    )
    prefix = _PREFIX.match(name)
    name = name[prefix.end() :] if prefix else name
    if not name:
        return BrokenRow(line, Fault.NO_NAME, codes[0])
    told = prefix[1] if prefix else _text(cells.get("form"))
    form = _form(told)
    facts = _facts(cells)
    for key, fault in (
        ("email", Fault.BAD_EMAIL),
        ("edelivery_address", Fault.BAD_EDELIVERY),
        ("term_since", Fault.BAD_DATE),
    ):
        if key in facts and not _is_good(key, facts[key]):
            return BrokenRow(line, fault, _text(cells.get(key)))
    limits = {"email": 254, "postal_address": 300, "phone": 60}
    long = next((facts[k] for k, n in limits.items() if len(facts.get(k, "")) > n), "")
    if long or len(name) > 150:
        return BrokenRow(line, Fault.TOO_LONG, (long or name)[:60])
    office = _text(cells.get("office"))
    return Entry(
        line=line,
        codes=codes,
        full_name=name,
        office=heads.office_in_text(office),
        standing=heads.standing_in_text(office),
        form=form or heads.guess_form(name),
        is_form_guessed=not form,
        facts=facts,
    )


def _facts(cells: Mapping[str, Cell]) -> dict[str, Any]:
    facts: dict[str, Any] = {key: _text(cells.get(key)) for key in _FACTS}
    if not facts["postal_address"]:
        place = " ".join(
            part for key in ("postcode", "town") if (part := _text(cells.get(key)))
        )
        street = _text(cells.get("street"))
        facts["postal_address"] = ", ".join(part for part in (street, place) if part)
    facts["email"] = facts["email"].casefold()
    facts["edelivery_address"] = facts["edelivery_address"].upper().replace(" ", "")
    if since := cells.get("term_since"):
        facts["term_since"] = _date(since)
    return {key: value for key, value in facts.items() if value != ""}


def _is_good(key: str, value: Any) -> bool:
    if key == "email":
        return _EMAIL.fullmatch(value) is not None
    if key == "edelivery_address":
        return heads.is_edelivery_address(value)
    return isinstance(value, date)


def _form(told: str) -> heads.Form:
    word = fold(told).strip(". ")
    if word.startswith(("pani", "szanowna pani")) or word in {"k", "f", "kobieta", "z"}:
        return heads.Form.FEMININE
    if word.startswith(("pan", "szanowny pan")) or word in {"m", "mezczyzna"}:
        return heads.Form.MASCULINE
    return heads.Form.UNKNOWN


def _codes(digits: str, *, has_seven: bool) -> Iterator[str]:
    """Public codes that the digits may mean, the likeliest first.

    A spreadsheet drops the leading zero of numbers, and lists write counties with the
    zeros of the missing levels.

    >>> list(_codes("1206172", has_seven=True)), list(_codes("1206000", has_seven=True))
    (['120617'], ['1206'])
    >>> list(_codes("201011", has_seven=True))
    ['020101', '201011']
    >>> list(_codes("206", has_seven=False))
    ['0206']
    """
    if not digits or len(digits) > 7:
        return
    guesses = [digits]
    if len(digits) in {1, 3, 5}:
        guesses = ["0" + digits]
    elif len(digits) == 6 and has_seven:
        guesses = ["0" + digits, digits]
    for guess in guesses:
        code = guess[:6]
        if len(code) == 6 and code.endswith("00"):
            code = code[:2] if code.endswith("0000") else code[:4]
        yield code


def _digits(value: Cell) -> str:
    text = _text(value)
    return text if text.isascii() and text.isdigit() else ""


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(heading)).split())


def _date(value: Cell) -> date | str:
    """The day, or the text that is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    for shape in ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a bare day
        except ValueError:
            continue
    return text
