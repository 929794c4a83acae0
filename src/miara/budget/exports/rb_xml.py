"""Reports Rb-27S and Rb-28S in the shape in which the ministry publishes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from miara.budget.domain.lines import BudgetLine, Side
from miara.budget.domain.money import to_zloty

__all__ = ["rb_xml"]

_TAGS = {
    Side.REVENUE: ("Rb-27s", {"changed": "PL", "executed": "DW"}),
    Side.EXPENDITURE: (
        "Rb-28s",
        {"changed": "PL", "committed": "ZA", "executed": "WW"},
    ),
}


def rb_xml(
    lines: Iterable[BudgetLine],
    *,
    side: Side,
    unit_code: str,
    unit_kind: str,
    unit_name: str,
    year: int,
    quarter: int,
    number: int = 1,
) -> bytes:
    """A file with one report of one unit; amounts that are zero are left out.

    Parameters
    ----------
    unit_code, unit_kind
        Six digits, and the type of a municipality.
    number
        Number of the report; a later version has a higher one.
    """
    tag, amounts = _TAGS[side]
    root = etree.Element("Sprawozdania")
    unit = etree.SubElement(etree.SubElement(root, "Jednostki"), "Jednostka")
    facts = {
        "Nazwa": unit_name,
        "WK": unit_code[:2],
        "PK": unit_code[2:4],
        "GK": unit_code[4:6] or "00",
        "GT": unit_kind,
        "PT": "0",
    }
    _texts(unit, facts)
    report = etree.SubElement(etree.SubElement(unit, "Sprawozdania"), tag)
    report.set("Id", str(number))
    period = etree.SubElement(report, "Okres")
    _texts(period, {"Rok": str(year), "TypOkresu": "K", "Okres": str(quarter)})
    positions = etree.SubElement(report, "Pozycje")
    for line in lines:
        _position(positions, line, amounts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _position(
    positions: etree._Element, line: BudgetLine, amounts: dict[str, str]
) -> None:
    element = etree.SubElement(positions, "Pozycja")
    key = line.key
    codes = {
        "Dzial": key.division,
        "Rozdzial": key.chapter,
        "Paragraf": key.paragraph,
        "P4": key.digit,
    }
    sums = {tag: getattr(line, field) for field, tag in amounts.items()}
    _texts(element, {**codes, **{t: _money(v) for t, v in sums.items() if v}})


def _money(grosze: int) -> str:
    value: Decimal = to_zloty(grosze)
    return f"{value:.2f}"


def _texts(parent: etree._Element, texts: dict[str, str]) -> None:
    for tag, text in texts.items():
        etree.SubElement(parent, tag).text = text
