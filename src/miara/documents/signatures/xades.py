"""Signatures written as XML: around the document, in it, or beside it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from asn1crypto import x509 as asn1
from cryptography import x509
from lxml import etree
from signxml import SignatureConfiguration
from signxml.exceptions import InvalidDigest, InvalidInput, InvalidSignature
from signxml.xades import XAdESVerifier

from miara.documents.signatures.anchors import TrustAnchors
from miara.documents.signatures.certificates import (
    Chain,
    certificate_facts,
    common_name,
    judge_chain,
    kind_of,
    person_name,
    pesel_in,
)
from miara.documents.signatures.findings import (
    Format,
    Reason,
    SignatureFinding,
    SignatureKind,
    Verdict,
)
from miara.documents.signatures.question import Question

__all__ = ["verify_xml"]

_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
_MOST_SIGNATURES = 20
_USUAL = re.compile(
    r"xmldsig#(enveloped-signature|base64)$|xml-exc-c14n#|REC-xml-c14n|xml-c14n11"
)


class _FileMissing(Exception):
    """The signature speaks of a second file that was not given."""


class _Verifier(XAdESVerifier):
    """Looks at the signature with a given place among all of the document."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def _get_signature(self, root: etree._Element) -> etree._Element:
        return _signatures(root)[self.place]


