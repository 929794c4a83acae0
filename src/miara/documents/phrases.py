"""Words for kinds, sizes, verdicts and remarks."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from miara.core.numbers import format_number
from miara.documents.domain.contents.faults import Remark
from miara.documents.domain.kinds import FileKind
from miara.documents.signatures.findings import Reason, Verdict

__all__ = [
    "count",
    "file_size",
    "kind_name",
    "kinds_list",
    "megabytes",
    "reason_text",
    "remark_text",
    "verdict_text",
]


def kind_name(kind: str) -> str:
    """The kind for people; an unknown code is given back as it is."""
    names = {
        FileKind.PDF: "PDF",
        FileKind.DOCX: "DOCX",
        FileKind.XLSX: "XLSX",
        FileKind.ODT: "ODT",
        FileKind.ODS: "ODS",
        FileKind.JPEG: "JPEG",
        FileKind.PNG: "PNG",
        FileKind.WEBP: "WebP",
        FileKind.TEXT: pgettext("file format", "plain text"),
        FileKind.CSV: "CSV",
        FileKind.SIGNATURE: pgettext("file format", "XAdES signature"),
        FileKind.MP4: "MP4",
    }
    return str(names.get(kind, kind))  # type: ignore[call-overload]


def kinds_list(kinds: object) -> str:
    """Names of kinds with commas."""
    if not isinstance(kinds, Iterable):
        return ""
    return ", ".join(kind_name(str(kind)) for kind in kinds)


def count(value: object) -> str:
    """A whole number, thousands grouped, in the active language."""
    language = get_language() or "pl"
    return format_number(value, language=language) if isinstance(value, int) else ""


def megabytes(size: object) -> str:
    """A limit in bytes as megabytes, in the active language."""
    return file_size(size) if isinstance(size, int) else ""


def file_size(size: int) -> str:
    """Bytes for people: B, kB or MB with at most one decimal place."""
    if size < 1_000:
        return f"{size} B"
    value, unit = (size / 1e3, "kB") if size < 1_000_000 else (size / 1e6, "MB")
    return f"{_trimmed(value)} {unit}"


def remark_text(remark: str) -> str:
    """What is worth knowing about an accepted file."""
    texts = {
        Remark.EXTERNAL_LINKS: _(
            "The document fetches parts from outside; they may be missing or change."
        ),
        Remark.EMBEDDED_OBJECTS: _("Other documents are embedded in this one."),
        Remark.ANSI_TEXT: _(
            "The text is not in UTF-8; it was read as Windows-1250. Check the Polish "
            "letters."
        ),
    }
    return str(texts.get(remark, remark))  # type: ignore[call-overload]


def verdict_text(verdict: str) -> str:
    """The result of a check in a few words."""
    texts = {
        Verdict.INTACT_TRUSTED: _("intact, issuer trusted"),
        Verdict.INTACT_ISSUER_UNKNOWN: _("intact, issuer not confirmed"),
        Verdict.ALTERED: _("altered or false"),
        Verdict.NOT_VERIFIED: _("could not be verified"),
    }
    return str(texts.get(verdict, verdict))  # type: ignore[call-overload]


def reason_text(reason: str) -> str:
    """One reason of a verdict as a sentence for an officer."""
    texts = {
        Reason.CONTENT_CHANGED: _(
            "The content differs from what was signed: the document was changed."
        ),
        Reason.CHANGED_AFTER_SIGNING: _(
            "What was signed is intact, but something was added to the document after "
            "signing."
        ),
        Reason.FILLED_AFTER_SIGNING: _(
            "Fields of the form were filled in after signing."
        ),
        Reason.SIGNATURE_FALSE: _(
            "The signature does not fit the certificate attached to it."
        ),
        Reason.OTHER_FILE: _(
            "The signature belongs to another file, or the file was changed after "
            "signing."
        ),
        Reason.FILE_MISSING: _(
            "This is a separate signature file: the document that it signs is missing."
        ),
        Reason.PART_ONLY: _("Only a part of the document is signed."),
        Reason.WEAK_ALGORITHM: _(
            "The signature uses an outdated method (SHA-1), which proves nothing today."
        ),
        Reason.UNUSUAL_TRANSFORM: _(
            "The signature changes the document in an unusual way before signing, "
            "which cannot be followed here. Check it in another program."
        ),
        Reason.UNREADABLE: _(
            "The signature has a form that cannot be read here. Check it in another "
            "program."
        ),
        Reason.NO_CERTIFICATE: _("The signature carries no certificate."),
        Reason.NO_TRUST_LIST: _(
            "The operator of the site has not imported a list of trusted issuers."
        ),
        Reason.ISSUER_NOT_ON_LIST: _(
            "The issuer of the certificate is not on the list of trusted issuers."
        ),
        Reason.CERTIFICATE_EXPIRED: _("The certificate has expired."),
        Reason.CERTIFICATE_NOT_YET_VALID: _("The certificate was not valid yet."),
        Reason.CERTIFICATE_REVOKED: _("The certificate was revoked."),
        Reason.TIMESTAMP_UNPROVEN: _(
            "The timestamp comes from an authority that is not on the list."
        ),
        Reason.TIME_CLAIMED_ONLY: _(
            "The time of signing comes from the signer's computer and is not proven."
        ),
        Reason.CLAIMED_IN_THE_FUTURE: _(
            "The signer's computer gave a time later than that of the check."
        ),
        Reason.SIGNED_MORE_LATER: _("Somebody else signed the document afterwards."),
        Reason.PERSON_FROM_SIGNED_DATA: _(
            "This is a seal of the ministry; the name of the person comes from the "
            "data that the seal protects."
        ),
        Reason.PERSON_NOT_FOUND: _(
            "This is a seal of the ministry, and the signed data do not name a person."
        ),
        Reason.REVOCATION_NOT_CHECKED: _(
            "Whether the certificate was revoked has not been checked: it needs the "
            "network."
        ),
    }
    return str(texts.get(reason, reason))  # type: ignore[call-overload]


def _trimmed(value: float) -> str:
    language = get_language() or "pl"
    text = format_number(round(value, 1), decimals=1, language=language)
    return text.removesuffix(",0").removesuffix(".0")
