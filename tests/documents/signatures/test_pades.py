"""Signatures in PDF, made by an authority of the tests."""

import io
import json
import logging
from datetime import UTC, date, datetime

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.documents import authority as ca
from tests.documents.conftest import make_pdf

from miara.documents.signatures.anchors import EMPTY, read_anchors
from miara.documents.signatures.findings import Reason, SignatureKind, Verdict
from miara.documents.signatures.verify import verify

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def root():
    return ca.make("Urząd próbny CA")


@pytest.fixture(scope="module")
def mayor(root):
    return ca.person(root)


@pytest.fixture(scope="module")
def trust(root):
    return read_anchors(root.pem, name="próbna", dated=date(2026, 1, 1))


@pytest.fixture(scope="module")
def signed(mayor):
    return ca.sign_pdf(make_pdf(), mayor)


def only(content, trust, at=AT, **more):
    findings = verify(content, trust=trust, at=at, **more)
    assert len(findings) == 1
    return findings[0]


def test_intact_signature_of_a_trusted_issuer(signed, trust):
    found = only(signed, trust)
    assert found.verdict is Verdict.INTACT_TRUSTED
    assert found.kind is SignatureKind.QUALIFIED
    assert found.signer == "Jan Testowy"
    assert found.issuer == "Urząd próbny CA"
    assert found.covers_all
    assert found.stamped_at is None
    assert found.claimed_at is not None
    assert Reason.TIME_CLAIMED_ONLY in found.reasons
    assert Reason.REVOCATION_NOT_CHECKED in found.reasons


def test_number_is_compared_and_never_told(signed, trust):
    assert only(signed, trust, pesel=ca.PESEL).pesel_matches is True
    assert only(signed, trust, pesel="00000000000").pesel_matches is False
    found = only(signed, trust)
    assert found.pesel_matches is None
    assert ca.PESEL not in json.dumps(found.report) + repr(found)


def test_foreign_issuer_is_intact_but_unknown(signed):
    foreign = ca.make("Inny urząd CA")
    trust = read_anchors(foreign.pem, name="inna", dated=date(2026, 1, 1))
    found = only(signed, trust)
    assert found.verdict is Verdict.INTACT_ISSUER_UNKNOWN
    assert Reason.ISSUER_NOT_ON_LIST in found.reasons


def test_nobody_is_trusted_without_a_list(signed):
    found = only(signed, EMPTY)
    assert found.verdict is Verdict.INTACT_ISSUER_UNKNOWN
    assert Reason.NO_TRUST_LIST in found.reasons


def test_same_name_with_another_key_is_not_trusted(trust):
    impostor = ca.person(ca.make("Urząd próbny CA"))
    found = only(ca.sign_pdf(make_pdf(), impostor), trust)
    assert found.verdict is Verdict.INTACT_ISSUER_UNKNOWN


def test_one_changed_byte_alters(signed, trust):
    broken = bytearray(signed)
    broken[signed.index(b"/MediaBox") + 13] ^= 1
    found = only(bytes(broken), trust)
    assert found.verdict is Verdict.ALTERED
    assert Reason.CONTENT_CHANGED in found.reasons


def test_change_appended_after_signing_alters_and_is_told_apart(signed, trust, caplog):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9)))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    with caplog.at_level(logging.DEBUG):
        found = only(out.getvalue(), trust)
    assert found.verdict is Verdict.ALTERED
    assert Reason.CHANGED_AFTER_SIGNING in found.reasons
    assert Reason.CONTENT_CHANGED not in found.reasons
    assert "Traceback" not in caplog.text


def with_field(value="") -> bytes:
    """A page with one field of text."""

    def change(document):
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="kwota",
            V=value,
            Rect=[10, 10, 90, 30],
        )
        field = document.make_indirect(field)
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([field]))
        document.Root.AcroForm = document.make_indirect(
            pikepdf.Dictionary(Fields=[field])
        )

    return make_pdf(change)


def test_field_filled_after_signing_alters_and_is_told_apart(mayor, trust):
    signed = ca.sign_pdf(with_field(), mayor)
    assert only(signed, trust).verdict is Verdict.INTACT_TRUSTED
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = generic.pdf_string("1000000")
    writer.update_container(field)
    out = io.BytesIO()
    writer.write(out)
    found = only(out.getvalue(), trust)
    assert found.verdict is Verdict.ALTERED
    assert Reason.FILLED_AFTER_SIGNING in found.reasons