def verify_xml(content: bytes, question: Question) -> list[SignatureFinding]:
    """Verify every signature of an XML file, in the order of the document.

    See `verify.verify` for the arguments.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return [_not_verified(Format.UNKNOWN, Reason.UNREADABLE, error)]
    if root.getroottree().docinfo.doctype:
        return [_not_verified(Format.UNKNOWN, Reason.UNREADABLE, ValueError())]
    count = min(len(_signatures(root)), _MOST_SIGNATURES)
    return [_verify_one(content, root, place, question) for place in range(count)]


def _signatures(root: etree._Element) -> list[etree._Element]:
    """Signatures that are not countersignatures inside another one."""
    every = list(root.iter(f"{_DS}Signature"))
    return [
        each
        for each in every
        if not any(
            above.tag == f"{_XADES}UnsignedProperties" for above in each.iterancestors()
        )
    ]


def _verify_one(
    content: bytes, root: etree._Element, place: int, question: Question
) -> SignatureFinding:
    trust, at = question.trust, question.at
    signature = _signatures(root)[place]
    form = _form_of(root, signature)
    chosen = _certificates(signature)
    if chosen is None:
        return _not_verified(form, Reason.NO_CERTIFICATE, None)
    certificate, others = chosen
    broken, properties = _check(content, place, certificate, question.detached)
    if broken is Reason.CONTENT_CHANGED and _has_unusual_transform(signature):
        broken = Reason.UNUSUAL_TRANSFORM
    claimed_at = _claimed_at(properties)
    chain = judge_chain(certificate, others, trust, at)
    kind = _kind(certificate, properties, trust, chain)
    signer, signer_reason = _signer(certificate, properties, kind)
    covers = broken is None and _covers(root, signature, form)
    reasons = [broken, None if covers or broken else Reason.PART_ONLY, chain.reason]
    reasons += [signer_reason, Reason.TIME_CLAIMED_ONLY]
    if claimed_at is not None and claimed_at > at:
        reasons.append(Reason.CLAIMED_IN_THE_FUTURE)
    reasons.append(Reason.REVOCATION_NOT_CHECKED)
    return SignatureFinding(
        format=form,
        kind=kind,
        verdict=_verdict(broken, chain, covers=covers),
        signer=signer,
        certificate_name=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        claimed_at=claimed_at,
        covers_all=covers,
        reasons=tuple(dict.fromkeys(each for each in reasons if each)),
        pesel_matches=_compare(certificate, properties, question.pesel),
        report=_report(signature, certificate, chain, broken),
    )


def _check(
    content: bytes, place: int, certificate: asn1.Certificate, detached: bytes | None
) -> tuple[Reason | None, etree._Element | None]:
    """What is wrong with digests and the signature, and the properties it covers.

    The properties come from the verifier, never from the file: a second block put
    beside the signed one would otherwise name another person. The issuer and the
    validity are judged apart, so the library is given the certificate as trusted, at
    a moment at which it was valid.
    """
    given = x509.load_der_x509_certificate(certificate.dump())
    config = SignatureConfiguration(
        location=".//",
        expect_references=True,
        verification_time=given.not_valid_before_utc + timedelta(seconds=1),
        ignore_ambiguous_key_info=True,
    )
    asked: list[str] = []
    try:
        results = _Verifier(place).verify(
            content,
            x509_cert=given,
            expect_config=config,
            uri_resolver=_resolver(detached, asked),
            validate_schema=False,
        )
    except _FileMissing:
        return Reason.FILE_MISSING, None
    except InvalidDigest as error:
        # A reference to the second file that does not match is told apart.
        other = asked and asked[-1] in str(error)
        return (Reason.OTHER_FILE if other else Reason.CONTENT_CHANGED), None
    except InvalidInput as error:
        return (Reason.WEAK_ALGORITHM if _is_weak(error) else Reason.UNREADABLE), None
    except InvalidSignature as error:
        weak = _is_weak(error)
        return (Reason.WEAK_ALGORITHM if weak else Reason.SIGNATURE_FALSE), None
    except (ValueError, TypeError, KeyError, AttributeError, etree.LxmlError):
        return Reason.UNREADABLE, None
    signed = (getattr(each, "signed_properties", None) for each in results)
    return None, next((each for each in signed if each is not None), None)


def _resolver(
    detached: bytes | None, asked: list[str]
) -> Callable[[str], bytes | None]:
    """Every name outside the file means the one given beside it; nothing is fetched."""

    def resolve(uri: str) -> bytes:
        asked.append(uri)
        if detached is None:
            raise _FileMissing(uri)
        return detached

    return resolve


def _is_weak(error: Exception) -> bool:
    text = str(error).lower()
    return "sha1" in text or "forbidden" in text or "not allowed" in text


def _verdict(broken: Reason | None, chain: Chain, *, covers: bool) -> Verdict:
    if broken in {Reason.CONTENT_CHANGED, Reason.SIGNATURE_FALSE, Reason.OTHER_FILE}:
        return Verdict.ALTERED
    if broken is not None or not covers:
        return Verdict.NOT_VERIFIED
    return Verdict.INTACT_TRUSTED if chain.trusted else Verdict.INTACT_ISSUER_UNKNOWN


def _form_of(root: etree._Element, signature: etree._Element) -> Format:
    uris = [each.get("URI", "") for each in _references(signature)]
    if any(uri and not uri.startswith("#") for uri in uris):
        return Format.XADES_DETACHED
    if signature is root:
        return Format.XADES_ENVELOPING
    return Format.XADES_ENVELOPED


def _references(signature: etree._Element) -> list[etree._Element]:
    info = signature.find(f"{_DS}SignedInfo")  # the first is the one that is verified
    return [] if info is None else info.findall(f"{_DS}Reference")


def _has_unusual_transform(signature: etree._Element) -> bool:
    """Whether a reference is changed, before its digest, in a way not followed here."""
    transforms = (
        each.get("Algorithm", "")
        for reference in _references(signature)
        for each in reference.iter(f"{_DS}Transform")
    )
    return any(not _USUAL.search(algorithm) for algorithm in transforms)


def _covers(root: etree._Element, signature: etree._Element, form: Format) -> bool:
    """Whether what is signed is the whole document, not a piece beside another one.

    A file with a signature over a fragment only, shown whole, would let unsigned text
    pass as signed.
    """
    uris = {each.get("URI", "") for each in _references(signature)}
    if form is Format.XADES_DETACHED:
        return True  # that the second file matches has been checked
    identity = root.get("Id") or root.get("ID")
    if form is Format.XADES_ENVELOPED:
        return "" in uris or bool(identity and f"#{identity}" in uris)
    objects = [
        each
        for each in signature.findall(f"{_DS}Object")
        if each.find(f"{_XADES}QualifyingProperties") is None
    ]
    return bool(objects) and all(_is_signed(each, uris) for each in objects)


def _is_signed(element: etree._Element, uris: set[str]) -> bool:
    """Whether an object, or everything in it, is named by a reference."""
    if f"#{element.get('Id')}" in uris:
        return True
    inside = list(element)
    return bool(inside) and all(f"#{each.get('Id')}" in uris for each in inside)


def _certificates(
    signature: etree._Element,
) -> tuple[asn1.Certificate, tuple[asn1.Certificate, ...]] | None:
    """Signer's certificate, the first that is nobody's issuer here, and the others."""
    found = []
    path = f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate"
    for each in signature.iterfind(path):
        try:
            der = base64.b64decode("".join((each.text or "").split()))
            x509.load_der_x509_certificate(der)
            found.append(asn1.Certificate.load(der))
        except (ValueError, binascii.Error):
            return None
    if not found:
        return None
    issuers = {each.issuer.hashable for each in found if each.issuer != each.subject}
    ends = [each for each in found if each.subject.hashable not in issuers]
    signer = (ends or found)[0]
    return signer, tuple(each for each in found if each is not signer)


def _claimed_at(properties: etree._Element | None) -> datetime | None:
    if properties is None:
        return None
    text = properties.findtext(f".//{_XADES}SigningTime", "").strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _kind(
    certificate: asn1.Certificate,
    properties: etree._Element | None,
    trust: TrustAnchors,
    chain: Chain,
) -> SignatureKind:
    kind = kind_of(certificate, trust, chain.anchor)
    block = properties is not None and _by_name(properties, "PodpisZP") is not None
    seal_like = kind in {SignatureKind.SEAL, SignatureKind.UNKNOWN}
    return SignatureKind.TRUSTED if block and seal_like else kind


def _signer(
    certificate: asn1.Certificate,
    properties: etree._Element | None,
    kind: SignatureKind,
) -> tuple[str, Reason | None]:
    """The person; for the trusted profile from the block that the seal covers."""
    if kind is not SignatureKind.TRUSTED:
        return person_name(certificate), None
    parts = [_value(properties, name) for name in ("Imie", "Nazwisko")]
    if all(parts):
        return " ".join(parts)[:200], Reason.PERSON_FROM_SIGNED_DATA
    return "", Reason.PERSON_NOT_FOUND


def _by_name(within: etree._Element, name: str) -> etree._Element | None:
    """First element of a local name: the schema has had several namespaces."""
    return next(iter(within.iter(f"{{*}}{name}")), None)


def _value(within: etree._Element | None, name: str) -> str:
    if within is None:
        return ""
    found = _by_name(within, name)
    return (found.text or "").strip() if found is not None else ""


def _compare(
    certificate: asn1.Certificate, properties: etree._Element | None, pesel: str
) -> bool | None:
    serial = str(certificate.subject.native.get("serial_number", ""))
    numbers = pesel_in((serial, _value(properties, "PESEL")))
    return pesel in numbers if pesel and numbers else None


def _report(
    signature: etree._Element,
    certificate: asn1.Certificate,
    chain: Chain,
    broken: Reason | None,
) -> dict[str, object]:
    def algorithm(path: str) -> str:
        found = signature.find(f"{_DS}SignedInfo/{path}")
        return found.get("Algorithm", "") if found is not None else ""

    return {
        "signature_method": algorithm(f"{_DS}SignatureMethod"),
        "canonicalization": algorithm(f"{_DS}CanonicalizationMethod"),
        "references": [
            {
                "uri": "" if not each.get("URI") else each.get("URI", "")[:200],
                "digest": each.find(f"{_DS}DigestMethod").get("Algorithm", "")
                if each.find(f"{_DS}DigestMethod") is not None
                else "",
            }
            for each in _references(signature)
        ],
        "problem": broken.value if broken else None,
        "trusted": chain.trusted,
        "anchor": chain.anchor,
        "certificate": certificate_facts(certificate),
    }


def _not_verified(
    form: Format, reason: Reason, error: Exception | None
) -> SignatureFinding:
    return SignatureFinding(
        format=form,
        kind=SignatureKind.UNKNOWN,
        verdict=Verdict.NOT_VERIFIED,
        reasons=(reason,),
        report={"error": type(error).__name__} if error else {},
    )
