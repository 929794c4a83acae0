"""Reading the official register TERC: CSV, XML, the old XML layout, or the zip.

Kinds 4 and 5 (town and rural part), 8 and 9 (districts, delegations) are parts of
units and never become units.
"""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from lxml import etree

from miara.units.domain.facts import Kind, Snapshot, SnapshotUnit

_COLUMNS: Final = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")
_OLD_NAMES: Final = {"NAZDOD": "NAZWA_DOD"}
_UNIT_KINDS: Final = frozenset("123")
_PART_KINDS: Final = frozenset("4589")
_CITY_NOTE: Final = "na prawach powiatu"
# The whole register is 1 MB; a hundred times that is not the register.
_MAX_BYTES: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that cannot be trusted: its line, a code of the reason, its text."""

    line: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TercFile:
    """What one file gave: the units of its day and the rows left out."""

    snapshot: Snapshot
    layout: str
    rows: int
    parts: int
    problems: tuple[Problem, ...] = ()


class NotTercError(Exception):
    """The file is not the register at all; ``reason`` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BrokenRowsError(Exception):
    """Rows that make the whole file refused; ``problems`` has every one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} broken rows")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    voivodeship: str
    county: str
    municipality: str
    kind: str
    name: str
    note: str
    day: str
    is_longer: bool = False  # it has more fields than the header names

    @property
    def code(self) -> str:
        return self.voivodeship + self.county + self.municipality

    @property
    def key(self) -> tuple[str, str]:
        """One code has one type; its parts of kinds 4 and 5 stand beside it."""
        return self.code, "unit" if self.kind in _UNIT_KINDS else self.kind

    @property
    def text(self) -> str:
        return ";".join(
            (self.voivodeship, self.county, self.municipality, self.kind, self.name)
        )


def parse_terc(content: bytes, *, skip_bad: bool = False) -> TercFile:
    """Read one file of the register, whatever its layout.

    Parameters
    ----------
    content
        The bytes of a CSV, XML or zip as published.
    skip_bad
        Leave broken rows out and report them instead of refusing the file; the
        snapshot is then partial: the units it lacks are not taken as abolished.

    Raises
    ------
    NotTercError
        When the file is no TERC register, or holds no units.
    BrokenRowsError
        When a row is broken and ``skip_bad`` is not set.
    """
    layout, raw = _rows(content)
    good, problems = _checked(raw)
    if problems and skip_bad:
        good, orphans = _without_orphans(good)
        problems += orphans
    units, more = _units(good)
    problems = tuple(sorted((*problems, *more), key=lambda p: (p.line, p.reason)))
    if problems and not skip_bad:
        raise BrokenRowsError(problems)
    if not units:
        raise NotTercError("no_units")
    day = date.fromisoformat(good[0].day)
    return TercFile(
        snapshot=Snapshot(day, tuple(sorted(units)), partial=bool(problems)),
        layout=layout,
        rows=len(raw),
        parts=sum(row.kind in _PART_KINDS for row in good),
        problems=problems,
    )


def _rows(content: bytes) -> tuple[str, list[_Row]]:
    if content[:4] == b"PK\x03\x04":
        return _rows_of_zip(content)
    start = content[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        return _rows_of_xml(content)
    return "csv", list(_rows_of_csv(content))


def _rows_of_zip(content: bytes) -> tuple[str, list[_Row]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise NotTercError("bad_zip") from error
    with archive:
        members = [i for i in archive.infolist() if i.filename.lower().endswith(".csv")]
        members = members or [
            i for i in archive.infolist() if i.filename.lower().endswith(".xml")
        ]
        if len(members) != 1:
            raise NotTercError("zip_without_one_file")
        if members[0].file_size > _MAX_BYTES:
            raise NotTercError("too_large")
        try:
            inner = archive.read(members[0])
        except (zipfile.BadZipFile, EOFError) as error:
            raise NotTercError("bad_zip") from error
    layout, rows = _rows(inner)
    return f"zip/{layout}", rows


def _rows_of_csv(content: bytes) -> Iterator[_Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTercError("not_utf8") from error
    reader = csv.reader(io.StringIO(text), delimiter=";")
    header = [_OLD_NAMES.get(name, name) for name in next(reader, [])]
    if any(column not in header for column in _COLUMNS):
        raise NotTercError("columns")
    place = [header.index(column) for column in _COLUMNS]
    for values in reader:
        if not any(values):
            continue
        padded = values + [""] * (max(place) + 1 - len(values))
        fields = [padded[i].strip() for i in place]
        # Fields beyond the header mean that a name was cut where it holds a ";".
        is_longer = any(values[len(header) :])
        yield replace(_row(reader.line_num, fields), is_longer=is_longer)


def _row(line: int, fields: Sequence[str]) -> _Row:
    voivodeship, county, municipality, kind, name, note, day = fields
    return _Row(line, voivodeship, county, municipality, kind, name, note, day)


def _rows_of_xml(content: bytes) -> tuple[str, list[_Row]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotTercError("xml") from error
    rows, layout = [], "xml"
    for element in root.iter("row"):
        values = {}
        for child in element:
            name = child.get("name")
            if name is not None:
                layout = "old-xml"
            tag = name or str(child.tag)
            values[_OLD_NAMES.get(tag, tag)] = (child.text or "").strip()
        if not values.keys() & set(_COLUMNS):
            raise NotTercError("columns")
        fields = [values.get(column, "") for column in _COLUMNS]
        rows.append(_row(element.sourceline or 0, fields))
    return layout, rows


def _checked(rows: list[_Row]) -> tuple[list[_Row], tuple[Problem, ...]]:
    days = Counter(row.day for row in rows if _is_day(row.day))
    common = days.most_common(1)[0][0] if days else ""
    known = {(row.code, bool(row.kind)) for row in rows}
    seen: set[tuple[str, str]] = set()
    good, problems = [], []
    for row in rows:
        reason = _reason(row, common, known, seen)
        seen.add(row.key)
        if reason is None:
            good.append(row)
        else:
            problems.append(Problem(row.line, reason, row.text))
    return good, tuple(problems)


def _without_orphans(rows: list[_Row]) -> tuple[list[_Row], tuple[Problem, ...]]:
    """Leave out what stands below a row that was left out."""
    above = {row.code for row in rows if not row.county}
    counties = {r.code for r in rows if r.county and not r.municipality}
    above |= {code for code in counties if code[:-2] in above}
    is_orphan = [bool(row.county) and row.code[:-2] not in above for row in rows]
    return (
        [row for row, lost in zip(rows, is_orphan, strict=True) if not lost],
        tuple(
            Problem(row.line, "parent_left_out", row.text)
            for row, lost in zip(rows, is_orphan, strict=True)
            if lost
        ),
    )


def _reason(
    row: _Row, day: str, known: set[tuple[str, bool]], seen: set[tuple[str, str]]
) -> str | None:
    """Code of what is wrong with a row, or None; the first reason wins."""
    levels = (row.voivodeship, row.county, row.municipality)
    allowed = _UNIT_KINDS | _PART_KINDS if row.municipality else frozenset({""})
    checks = (
        ("fields", not row.is_longer),
        ("code", _is_code(levels)),
        ("kind", row.kind in allowed),
        ("name", bool(row.name)),
        ("day", _is_day(row.day)),
        ("other_day", row.day == day),
        ("duplicate", row.key not in seen),
        ("no_parent", not row.county or (row.code[:-2], False) in known),
    )
    return next((reason for reason, is_right in checks if not is_right), None)


def _is_code(levels: tuple[str, str, str]) -> bool:
    filled = [level for level in levels if level]
    return (
        bool(filled)
        and all(len(x) == 2 and x.isascii() and x.isdigit() for x in filled)
        and levels[: len(filled)] == tuple(filled)
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _units(rows: list[_Row]) -> tuple[list[SnapshotUnit], list[Problem]]:
    cities = {
        row.code: row
        for row in rows
        if row.county and not row.municipality and _CITY_NOTE in row.note.casefold()
    }
    units: list[SnapshotUnit] = []
    for row in rows:
        if not row.county:
            # The file shouts voivodeships; their names are adjectives.
            units.append(SnapshotUnit(row.code, Kind.VOIVODESHIP, row.name.lower()))
        elif not row.municipality:
            if row.code not in cities:
                units.append(SnapshotUnit(row.code, Kind.COUNTY, row.name))
        elif row.kind in _UNIT_KINDS:
            units.append(_municipality(row, cities))
    return units, list(_city_problems(cities, units))


def _municipality(row: _Row, cities: dict[str, _Row]) -> SnapshotUnit:
    county = row.code[:4]
    if county in cities:
        return SnapshotUnit(row.code, Kind.CITY, row.name, county)
    return SnapshotUnit(row.code, Kind(row.kind), row.name)


def _city_problems(
    cities: dict[str, _Row], units: Iterable[SnapshotUnit]
) -> Iterator[Problem]:
    counts = Counter(unit.county_code for unit in units if unit.county_code)
    for code, row in cities.items():
        if counts[code] != 1:
            yield Problem(row.line, "city_municipality", row.text)
