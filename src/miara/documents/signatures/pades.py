"""Signatures inside PDF documents."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import (
    KeyUsageConstraints,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from miara.documents.signatures.certificates import (
    Chain,
    certificate_facts,
    common_name,
    context_of,
    judge_chain,
    kind_of,
    person_name,
    pesel_in,
    stamp_context_of,
)
from miara.documents.signatures.findings import (
    Format,
    Reason,
    SignatureFinding,
    SignatureKind,
    Verdict,
)
from miara.documents.signatures.question import Question

__all__ = ["verify_pdf"]

#: Signing tools set either use of the key; the chain is judged apart from it.
_KEY_USE = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
#: "Opatrzono pieczęcią … w imieniu: JAN KOWALSKI, PESEL: …" – the wording of the
#: reason that the trusted profile writes into the signature.
_ON_BEHALF = re.compile(r"w imieniu:?\s*([^,;:\d\n]+)", re.IGNORECASE)


def verify_pdf(content: bytes, question: Question) -> list[SignatureFinding]:
    """Verify every signature of a PDF, in the order of signing.

    See `verify.verify` for the arguments. A document without signatures gives an
    empty list.
    """
    with _quiet():
        try:
            reader = PdfFileReader(io.BytesIO(content), strict=False)
            signatures = list(reader.embedded_regular_signatures)
        except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
            return [_unreadable(error)] if b"/ByteRange" in content else []
        names = {each.field_name for each in signatures}
        return [
            _verify_one(each, names, question, is_last=each is signatures[-1])
            for each in signatures
        ]


def _verify_one(
    signature: EmbeddedPdfSignature,
    names: set[str],
    question: Question,
    *,
    is_last: bool,
) -> SignatureFinding:
    trust, at = question.trust, question.at
    try:
        certificate = signature.signer_cert
        others = tuple(signature.other_embedded_certs)
        status = _validate(signature, others, question, at)
        stamped_at, stamp_reason = _timestamp(status)
        if stamped_at is not None:  # the certificate may have expired since
            status = _validate(signature, others, question, stamped_at)
    except (
        PdfError,
        SignatureValidationError,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        return _unreadable(error)
    chain = judge_chain(certificate, others, trust, stamped_at or at)
    kind = kind_of(certificate, trust, chain.anchor)
    signer, signer_reason = _signer(signature, certificate, kind)
    reasons = [*_changes(status, names), *_time(status, stamped_at, stamp_reason, at)]
    if not is_last:
        reasons.append(Reason.SIGNED_MORE_LATER)
    return SignatureFinding(
        format=Format.PADES,
        kind=kind,
        verdict=_verdict(status, chain, reasons),
        signer=signer,
        certificate_name=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        claimed_at=status.signer_reported_dt,
        stamped_at=stamped_at,
        covers_all=_covers(status),
        reasons=_in_order(reasons, chain, signer_reason),
        pesel_matches=_compare(signature, certificate, question.pesel),
        report=_report(signature, status, certificate, chain),
    )


def _validate(
    signature: EmbeddedPdfSignature,
    others: tuple[asn1.Certificate, ...],
    question: Question,
    moment: datetime,
) -> PdfSignatureStatus:
    """Judge the signature as of one moment and its timestamp as of another."""
    return asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=context_of(question.trust, moment, others),
            ts_validation_context=stamp_context_of(question.trust, question.at, others),
            key_usage_settings=_KEY_USE,
        )
    )


def _changes(status: PdfSignatureStatus, names: set[str]) -> list[Reason]:
    """What happened to the document; empty when nothing but further signatures."""
    if not status.intact:
        return [Reason.CONTENT_CHANGED]
    if not status.valid:
        return [Reason.SIGNATURE_FALSE]
    allowed = status.docmdp_ok or status.modification_level is None
    result = status.diff_result
    if not _covers(status) or not allowed or isinstance(result, SuspiciousModification):
        return [Reason.CHANGED_AFTER_SIGNING]
    if result is None:  # nothing follows the signature
        return []
    if result.modification_level > ModificationLevel.FORM_FILLING:
        return [Reason.CHANGED_AFTER_SIGNING]
    others = set(result.changed_form_fields) - names
    return [Reason.FILLED_AFTER_SIGNING] if others else []


def _verdict(
    status: PdfSignatureStatus, chain: Chain, reasons: list[Reason]
) -> Verdict:
    """Trusted only where pyHanko's bottom line agrees with our own judgement."""
    if set(reasons) & {
        Reason.CONTENT_CHANGED,
        Reason.SIGNATURE_FALSE,
        Reason.CHANGED_AFTER_SIGNING,
        Reason.FILLED_AFTER_SIGNING,
    }:
        return Verdict.ALTERED
    if chain.trusted and status.bottom_line:
        return Verdict.INTACT_TRUSTED
    return Verdict.INTACT_ISSUER_UNKNOWN


