"""An application as PDF, to be signed and to be kept, and the receipt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.contest.actions.signing import (
    KEYWORD,
    keep_signing_copy,
    xml_for_signing,
)
from miara.contest.actions.submission import keep_paper, present_content
from miara.contest.letters.shared import address
from miara.contest.models import Entry, EntryVersion, SigningCopy
from miara.contest.presenters.entry_words import entrant_text, partner_text
from miara.contest.presenters.signature_words import signatory_text
from miara.contest.queries.signatures import needed_signatures
from miara.contest.queries.versions import content_of_version
from miara.contest.queries.writing import hour_text
from miara.core.localized import Localized
from miara.documents import public as documents
from miara.questionnaires import public as questionnaires

__all__ = ["application_pdf", "receipt", "signing_copy", "version_pdf"]

_FOLDER = Path(__file__).parent.parent / "typst"
#: Documents of an application are in the language of the administration.
LANGUAGE = "pl"


def signing_copy(entry: Entry, kind: str, *, now: datetime) -> SigningCopy:
    """The document of the present content for signing, made once for a content.

    To be called outside a transaction.

    Raises
    ------
    miara.documents.public.TypesettingError
        When the PDF cannot be set.
    """
    content = questionnaires.content_of(entry.sheet)
    text, sha256 = present_content(entry, content)
    known = entry.signing_copies.filter(kind=kind, sha256=sha256)
    if (found := known.select_related("file").first()) is not None:
        return found
    if kind == SigningCopy.Kind.PDF:
        made = application_pdf(entry, content, sha256=sha256, made_at=now)
        file_kind, suffix = documents.FileKind.PDF, "pdf"
    else:
        made = xml_for_signing(text, sha256)
        file_kind, suffix = documents.FileKind.SIGNATURE, "xml"
    name = f"wniosek-{sha256[:8]}.{suffix}"
    file = documents.keep_made(
        content=made, name=name, kind=file_kind, by=None, now=now
    )
    return keep_signing_copy(entry=entry, kind=kind, sha256=sha256, file=file, now=now)


def version_pdf(version: EntryVersion, *, now: datetime) -> documents.StoredFile:
    """The application as it was received, as PDF; made at the first request."""
    if version.pdf is not None:
        return version.pdf
    content = content_of_version(version)
    made = application_pdf(
        version.entry, content, sha256=version.sha256, made_at=version.received_at
    )
    name = f"wniosek-{_plain(version)}.pdf"
    return keep_paper(version=version, field="pdf", content=made, name=name, now=now)


def receipt(version: EntryVersion, *, now: datetime) -> documents.StoredFile:
    """The receipt of a version: number, moment, hash; made at the first request.

    To be called outside a transaction; what it says is stored with the version.
    """
    if version.receipt is not None:
        return version.receipt
    with translation.override(LANGUAGE):
        made = _receipt_pdf(version)
    name = f"potwierdzenie-{_plain(version)}.pdf"
    return keep_paper(
        version=version, field="receipt", content=made, name=name, now=now
    )


def application_pdf(
    entry: Entry,
    content: questionnaires.Content,
    *,
    sha256: str,
    made_at: datetime,
) -> bytes:
    """An application with its hash on every page; equal input gives equal bytes."""
    with translation.override(LANGUAGE):
        said = questionnaires.summary_of(content)
        title = str(said.get(questionnaires.SummaryRole.TITLE, "")) or _("Application")
        data: dict[str, Any] = {
            "title": title,
            "header": Localized.of(entry.edition.name).in_language(LANGUAGE),
            "hash_label": "SHA-256",
            "keywords": [f"{KEYWORD}{sha256}"],
            "facts": _facts(entry),
            "sections": questionnaires.printed_sections(content, LANGUAGE),
            "empty": _("not filled in"),
            "hash_title": _("Hash of the content"),
            "hash_text": _(
                "The hash stands for everything above, for the partners and for the "
                "attachments. A signature under this document is a signature under "
                "exactly this content."
            ),
            "sha256": sha256,
            "lines": [signatory_text(row) for row in needed_signatures(entry, sha256)],
        }
    return documents.typeset(
        _FOLDER / "application.typ",
        data,
        title=title,
        language=LANGUAGE,
        made_at=made_at,
    )


def _facts(entry: Entry) -> list[tuple[str, str]]:
    partners = entry.partners.order_by("position", "pk")
    return [
        (_("Applicant"), entrant_text(entry)),
        (_("Domain"), str(entry.domain or "–")),
        (_("Group"), str(entry.group or "–")),
        (_("Partners"), "; ".join(partner_text(row) for row in partners) or "–"),
        (pgettext("application", "Number"), entry.number or _("given when submitted")),
    ]


def _receipt_pdf(version: EntryVersion) -> bytes:
    entry = version.entry
    check = address("contest:receipt-check", language=LANGUAGE)
    link = f"{check}?skrot={version.sha256}"
    title = _("Receipt of application %(number)s") % {"number": entry.number}
    data = {
        "title": title,
        "header": Localized.of(entry.edition.name).in_language(LANGUAGE),
        "footer": reverse("contest:receipt-check"),
        "intro": _("The application below was received. This is proof of it."),
        "facts": [
            (pgettext("application", "Number"), entry.number),
            (_("Title"), entry.title),
            (_("Applicant"), entrant_text(entry)),
            (_("Received"), hour_text(version.received_at)),
            (_("Version"), f"{version.position}: {version.get_reason_display()}"),
            (_("Hash of the content (SHA-256)"), version.sha256),
        ],
        "check": _("Anybody who has the hash can check the receipt at this address:"),
        "address": link,
        "qr": documents.qr_svg(link),
        "qr_alt": _("Code with the address that checks this receipt"),
    }
    return documents.typeset(
        _FOLDER / "receipt.typ",
        data,
        title=title,
        language=LANGUAGE,
        made_at=version.received_at,
    )


def _plain(version: EntryVersion) -> str:
    return f"{version.entry.number.replace('/', '-')}-v{version.position}"
