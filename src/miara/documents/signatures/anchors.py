"""Issuers that are trusted, read from PEM or from the official XML list."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from miara.documents.signatures.findings import SignatureKind

__all__ = ["EMPTY", "NotTrustListError", "TrustAnchors", "fingerprint", "read_anchors"]

_TSL = "{http://uri.etsi.org/02231/v2#}"
_QUALIFIED_ISSUER = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
_QUALIFIED_STAMPS = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST"
_STAMP = "TIMESTAMP"
_GRANTED = re.compile(r"/(granted|undersupervision|accredited)/?$")
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_KIND_LINE = re.compile(r"^#\s*kind:\s*(\w+)\s*$", re.MULTILINE | re.IGNORECASE)


class NotTrustListError(ValueError):
    """The file holds no certificate of an issuer that is trusted now."""


@dataclass(frozen=True, slots=True)
class TrustAnchors:
    """Certificates that are believed without further proof.

    Attributes
    ----------
    certificates
        DER, without repetitions.
    stamps
        DER of authorities whose timestamps are believed.
    kinds
        Kind of the signatures under a certificate, by its SHA-256; a certificate
        that is not named here says nothing about the kind.
    """

    name: str = ""
    dated: date | None = None
    certificates: tuple[bytes, ...] = ()
    stamps: tuple[bytes, ...] = ()
    kinds: Mapping[str, SignatureKind] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anybody is trusted."""
        return bool(self.certificates)


EMPTY = TrustAnchors()


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate."""
    return hashlib.sha256(der).hexdigest()


def read_anchors(content: bytes, *, name: str, dated: date) -> TrustAnchors:
    """Read a list: PEM certificates, or a trusted list of ETSI TS 119 612.

    In PEM a line ``# kind: TRUSTED`` before a certificate tells the kind of its
    signatures; ``# kind: TIMESTAMP`` makes it an authority of timestamps. Of an XML
    list the issuers of qualified certificates and of qualified timestamps are taken
    whose status is granted; the signature of the list itself is not verified here.

    Raises
    ------
    NotTrustListError
        When no certificate is found or one cannot be read.
    """
    found = (
        _from_pem(content.decode("utf-8", "replace"))
        if b"-----BEGIN CERTIFICATE-----" in content
        else _from_tsl(content)
    )
    if not found:
        msg = "no certificate"
        raise NotTrustListError(msg)
    return TrustAnchors(
        name=name,
        dated=dated,
        certificates=tuple(der for der, kind in found.items() if kind != _STAMP),
        stamps=tuple(der for der, kind in found.items() if kind == _STAMP),
        kinds={
            fingerprint(der): SignatureKind(kind)
            for der, kind in found.items()
            if kind and kind != _STAMP
        },
    )


def _from_pem(text: str) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    before = 0
    for match in _PEM.finditer(text):
        told = _KIND_LINE.findall(text[before : match.start()])
        before = match.end()
        try:
            kind = told[-1].upper() if told else ""
            if kind and kind != _STAMP:
                kind = SignatureKind(kind).value
            found[_der(match[0].encode())] = kind
        except ValueError as error:
            raise NotTrustListError(str(error)) from error
    return found


def _der(pem: bytes) -> bytes:
    return x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)


def _from_tsl(content: bytes) -> dict[bytes, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        msg = "neither PEM nor XML"
        raise NotTrustListError(msg) from error
    kinds = {
        _QUALIFIED_ISSUER: SignatureKind.QUALIFIED.value,
        _QUALIFIED_STAMPS: _STAMP,
    }
    found: dict[bytes, str] = {}
    for service in root.iter(f"{_TSL}ServiceInformation"):
        kind = service.findtext(f"{_TSL}ServiceTypeIdentifier", "").strip()
        status = service.findtext(f"{_TSL}ServiceStatus", "").strip()
        if kind not in kinds or not _GRANTED.search(status):
            continue
        for text in service.iterfind(f".//{_TSL}X509Certificate"):
            try:
                der = base64.b64decode(text.text or "")
                x509.load_der_x509_certificate(der)
            except ValueError as error:
                raise NotTrustListError(str(error)) from error
            found[der] = kinds[kind]
    return found
