"""The electronic seal that the site puts into documents it issues.

Off until the operator names a PKCS#12 file with the key and certificate of the
organisation (``MIARA_SEAL``). The seal is an invisible PAdES signature: whoever opens
the file in a viewer sees who issued it and that nothing was changed since.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from asn1crypto import x509 as asn1
from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Advice
from django.utils.formats import date_format
from django.utils.timezone import localtime
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from miara.documents.errors import SealKeyError, SealNotValidError
from miara.documents.signatures.certificates import common_name

__all__ = ["FIELD", "seal_holder", "seal_pdf"]

log = structlog.get_logger(__name__)

#: Name of the field; a viewer shows it in its list of signatures.
FIELD = "Pieczec"


def seal_holder() -> str:
    """In whose name documents are sealed; empty when sealing is off.

    Raises
    ------
    SealKeyError
        When the key is set and cannot be read.
    """
    signer = _signer()
    return "" if signer is None else common_name(_certificate(signer).subject)


def seal_pdf(content: bytes, *, reason: str, now: datetime) -> bytes:
    """The document with the seal added after its own bytes; as it is when off.

    Parameters
    ----------
    content
        A PDF.
    reason
        Why it is sealed, e.g. the number of a diploma; viewers show it.
    now
        The present; the certificate must be valid then.

    Raises
    ------
    SealKeyError
        When the key cannot be read.
    SealNotValidError
        When its certificate is not valid now.
    """
    signer = _signer()
    if signer is None:
        return content
    _refuse_expired(signer, now)
    out = io.BytesIO()
    with _quiet():
        signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            signers.PdfSignatureMetadata(
                field_name=FIELD,
                subfilter=fields.SigSeedSubFilter.PADES,
                md_algorithm="sha256",
                reason=reason,
                name=common_name(_certificate(signer).subject),
            ),
            signer=signer,
            output=out,
        )
    return out.getvalue()


@register(Tags.security)
def check_seal(**_options: Any) -> list[CheckMessage]:
    """Warn whoever runs a command that the key cannot be read; the site goes on."""
    try:
        _signer()
    except SealKeyError as error:
        return [Advice(error.for_people(), id="documents.W001")]
    return []


def _signer() -> signers.SimpleSigner | None:
    """The key that is set; read again when its file is replaced."""
    path = settings.MIARA_SEAL
    if not path:
        return None
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError as error:
        raise SealKeyError from error
    return _read(path, settings.MIARA_SEAL_PASSWORD, changed)


@lru_cache(maxsize=1)
def _read(path: str, password: str, _changed: int) -> signers.SimpleSigner:
    with _quiet():
        signer = signers.SimpleSigner.load_pkcs12(
            path, passphrase=password.encode() or None
        )
    if signer is None or signer.signing_cert is None:
        raise SealKeyError
    return signer


def _certificate(signer: signers.SimpleSigner) -> asn1.Certificate:
    certificate = signer.signing_cert
    assert certificate is not None  # `_read` gives no other
    return certificate


def _refuse_expired(signer: signers.SimpleSigner, now: datetime) -> None:
    certificate = _certificate(signer)
    first, last = certificate.not_valid_before, certificate.not_valid_after
    if not first <= now <= last:
        log.warning("seal.not_valid", until=last.isoformat())
        raise SealNotValidError(first=_day(first), last=_day(last))


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "j E Y")


@contextmanager
def _quiet() -> Iterator[None]:
    """The library logs a traceback for a wrong password; we tell it."""
    logger = logging.getLogger("pyhanko")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