def test_two_signatures_are_both_trusted(signed, trust, root):
    deputy = ca.person(root, given="Anna", family="Próbna")
    first, second = verify(
        ca.sign_pdf(signed, deputy, field="Podpis2"), trust=trust, at=AT
    )
    assert [first.signer, second.signer] == ["Jan Testowy", "Anna Próbna"]
    assert first.verdict is second.verdict is Verdict.INTACT_TRUSTED
    assert Reason.SIGNED_MORE_LATER in first.reasons
    assert Reason.SIGNED_MORE_LATER not in second.reasons


def test_expired_certificate_is_not_trusted(signed, trust):
    found = only(signed, trust, at=datetime(2029, 1, 1, tzinfo=UTC))
    assert found.verdict is Verdict.INTACT_ISSUER_UNKNOWN
    assert Reason.CERTIFICATE_EXPIRED in found.reasons


def test_timestamp_of_a_listed_authority_saves_an_expired_certificate(root):
    short = ca.person(root, valid=(ca.VALID_FROM, datetime(2026, 4, 1, tzinfo=UTC)))
    clock = ca.make("Próbny znacznik czasu", root, stamps=True)
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    content = ca.sign_pdf(make_pdf(), short, stamper=ca.stamper(clock, moment))
    both = root.pem + b"# kind: TIMESTAMP\n" + clock.pem
    listed = read_anchors(both, name="próbna", dated=date(2026, 1, 1))
    found = only(content, listed)
    assert found.stamped_at == moment
    assert found.verdict is Verdict.INTACT_TRUSTED
    # The same stamp from an authority that is not listed proves nothing.
    unlisted = read_anchors(root.pem, name="próbna", dated=date(2026, 1, 1))
    found = only(content, unlisted)
    assert found.stamped_at is None
    assert Reason.TIMESTAMP_UNPROVEN in found.reasons
    assert found.verdict is Verdict.INTACT_ISSUER_UNKNOWN


def test_trusted_profile_names_the_person_of_the_signed_reason(root, trust):
    seal = ca.ministry_seal(root)
    reason = (
        "Opatrzono pieczęcią ministra właściwego do spraw informatyzacji w imieniu: "
        f"JAN TESTOWY, PESEL: {ca.PESEL}, PZ ID: próba"
    )
    content = ca.sign_pdf(make_pdf(), seal, reason=reason)
    found = only(content, trust, pesel=ca.PESEL)
    assert found.kind is SignatureKind.TRUSTED
    assert found.verdict is Verdict.INTACT_TRUSTED
    assert found.signer == "JAN TESTOWY"
    assert "pieczęć podpisu zaufanego" in found.certificate_name
    assert found.pesel_matches is True
    assert Reason.PERSON_FROM_SIGNED_DATA in found.reasons
    assert ca.PESEL not in json.dumps(found.report) + repr(found)
    silent = only(ca.sign_pdf(make_pdf(), seal), trust)
    assert silent.signer == ""
    assert Reason.PERSON_NOT_FOUND in silent.reasons


def test_seal_on_the_list_itself_needs_no_issuer(root):
    seal = ca.ministry_seal(root)
    listed = read_anchors(
        b"# kind: TRUSTED\n" + seal.pem, name="pieczęć", dated=date(2026, 1, 1)
    )
    found = only(ca.sign_pdf(make_pdf(), seal, name="JAN TESTOWY"), listed)
    assert found.verdict is Verdict.INTACT_TRUSTED
    assert found.kind is SignatureKind.TRUSTED
    assert found.signer == "JAN TESTOWY"


def test_personal_signature_is_told_by_the_list():
    state = ca.make("Próbny wydawca dowodów")
    listed = read_anchors(
        b"# kind: PERSONAL\n" + state.pem, name="dowody", dated=date(2026, 1, 1)
    )
    holder = ca.make("JAN TESTOWY", state)
    found = only(ca.sign_pdf(make_pdf(), holder), listed)
    assert found.kind is SignatureKind.PERSONAL
    assert found.verdict is Verdict.INTACT_TRUSTED


def test_claim_of_the_future_is_told(signed, trust):
    early = datetime(2026, 1, 2, tzinfo=UTC)
    assert Reason.CLAIMED_IN_THE_FUTURE in only(signed, trust, at=early).reasons


def test_unsigned_and_damaged_documents(trust, signed):
    assert verify(make_pdf(), trust=trust, at=AT) == []
    cut = signed[: signed.index(b"/ByteRange") + 40]
    assert only(cut, trust).verdict is Verdict.NOT_VERIFIED
