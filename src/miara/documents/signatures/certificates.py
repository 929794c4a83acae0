"""What a certificate says about itself: names, kind, validity, chain."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import core
from asn1crypto import x509 as asn1
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from miara.documents.signatures.anchors import TrustAnchors, fingerprint
from miara.documents.signatures.findings import Reason, SignatureKind

__all__ = [
    "Chain",
    "certificate_facts",
    "common_name",
    "context_of",
    "judge_chain",
    "kind_of",
    "person_name",
    "pesel_in",
    "stamp_context_of",
]

_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_QC_COMPLIANCE = "0.4.0.1862.1.1"
_QC_TYPE_SEAL = "0.4.0.1862.1.6.2"
#: ETSI EN 319 411-2: qualified certificates of natural and of legal persons.
_QCP_NATURAL = {"0.4.0.194112.1.0", "0.4.0.194112.1.2"}
_QCP_LEGAL = {"0.4.0.194112.1.1", "0.4.0.194112.1.3"}
_TRUSTED_PROFILE = re.compile(r"podpisu? zaufan|profilu? zaufan", re.IGNORECASE)
_PERSONAL = re.compile(r"podpisu? osobist", re.IGNORECASE)
_PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)")
_WHY = (
    (NotYetValidError, Reason.CERTIFICATE_NOT_YET_VALID),
    (ExpiredError, Reason.CERTIFICATE_EXPIRED),
    (RevokedError, Reason.CERTIFICATE_REVOKED),
)


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether a certificate leads to somebody trusted, and why not.

    Attributes
    ----------
    anchor
        SHA-256 of the trusted certificate that it leads to; empty when none.
    """

    trusted: bool
    reason: Reason | None = None
    anchor: str = ""


