"""Signing an application outside the site and bringing the signature back."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final

from django.db import transaction
from django.utils.translation import gettext as _
from lxml import etree

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.domain.rules import Signatory
from miara.contest.errors.entry import SignatureRefusedError, WrongStateError
from miara.contest.errors.formal import ReasonNeededError
from miara.contest.models import Entry, EntrySignature, SigningCopy
from miara.contest.permissions import can_check, can_sign_entry
from miara.contest.queries.signatures import needed_signatures
from miara.contest.queries.writing import writing_decision
from miara.documents import public as documents
from miara.language import fold
from miara.questionnaires import public as questionnaires

__all__ = [
    "NAMESPACE",
    "Signed",
    "add_signature",
    "keep_signing_copy",
    "override_signature",
    "recognise",
    "remove_signature",
    "xml_for_signing",
]

#: Names the document that is signed as XML.
NAMESPACE: Final = "urn:miara:contest:application:1"
KEYWORD: Final = "sha256-"
_MEGABYTE = 1_000_000
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class Signed:
    """Which content a signed file holds.

    Attributes
    ----------
    sha256
        Hash of the content; empty when it is none of ours.
    is_exact
        Whether the signed bytes are those that were given out.
    beside
        The document that a separate signature file belongs to.
    """

    sha256: str
    is_exact: bool = True
    beside: SigningCopy | None = None


@transaction.atomic
def keep_signing_copy(
    *, entry: Entry, kind: str, sha256: str, file: documents.StoredFile, now: datetime
) -> SigningCopy:
    """Remember a document given out for signing; the first of a content stays."""
    row, _made = SigningCopy.objects.get_or_create(
        entry=entry, kind=kind, sha256=sha256, defaults={"file": file, "made_at": now}
    )
    return row


def add_signature(
    *,
    entry: Entry,
    signatory: str,
    unit_uid: str,
    full_name: str,
    office: str,
    file: BinaryIO,
    name: str,
    authorisation: BinaryIO | None = None,
    authorisation_name: str = "",
    by: accounts.User,
    now: datetime,
) -> EntrySignature:
    """Take a signed application in and check its signatures.

    A signature that is found altered is kept and shown, and does not count until the
    office decides otherwise. The slow work is done before the transaction.

    Parameters
    ----------
    signatory, unit_uid
        Whose signature, as `queries.signatures.Needed` names it.
    authorisation
        Where a deputy signs: the document that allows it.

    Raises
    ------
    NotAllowedError, WrongStateError
    SignatureRefusedError
        When the file holds no signature, or another document than this application.
    miara.documents.public.DocumentsError
        When a file cannot be taken.
    """
    require(can_sign_entry(by, entry, now=now))
    _check_slot(entry, signatory, unit_uid, now)
    limit = entry.edition.settings.attachment_limit_mb * _MEGABYTE
    prepared = documents.prepare_file(
        content=file, name=name, accept=documents.SIGNED, limit=limit
    )
    proof = None
    if authorisation is not None:
        if not entry.edition.settings.signatures.deputy_allowed:
            raise SignatureRefusedError(
                _("This edition takes no signatures of deputies.")
            )
        proof = documents.prepare_file(
            content=authorisation,
            name=authorisation_name,
            accept=documents.DOCUMENTS | documents.PICTURES | documents.SIGNED,
            limit=limit,
        )
    stored = documents.keep_prepared(prepared=prepared, by=by, now=now)
    signed = recognise(entry, stored)
    beside = signed.beside.file if signed.beside else None
    checks = documents.check_signatures(file=stored, detached=beside, by=by, now=now)
    if not checks:
        raise SignatureRefusedError(
            _(
                "There is no electronic signature in this file. Sign the document in "
                "your program first, then choose the signed file."
            )
        )
    if not signed.sha256:
        raise SignatureRefusedError(
            _(
                "The signed file is not this application. Download the document from "
                "this page, sign it and choose the signed file."
            )
        )
    check = _check_of(checks, full_name)
    with transaction.atomic():
        entry = locked_entry(entry)
        if not writing_decision(entry, now):  # submitted or closed meanwhile
            raise WrongStateError(state=entry.get_state_display())
        kept_proof = None
        if proof is not None:
            kept_proof = documents.keep_prepared(prepared=proof, by=by, now=now)
        row = EntrySignature.objects.create(
            entry=entry,
            signatory=signatory,
            unit_uid=unit_uid,
            full_name=full_name.strip()[:200],
            office=office.strip()[:200],
            is_deputy=authorisation is not None,
            authorisation=kept_proof,
            method=EntrySignature.Method.ELECTRONIC,
            file=stored,
            detached=beside,
            sha256=signed.sha256,
            is_exact=signed.is_exact,
            check_result=check,
            added_at=now,
            added_by=by,
        )
        audit.record(
            "contest.entry_signed",
            by=by,
            at=now,
            target=entry,
            parent=entry.edition,
            after={
                "signatory": signatory,
                "unit": unit_uid,
                "sha256": signed.sha256,
                "verdict": check.verdict,
            },
        )
    return row


@transaction.atomic
def remove_signature(
    *, signature: EntrySignature, by: accounts.User, now: datetime
) -> EntrySignature:
    """Take a signature out of the application; file and trail stay.

    Raises
    ------
    NotAllowedError, WrongStateError
    """
    entry = locked_entry(signature.entry)
    require(can_sign_entry(by, entry, now=now))
    if not writing_decision(entry, now):
        raise WrongStateError(state=entry.get_state_display())
    signature.removed_at = now
    signature.save(update_fields=["removed_at"])
    audit.record(
        "contest.signature_removed",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before={"signatory": signature.signatory, "unit": signature.unit_uid},
    )
    return signature


@transaction.atomic
def override_signature(
    *,
    signature: EntrySignature,
    verdict: documents.Verdict,
    reason: str,
    by: accounts.User,
    now: datetime,
) -> EntrySignature:
    """The office judges a signature otherwise than the machine, once, with a reason.

    Raises
    ------
    NotAllowedError, ReasonNeededError
    miara.documents.public.OverrideError
        When it was judged so already.
    """
    require(can_check(by, signature.entry.edition, now=now))
    if signature.check_result is None or not reason.strip():
        raise ReasonNeededError
    signature.check_result = documents.override_check(
        check=signature.check_result, verdict=verdict, reason=reason, by=by, now=now
    )
    audit.record(
        "contest.signature_judged",
        by=by,
        at=now,
        target=signature.entry,
        parent=signature.entry.edition,
        after={"signatory": signature.signatory, "verdict": verdict.value},
    )
    return signature


def xml_for_signing(text: str, sha256: str) -> bytes:
    """The content as an XML document, for signatures that are written as XML."""
    root = etree.Element(f"{{{NAMESPACE}}}application", nsmap={None: NAMESPACE})
    root.set("sha256", sha256)
    root.set("Id", "application")
    # Two characters of Unicode cannot stand in XML; in JSON an escape says the same.
    root.text = text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def recognise(entry: Entry, stored: documents.StoredFile) -> Signed:
    """Which content of the application a file holds, whoever signed it."""
    content = documents.read_file(stored)
    copies = list(entry.signing_copies.select_related("file").order_by("-pk"))
    if stored.kind == documents.FileKind.PDF:
        return _recognise_pdf(content, copies)
    return _recognise_xml(content, copies)


def _recognise_pdf(content: bytes, copies: list[SigningCopy]) -> Signed:
    """A signature is added after the bytes of the document, which stay as they were."""
    for copy in copies:
        if copy.kind == SigningCopy.Kind.PDF and content.startswith(
            documents.read_file(copy.file)
        ):
            return Signed(copy.sha256)
    known = {copy.sha256 for copy in copies}
    for word in documents.pdf_keywords(content):
        if word.startswith(KEYWORD) and word.removeprefix(KEYWORD) in known:
            return Signed(word.removeprefix(KEYWORD), is_exact=False)
    return Signed("")


def _recognise_xml(content: bytes, copies: list[SigningCopy]) -> Signed:
    """Our document around or inside the signature, or beside it by its digest."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Signed("")
    known = {copy.sha256 for copy in copies}
    own = [*root.iter(f"{{{NAMESPACE}}}application")]
    if len(own) == 1 and (sha256 := _content_hash(own[0])) in known:
        return Signed(sha256)
    packed = [raw for each in root.iter(f"{_DS}Object") if (raw := _unpacked(each))]
    for copy in copies:
        data = documents.read_file(copy.file)
        if packed == [data]:
            return Signed(copy.sha256)
        if any(digest == method(data).digest() for method, digest in _outside(root)):
            return Signed(copy.sha256, beside=copy)
    return Signed("")


