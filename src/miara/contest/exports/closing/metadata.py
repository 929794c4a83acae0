"""Description of the package for an electronic records system, and for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.template.loader import render_to_string

from miara.contest.domain.closing.layout import (
    METADATA_CSV,
    METADATA_XML,
    MISSING,
    PROFILE,
    README,
)
from miara.contest.exports.closing.rows import Package, hour, polish

__all__ = ["Case", "info_of", "write_metadata"]

DC = "http://purl.org/dc/elements/1.1/"
#: Elements of our own: what Dublin Core has no word for.
OWN = "urn:miara:teczka:1"


@dataclass(frozen=True, slots=True)
class Case:
    """How the office files the edition.

    Attributes
    ----------
    number, klass
        Case number and symbol of the class in the office's file plan.
    category
        Archival category, such as A or B10; may be empty.
    """

    number: str
    klass: str
    category: str = ""


def write_metadata(package: Package, case: Case) -> None:
    """Description as a table and as XML, what is missing, and the guide."""
    elements = list(_elements(package, case))
    package.bag.table(METADATA_CSV, ("element", "wartosc"), elements)
    package.bag.add(METADATA_XML, _xml(elements))
    package.bag.table(MISSING, ("plik", "powod"), sorted(package.missing))
    edition = package.edition
    package.bag.add(
        README,
        render_to_string(
            "contest/closing/readme.txt",
            {
                "edition": polish(edition.name),
                "case": case,
                "made_at": hour(package.now),
                "missing": len(package.missing),
                "fictional": edition.is_fictional,
                "days": edition.settings.personal_days,
            },
        ),
    )


def info_of(package: Package, case: Case) -> dict[str, str]:
    """Labels of ``bag-info.txt``."""
    edition = package.edition
    return {
        "Source-Organization": polish(edition.contest.owner.name),
        "Contact-Email": edition.contact_email,
        "External-Description": polish(edition.name),
        "External-Identifier": edition.uid,
        "Bagging-Date": package.now.date().isoformat(),
        "Internal-Sender-Identifier": case.number,
        "Bag-Group-Identifier": case.klass,
        "Miara-Profile": PROFILE,
    }


def _elements(package: Package, case: Case) -> Iterator[tuple[str, str]]:
    """Name and value; names with ``dc:`` are those of Dublin Core."""
    edition = package.edition
    owner = polish(edition.contest.owner.name)
    yield "dc:title", polish(edition.name)
    yield "dc:creator", owner
    for row in edition.organisers.select_related("organisation").order_by("position"):
        name = polish(row.organisation.name)
        if name != owner:
            yield "dc:contributor", name
    yield "dc:subject", polish(edition.theme)
    yield "dc:description", polish(edition.about)
    yield "dc:date", package.now.date().isoformat()
    if edition.announced_on:
        yield "dc:coverage", f"{edition.announced_on:%Y-%m-%d}/{package.now:%Y-%m-%d}"
    yield "dc:type", "Collection"
    yield "dc:format", "application/zip; profile=bagit-1.0"
    yield "dc:identifier", edition.uid
    yield "dc:language", "pl"
    yield "dc:rights", "Dostęp dla organizatora; zawiera dane osobowe."
    yield "znak_sprawy", case.number
    yield "klasa_akt", case.klass
    yield "kategoria_archiwalna", case.category
    yield "numer_dotacji", edition.grant_number
    yield "termin_zgloszen", hour(edition.closes_at)
    yield "zamknieto", hour(edition.archived_at)
    yield "plikow", str(package.bag.count)
    yield "fikcyjna", "tak" if edition.is_fictional else "nie"


def _xml(elements: Iterable[tuple[str, str]]) -> bytes:
    ET.register_namespace("dc", DC)
    ET.register_namespace("teczka", OWN)
    root = ET.Element(f"{{{OWN}}}metadane")
    for name, value in elements:
        if not value:
            continue
        plain = name.removeprefix("dc:")
        space = DC if name.startswith("dc:") else OWN
        ET.SubElement(root, f"{{{space}}}{plain}").text = value
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
