"""Answers of OAI-PMH 2.0 as XML; people are in none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import gettext as _

from miara.practices.domain.oai import FORMAT, OaiError, Request
from miara.practices.domain.sections import sections
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.presenters.words import domain_name, section_name
from miara.units.public import UnitFacts

__all__ = [
    "Token",
    "document",
    "error",
    "formats",
    "headers",
    "identifier_of",
    "identify",
    "number_in",
    "records",
    "sets",
]

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"
_SCHEMAS: Final = {
    OAI: "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
    OAI_DC: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}
#: What XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
for _prefix, _space in (("", OAI), ("oai_dc", OAI_DC), ("dc", DC), ("xsi", XSI)):
    ET.register_namespace(_prefix, _space)


@dataclass(frozen=True, slots=True)
class Token:
    """Where a list goes on; an empty text ends it."""

    text: str
    cursor: int
    total: int


def document(request: Request | None, content: ET.Element, *, now: datetime) -> bytes:
    """The whole answer. ``request`` None where the request could not be read."""
    root = _element(None, "OAI-PMH")
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {_SCHEMAS[OAI]}")
    _element(root, "responseDate", _stamp(now))
    asked = _element(root, "request", base_address())
    if request is not None:
        asked.set("verb", request.verb)
        for name, value in request.arguments.items():
            asked.set(name, _plain(value))
    root.append(content)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def base_address() -> str:
    """Address of the harvest."""
    return f"{settings.MIARA_SITE_URL}/oai"


def identifier_of(number: int) -> str:
    """The permanent name of a record."""
    host = urlsplit(settings.MIARA_SITE_URL).hostname or "localhost"
    return f"oai:{host}:praktyka/{number}"


def number_in(identifier: str) -> int | None:
    """The number of a card in the name of its record; None in others.

    >>> number_in("praktyka/7") is None
    True
    """
    prefix = identifier_of(0)[:-1]
    rest = identifier.removeprefix(prefix)
    is_ours = identifier.startswith(prefix) and re.fullmatch(r"[1-9]\d{0,14}", rest)
    return int(rest) if is_ours else None


def error(found: OaiError) -> ET.Element:
    """A refusal."""
    element = _element(None, "error", found.text)
    element.set("code", found.code)
    return element


def identify(earliest: datetime) -> ET.Element:
    """What this repository is."""
    found = _element(None, "Identify")
    for name, text in (
        ("repositoryName", _("Good-practice base")),
        ("baseURL", base_address()),
        ("protocolVersion", "2.0"),
        ("adminEmail", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        ("earliestDatestamp", _stamp(earliest)),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):
        _element(found, name, text)
    return found


def formats() -> ET.Element:
    """The one format."""
    found = _element(None, "ListMetadataFormats")
    one = _element(found, "metadataFormat")
    _element(one, "metadataPrefix", FORMAT)
    _element(one, "schema", _SCHEMAS[OAI_DC])
    _element(one, "metadataNamespace", OAI_DC)
    return found


def sets(language: str) -> ET.Element:
    """Sections of the base."""
    found = _element(None, "ListSets")
    for section in sections():
        one = _element(found, "set")
        _element(one, "setSpec", section.code)
        _element(one, "setName", section.name(language))
    return found


def headers(cards: Iterable[PracticeCard], token: Token | None) -> ET.Element:
    """Names and moments alone."""
    found = _element(None, "ListIdentifiers")
    for card in cards:
        found.append(_header(card))
    return _with_token(found, token)


def records(
    verb: str,
    cards: Iterable[PracticeCard],
    known: Mapping[str, UnitFacts],
    token: Token | None,
) -> ET.Element:
    """Records of ``ListRecords`` or ``GetRecord``."""
    found = _element(None, verb)
    for card in cards:
        record = _element(found, "record")
        record.append(_header(card))
        if card.live:
            _element(record, "metadata").append(_dublin_core(card, known))
    return _with_token(found, token)


def _header(card: PracticeCard) -> ET.Element:
    header = _element(None, "header")
    if not card.live:
        header.set("status", "deleted")
    _element(header, "identifier", identifier_of(card.pk))
    _element(header, "datestamp", _stamp(card.stamp))  # type: ignore[attr-defined]
    if section_name(card.section):
        _element(header, "setSpec", card.section)
    return header


def _dublin_core(card: PracticeCard, known: Mapping[str, UnitFacts]) -> ET.Element:
    found = ET.Element(f"{{{OAI_DC}}}dc")
    found.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {_SCHEMAS[OAI_DC]}")
    unit = known.get(card.unit_uid)
    published = card.first_published_at
    site = settings.MIARA_SITE_URL
    newer = card.life.replaced_by
    rows: list[tuple[str, str, str]] = [
        ("title", card.title, "pl"),
        ("title", card.title_en, "en"),
        ("creator", card.lead_name or (unit.full_name if unit else ""), ""),
        ("subject", section_name(card.section), "pl"),
        ("subject", domain_name(card.domain), "pl"),
        ("subject", card.service, "pl"),
        ("description", card.result_sentence, "pl"),
        ("description", card.summary, "pl"),
        ("description", card.summary_en, "en"),
        ("publisher", _("Good-practice base"), ""),
        *(("contributor", name, "") for name in _partners(card, known)),
        ("date", published.date().isoformat() if published else "", ""),
        ("type", "Text", ""),
        ("format", "text/html", ""),
        ("identifier", site + card_path(card.pk, card.title), ""),
        ("language", "pl", ""),
        ("relation", site + card_path(newer.pk, newer.title) if newer else "", ""),
        ("coverage", unit.full_name if unit else "", ""),
        ("coverage", _region(unit), ""),
    ]
    for name, text, language in rows:
        if text:
            element = ET.SubElement(found, f"{{{DC}}}{name}")
            element.text = _plain(text)
            if language:
                element.set(f"{{{XML}}}lang", language)
    return found


def _partners(card: PracticeCard, known: Mapping[str, UnitFacts]) -> Sequence[str]:
    rows = sorted(card.partners.all(), key=lambda row: (row.position, row.pk))
    return [
        known[row.unit_uid].full_name if row.unit_uid in known else row.name
        for row in rows
    ]


def _region(unit: UnitFacts | None) -> str:
    return unit.voivodeship.name if unit and unit.voivodeship else ""


def _with_token(found: ET.Element, token: Token | None) -> ET.Element:
    if token is not None:
        element = _element(found, "resumptionToken", token.text)
        element.set("completeListSize", str(token.total))
        element.set("cursor", str(token.cursor))
    return found


def _element(parent: ET.Element | None, name: str, text: str = "") -> ET.Element:
    tag = f"{{{OAI}}}{name}"
    found = ET.Element(tag) if parent is None else ET.SubElement(parent, tag)
    if text:
        found.text = _plain(text)
    return found


def _plain(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