def context_of(
    anchors: TrustAnchors, at: datetime, others: tuple[asn1.Certificate, ...] = ()
) -> ValidationContext:
    """What pyHanko may believe: our list, that moment, nothing from the network."""
    return ValidationContext(
        trust_roots=[asn1.Certificate.load(der) for der in anchors.certificates],
        other_certs=list(others),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def stamp_context_of(
    anchors: TrustAnchors, at: datetime, others: tuple[asn1.Certificate, ...] = ()
) -> ValidationContext:
    """The same for timestamps, whose authorities are listed apart."""
    return ValidationContext(
        trust_roots=[asn1.Certificate.load(der) for der in anchors.stamps],
        other_certs=list(others),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def judge_chain(
    certificate: asn1.Certificate,
    others: tuple[asn1.Certificate, ...],
    anchors: TrustAnchors,
    at: datetime,
) -> Chain:
    """Follow a certificate to a trusted one as of a moment."""
    if not anchors:
        return Chain(False, Reason.NO_TRUST_LIST)
    # The ministry's seal may itself be on the list: then its validity decides.
    if certificate.dump() in anchors.certificates:
        return _judge_itself(certificate, at)
    validator = CertificateValidator(
        certificate,
        intermediate_certs=list(others),
        validation_context=context_of(anchors, at),
    )
    try:
        path = asyncio.run(validator.async_validate_path())
    except (PathError, ValidationError) as error:
        why = next((reason for kind, reason in _WHY if isinstance(error, kind)), None)
        return Chain(False, why or Reason.ISSUER_NOT_ON_LIST)
    root = getattr(path.trust_anchor.authority, "certificate", None)
    return Chain(True, anchor=fingerprint(root.dump()) if root is not None else "")


def _judge_itself(certificate: asn1.Certificate, at: datetime) -> Chain:
    start, end = _validity(certificate)
    if at < start:
        return Chain(False, Reason.CERTIFICATE_NOT_YET_VALID)
    if at > end:
        return Chain(False, Reason.CERTIFICATE_EXPIRED)
    return Chain(True, anchor=fingerprint(certificate.dump()))


def kind_of(
    certificate: asn1.Certificate, anchors: TrustAnchors, anchor: str
) -> SignatureKind:
    """The kind by the trust list, else by what the certificate claims.

    A seal of the trusted profile is a qualified seal too, so its name is looked at
    before its policies.
    """
    told = anchors.kinds.get(anchor)
    own = anchors.kinds.get(fingerprint(certificate.dump()))
    if own is not None or told in {SignatureKind.TRUSTED, SignatureKind.PERSONAL}:
        return own or told or SignatureKind.UNKNOWN
    names = f"{certificate.subject.human_friendly} {certificate.issuer.human_friendly}"
    policies, statements = _policies(certificate), _qc_statements(certificate)
    claims = (
        (SignatureKind.TRUSTED, _TRUSTED_PROFILE.search(names)),
        (SignatureKind.PERSONAL, _PERSONAL.search(names)),
        (SignatureKind.SEAL, policies & _QCP_LEGAL or _QC_TYPE_SEAL in statements),
        (
            SignatureKind.QUALIFIED,
            policies & _QCP_NATURAL or _QC_COMPLIANCE in statements,
        ),
    )
    claimed = next((kind for kind, claim in claims if claim), None)
    return claimed or told or SignatureKind.UNKNOWN


def common_name(name: asn1.Name) -> str:
    """Common name, else organisation, else everything."""
    native = name.native
    for key in ("common_name", "organization_name"):
        value = native.get(key)
        if value:
            return value if isinstance(value, str) else ", ".join(value)
    return ""


def person_name(certificate: asn1.Certificate) -> str:
    """Given name and surname where the certificate has them, else its common name."""
    native = certificate.subject.native
    given, family = native.get("given_name"), native.get("surname")
    parts = [
        each if isinstance(each, str) else " ".join(each or ())
        for each in (given, family)
    ]
    return " ".join(parts).strip() if all(parts) else common_name(certificate.subject)


def pesel_in(texts: tuple[str, ...]) -> frozenset[str]:
    """Eleven-digit numbers in texts; to be compared and forgotten."""
    return frozenset(number for text in texts for number in _PESEL.findall(text))


def certificate_facts(certificate: asn1.Certificate) -> dict[str, object]:
    """What the report keeps; the subject's serial number, a PESEL, is left out."""
    start, end = _validity(certificate)
    return {
        "subject": common_name(certificate.subject),
        "issuer": common_name(certificate.issuer),
        "sha256": fingerprint(certificate.dump()),
        "valid_from": start.isoformat(),
        "valid_to": end.isoformat(),
        "policies": sorted(_policies(certificate)),
        "qc_statements": sorted(_qc_statements(certificate)),
        "algorithm": certificate.public_key.algorithm,
        "bits": certificate.public_key.bit_size,
    }


def _validity(certificate: asn1.Certificate) -> tuple[datetime, datetime]:
    validity = certificate["tbs_certificate"]["validity"]
    return validity["not_before"].native, validity["not_after"].native


def _policies(certificate: asn1.Certificate) -> set[str]:
    value = certificate.certificate_policies_value
    return {each["policy_identifier"].dotted for each in value or ()}


class _Statement(core.Sequence):
    _fields = [
        ("id", core.ObjectIdentifier),
        ("info", core.Any, {"optional": True}),
    ]


class _Statements(core.SequenceOf):
    _child_spec = _Statement


class _Identifiers(core.SequenceOf):
    _child_spec = core.ObjectIdentifier


def _qc_statements(certificate: asn1.Certificate) -> set[str]:
    """Object identifiers of the statements and of the types inside them."""
    found: set[str] = set()
    for extension in certificate["tbs_certificate"]["extensions"]:
        if extension["extn_id"].dotted != _QC_STATEMENTS:
            continue
        try:
            for statement in _Statements.load(extension["extn_value"].contents):
                found.add(statement["id"].dotted)
                if statement["id"].dotted == "0.4.0.1862.1.6":
                    types = _Identifiers.load(statement["info"].dump())
                    found |= {each.dotted for each in types}
        except (ValueError, TypeError):
            continue  # a malformed statement proves nothing
    return found
