"""The package for the Public Information Bulletin: files, metadata, log of changes.

There is no schema of the bulletin that a package could follow: the XML is our own and
plain, and the same is told in CSV, so that a clerk can copy it into any form.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.reports.domain.kinds import word_of
from miara.reports.exports.content import Paper, plain_tables
from miara.reports.exports.open_data import report_json, table_csv
from miara.reports.exports.tables import csv_of
from miara.reports.models import ReportVersion

__all__ = ["bulletin_package", "name_of"]

_ROOT: Final = "informacja-publiczna"


def name_of(version: ReportVersion, address: str) -> str:
    """Name of files of a version, without an ending.

    ``address`` is that of the unit.
    """
    report = version.report
    word = word_of(report.kind, report.quarter)
    return f"{word}-{address}-{report.year}-wersja-{version.number}"


def bulletin_package(
    paper: Paper,
    version: ReportVersion,
    log: Sequence[ReportVersion],
    address: str,
    files: Mapping[str, bytes],
) -> bytes:
    """A ZIP with everything; equal input gives equal bytes.

    Parameters
    ----------
    log
        Versions up to this one, the first one first.
    address
        Of the unit.
    files
        The report by the ending of the file.
    """
    base = name_of(version, address)
    named = {f"{base}.{suffix}": content for suffix, content in files.items()}
    named[f"{base}.json"] = report_json(paper, version)
    for place, (heading, _head, _rows) in plain_tables(paper.content).items():
        slug = slugify(heading.replace("ł", "l").replace("Ł", "L"))[:60]
        named[f"tabele/{place:02}-{slug or 'tabela'}.csv"] = table_csv(paper, place)
    facts = _facts(paper, version, log, address)
    packed = {
        "metadane.xml": _xml(facts, log, named),
        "metadane.csv": csv_of(
            ((_("Field"), pgettext("of a field", "Value")), list(facts.values()))
        ),
        "rejestr-zmian.csv": _log(log),
        **named,
    }
    return _zip(packed, version.published_at)


def _facts(
    paper: Paper,
    version: ReportVersion,
    log: Sequence[ReportVersion],
    address: str,
) -> dict[str, tuple[str, str]]:
    """Name of the element to the label and the value."""
    report = version.report
    page = reverse(
        "reports:public-version",
        args=(address, word_of(report.kind, report.quarter), report.year)
        + (version.number,),
    )
    return {
        "tytul": (_("Title"), paper.title),
        "podmiot": (_("Unit"), paper.unit),
        "adres": (_("Address of the page"), settings.MIARA_SITE_URL + page),
        "wersja": (pgettext("of a report", "Version"), str(version.number)),
        "odpowiada-za-tresc": (_("Answers for the content"), version.author),
        "opublikowal": (_("Made public by"), version.publisher),
        "data-wytworzenia": (pgettext("of a report", "Made"), paper.content["made_on"]),
        "data-publikacji": (_("First made public"), _moment(log[0].published_at)),
        "data-zmiany": (
            _("This version made public"),
            _moment(version.published_at),
        ),
        "wydanie-danych": (_("Vintage of national numbers"), version.vintage),
        "skrot-tresci": (_("SHA-256 of the content"), version.digest),
    }


def _xml(
    facts: Mapping[str, tuple[str, str]],
    log: Sequence[ReportVersion],
    files: Mapping[str, bytes],
) -> bytes:
    root = ET.Element(_ROOT)
    for name, (_label, value) in facts.items():
        ET.SubElement(root, name).text = _clean(value)
    listed = ET.SubElement(root, "pliki")
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        about = {"nazwa": name, "bajty": str(len(content)), "sha256": digest}
        ET.SubElement(listed, "plik", about)
    changes = ET.SubElement(root, "rejestr-zmian")
    for each in log:
        line = ET.SubElement(changes, "zmiana", {"wersja": str(each.number)})
        ET.SubElement(line, "data").text = _moment(each.published_at)
        ET.SubElement(line, "opublikowal").text = _clean(each.publisher)
        ET.SubElement(line, "odpowiada-za-tresc").text = _clean(each.author)
        ET.SubElement(line, "opis").text = _clean(_what(each))
        for heading in each.changed:
            ET.SubElement(line, "czesc").text = _clean(heading)
    ET.indent(root)
    body: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return body


def _log(log: Sequence[ReportVersion]) -> bytes:
    head = (
        *(pgettext("of a report", "Version"), _("Made public"), _("Made public by")),
        *(_("Answers for the content"), _("What was changed"), _("Sections changed")),
    )
    rows = [
        (
            *(each.number, _moment(each.published_at), each.publisher, each.author),
            *(_what(each), "; ".join(each.changed)),
        )
        for each in log
    ]
    return csv_of((head, rows))


def _what(version: ReportVersion) -> str:
    return version.note or _("First version.")


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _zip(files: Mapping[str, bytes], moment: datetime) -> bytes:
    local = timezone.localtime(moment)
    stamp = (local.year, local.month, local.day, local.hour, local.minute, 0)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            about = zipfile.ZipInfo(name, stamp)
            about.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(about, content)
    return target.getvalue()
