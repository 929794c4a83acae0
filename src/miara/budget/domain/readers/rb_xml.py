"""Reports Rb-27S and Rb-28S in the XML that the ministry publishes for all units.

Traps met: an element that is missing is zero; the name of the root is not fixed; a file
holds every unit of the country, and of one unit there may be several versions.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from miara.budget.domain.codes import (
    BadCode,
    read_chapter,
    read_division,
    read_paragraph,
    text_of,
)
from miara.budget.domain.findings import Grave, Notes
from miara.budget.domain.lines import BudgetLine, Key, Reading, Side
from miara.budget.domain.money import NotAnAmount, amount
from miara.budget.domain.readers.unit_code import Wanted, part

__all__ = ["ReportMark", "read_rb_xml", "reports_in"]

_SIDES: Final = {"rb-27s": Side.REVENUE, "rb-28s": Side.EXPENDITURE}
_CODES: Final = {"Dzial", "Rozdzial", "Paragraf", "P4"}
_EXECUTED: Final = {Side.REVENUE: "DW", Side.EXPENDITURE: "WW"}


@dataclass(frozen=True, slots=True)
class _Report:
    """One report of one unit inside the file."""

    element: etree._Element
    side: Side
    year: int
    quarter: int
    version: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReportMark:
    """A report of the unit that a file holds: which side, of what period.

    ``period`` is the number as the file writes it: a quarter, or a month of a monthly
    report.
    """

    side: Side
    year: int
    period: int


def reports_in(content: bytes, wanted: Wanted | None) -> tuple[list[ReportMark], int]:
    """The newest report of each side of one unit, and how many units were looked at.

    One pass over the file, which ends at the unit when it is known which one is meant.

    Raises
    ------
    ValueError
        When it is no XML, or an XML with a document type.
    """
    found: dict[Side, _Report] = {}
    units = 0
    try:
        for unit in _units(content):
            units += 1
            if wanted is None or wanted.matches(*_code(unit)):
                for report in (r for side in Side for r in _reports(unit, side)):
                    known = found.get(report.side)
                    if known is None or _age(known) < _age(report):
                        found[report.side] = report
                if wanted is not None and found:
                    break
            unit.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)[:200]) from error
    marks = [ReportMark(side, r.year, r.quarter) for side, r in found.items()]
    return marks, units


def _age(report: _Report) -> tuple[int, int, tuple[int, int]]:
    return report.year, report.quarter, report.version


def read_rb_xml(content: bytes, wanted: Wanted | None, side: Side) -> Reading:
    """Lines of one unit's newest report of one side.

    Parameters
    ----------
    content
        The whole file.
    wanted
        The unit; None takes the only one of the file.
    side
        Revenue reads Rb-27S, expenditure Rb-28S.

    Returns
    -------
    Reading
        Plan in ``changed`` (these reports know the plan after changes alone). What
        stops the import is a finding, never an exception: damaged XML, a document
        type, no unit, no report.
    """
    notes = Notes()
    reports: list[_Report] = []
    units: set[str] = set()
    try:
        for unit in _units(content):
            code = _code(unit)
            units.add("".join(code))
            if wanted is None or wanted.matches(*code):
                reports += _reports(unit, side)
                if wanted is not None and reports:
                    break
            unit.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        notes.add("XML_DAMAGED", Grave.STOP, detail=str(error)[:200])
        return Reading(findings=notes.all())
    if wanted is None and len(units) > 1:
        notes.add("MANY_UNITS", Grave.STOP, count=len(units))
    if not reports:
        notes.add("NO_REPORT", Grave.STOP, count=len(units))
        return Reading(findings=notes.all())
    newest = max(reports, key=_age)
    _tell_others(reports, newest, notes)
    lines = tuple(_lines(newest, notes))
    return Reading(
        lines=lines,
        findings=notes.all(),
        year=newest.year,
        quarter=newest.quarter,
        unit_code=wanted.code if wanted else next(iter(units)),
    )


def _units(content: bytes) -> Iterator[etree._Element]:
    """Units one by one, so that the whole country does not stand in memory."""
    head = content[:4096].upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        msg = "DOCTYPE"
        raise ValueError(msg)
    walk = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    for _event, element in walk:
        if _name(element) == "jednostka":
            yield element


def _name(element: etree._Element) -> str:
    tag = element.tag
    return _lower(tag) if isinstance(tag, str) else ""


def _is_tag(element: etree._Element) -> bool:
    return isinstance(element.tag, str)


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    """A tag without its namespace: a file has a dozen tags, each a hundred thousand
    times."""
    return tag.rpartition("}")[2]


@lru_cache(maxsize=256)
def _lower(tag: str) -> str:
    return _local(tag).lower()


def _texts(element: etree._Element) -> dict[str, str]:
    return {
        _local(tag): (child.text or "").strip()
        for child in element
        if isinstance(tag := child.tag, str)
    }


def _code(unit: etree._Element) -> tuple[str, str, str, str, str]:
    told = _texts(unit)
    return (
        part(told.get("WK")),
        part(told.get("PK")),
        part(told.get("GK")),
        told.get("GT", ""),
        told.get("PT", ""),
    )


def _reports(unit: etree._Element, side: Side) -> Iterator[_Report]:
    for element in unit.iter():
        if not _is_tag(element) or _SIDES.get(_name(element)) is not side:
            continue
        period = next((e for e in element if _name(e) == "okres"), None)
        told = _texts(period) if period is not None else {}
        number = _int(element.get("Id", ""))
        version = _int(_texts(element).get("Wersja", "") or element.get("Wersja", ""))
        yield _Report(
            element,
            side,
            _int(told.get("Rok", "")),
            _int(told.get("Okres", "")),
            (version, number),
        )


def _int(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _tell_others(reports: list[_Report], newest: _Report, notes: Notes) -> None:
    same = [r for r in reports if (r.year, r.quarter) == (newest.year, newest.quarter)]
    if len(same) > 1:
        notes.add("VERSIONS", Grave.NOTE, count=len(same), taken=newest.version[1])
    if len(same) < len(reports):
        notes.add("OTHER_PERIODS", Grave.NOTE, count=len(reports) - len(same))


def _lines(report: _Report, notes: Notes) -> Iterator[BudgetLine]:
    seen: dict[Key, int] = {}
    places = (e for e in report.element.iter() if _name(e) == "pozycja")
    for number, element in enumerate(places, 1):
        told = _texts(element)
        try:
            key = _key(told, report.side)
            sums = {
                tag: amount(text) for tag, text in told.items() if tag not in _CODES
            }
        except (BadCode, NotAnAmount) as error:
            where = f"{element.sourceline}"
            notes.add("BAD_POSITION", Grave.STOP, where, text=str(error)[:80])
            continue
        if key in seen:
            notes.add("REPEATED_CODE", Grave.WARN, number, code=key.code)
        seen[key] = number
        yield _line(key, sums, str(number))


def _key(told: dict[str, str], side: Side) -> Key:
    paragraph, digit = read_paragraph(told.get("Paragraf"), text_of(told.get("P4")))
    return Key(
        side.value,
        read_division(told.get("Dzial")),
        read_chapter(told.get("Rozdzial")),
        paragraph,
        digit,
    )


def _line(key: Key, sums: dict[str, int], place: str) -> BudgetLine:
    return BudgetLine(
        key,
        changed=sums.pop("PL", 0),
        committed=sums.pop("ZA", 0),
        executed=sums.pop(_EXECUTED[Side(key.side)], 0),
        place=place,
        other=sums,
    )