def _content_hash(element: etree._Element) -> str:
    """Hash of the text inside, worked out anew: the attribute proves nothing."""
    text = "".join(
        part
        for part in (element.text, *(child.tail for child in element))
        if part is not None
    )
    try:
        plain = questionnaires.canonical(json.loads(text))
    except ValueError:
        return ""
    return hashlib.sha256(plain.encode()).hexdigest()


def _unpacked(element: etree._Element) -> bytes:
    """Bytes of a document packed into the signature."""
    text = "".join((element.text or "").split())
    try:
        return base64.b64decode(text, validate=True) if text else b""
    except (ValueError, binascii.Error):
        return b""


def _outside(root: etree._Element) -> Iterator[tuple[Any, bytes]]:
    """Digests of what lies outside the file, with the functions that made them."""
    for reference in root.iter(f"{_DS}Reference"):
        if reference.get("URI", "").startswith("#") or not reference.get("URI"):
            continue
        method = reference.find(f"{_DS}DigestMethod")
        value = reference.findtext(f"{_DS}DigestValue", "")
        known = _DIGESTS.get(method.get("Algorithm", "") if method is not None else "")
        if known is not None:
            yield known, base64.b64decode("".join(value.split()) or b"")


def _check_of(
    checks: list[documents.SignatureCheck], full_name: str
) -> documents.SignatureCheck:
    """The check of the person's own signature: by name, else the last one made."""
    wanted = set(fold(full_name).split())
    for check in reversed(checks):
        if wanted and wanted <= set(fold(check.signer_name).split()):
            return check
    return checks[-1]


def _check_slot(entry: Entry, signatory: str, unit_uid: str, now: datetime) -> None:
    if not writing_decision(entry, now):
        raise WrongStateError(state=entry.get_state_display())
    slots = {(each.signatory, each.unit_uid) for each in needed_signatures(entry, "")}
    if signatory not in set(Signatory) or (Signatory(signatory), unit_uid) not in slots:
        raise SignatureRefusedError(_("No signature of this person is needed here."))