def _covers(status: PdfSignatureStatus) -> bool:
    return status.coverage is not None and (
        status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    )


def _timestamp(status: PdfSignatureStatus) -> tuple[datetime | None, Reason | None]:
    stamp = status.timestamp_validity
    if stamp is None:
        return None, Reason.TIME_CLAIMED_ONLY
    if stamp.valid and stamp.intact and stamp.trusted:
        return stamp.timestamp, None
    return None, Reason.TIMESTAMP_UNPROVEN


def _time(
    status: PdfSignatureStatus,
    stamped_at: datetime | None,
    stamp_reason: Reason | None,
    at: datetime,
) -> list[Reason]:
    found = [stamp_reason] if stamp_reason else []
    claimed = status.signer_reported_dt
    if stamped_at is None and claimed is not None and claimed > at:
        found.append(Reason.CLAIMED_IN_THE_FUTURE)
    return found


def _signer(
    signature: EmbeddedPdfSignature, certificate: asn1.Certificate, kind: SignatureKind
) -> tuple[str, Reason | None]:
    """The person; for the trusted profile from the signed dictionary."""
    if kind is not SignatureKind.TRUSTED:
        return person_name(certificate), None
    reason, name = _text(signature, "/Reason"), _text(signature, "/Name")
    behalf = _ON_BEHALF.search(reason)
    told = behalf[1].strip() if behalf else name.strip()
    if told and told != common_name(certificate.subject):
        return told[:200], Reason.PERSON_FROM_SIGNED_DATA
    return "", Reason.PERSON_NOT_FOUND


def _text(signature: EmbeddedPdfSignature, key: str) -> str:
    value = signature.sig_object.get(key, "")
    return str(value) if value else ""


def _compare(
    signature: EmbeddedPdfSignature, certificate: asn1.Certificate, pesel: str
) -> bool | None:
    numbers = pesel_in(
        (
            str(certificate.subject.native.get("serial_number", "")),
            _text(signature, "/Reason"),
            _text(signature, "/Name"),
            _text(signature, "/ContactInfo"),
        )
    )
    return pesel in numbers if pesel and numbers else None


def _in_order(
    reasons: list[Reason], chain: Chain, signer_reason: Reason | None
) -> tuple[Reason, ...]:
    more = [chain.reason, signer_reason, Reason.REVOCATION_NOT_CHECKED]
    return tuple(dict.fromkeys([*reasons, *(each for each in more if each)]))


def _report(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    certificate: asn1.Certificate,
    chain: Chain,
) -> dict[str, object]:
    level = status.modification_level
    return {
        "field": signature.field_name,
        "subfilter": str(signature.sig_object.get("/SubFilter", "")),
        "digest": status.md_algorithm,
        "mechanism": status.pkcs7_signature_mechanism,
        "intact": status.intact,
        "valid": status.valid,
        "bottom_line": status.bottom_line,
        "coverage": status.coverage.name if status.coverage else None,
        "modification": level.name if level else None,
        "trusted": chain.trusted,
        "anchor": chain.anchor,
        "certificate": certificate_facts(certificate),
    }


def _unreadable(error: Exception) -> SignatureFinding:
    return SignatureFinding(
        format=Format.PADES,
        kind=SignatureKind.UNKNOWN,
        verdict=Verdict.NOT_VERIFIED,
        reasons=(Reason.UNREADABLE,),
        report={"error": type(error).__name__},
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """pyHanko logs a traceback for every document that was changed; we tell it."""
    logger = logging.getLogger("pyhanko")
    other = logging.getLogger("pyhanko_certvalidator")
    levels = logger.level, other.level
    logger.setLevel(logging.CRITICAL + 1)
    other.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(levels[0])
        other.setLevel(levels[1])
