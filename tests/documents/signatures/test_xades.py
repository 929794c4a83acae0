"""XAdES built by hand, so that the verifier is not checked against itself."""

import json
from datetime import UTC, date, datetime

import pytest
from lxml import etree
from tests.documents import authority as ca

from miara.documents.signatures.anchors import read_anchors
from miara.documents.signatures.findings import Format, Reason, SignatureKind, Verdict
from miara.documents.signatures.verify import verify

AT = datetime(2026, 6, 1, tzinfo=UTC)
DOCUMENT = "<Wniosek xmlns='urn:proba'><Gmina>Żółwin</Gmina><Kwota>10</Kwota></Wniosek>".encode()


@pytest.fixture(scope="module")
def root():
    return ca.make("Urząd próbny CA")


@pytest.fixture(scope="module")
def mayor(root):
    return ca.person(root)


@pytest.fixture(scope="module")
def trust(root):
    return read_anchors(root.pem, name="próbna", dated=date(2026, 1, 1))


def only(content, trust, **more):
    findings = verify(content, trust=trust, at=more.pop("at", AT), **more)
    assert len(findings) == 1
    return findings[0]


@pytest.mark.parametrize(
    ("document", "form"),
    [
        (DOCUMENT, Format.XADES_ENVELOPED),
        ("<Kwota>10</Kwota>", Format.XADES_ENVELOPING),
    ],
)
def test_intact_then_tampered(document, form, mayor, trust):
    content = ca.sign_xml(mayor, document=document)
    found = only(content, trust)
    assert found.verdict is Verdict.INTACT_TRUSTED, found.reasons
    assert found.format is form
    assert found.kind is SignatureKind.QUALIFIED
    assert found.signer == "Jan Testowy"
    assert found.claimed_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    broken = only(content.replace(b">10<", b">99<"), trust)
    assert broken.verdict is Verdict.ALTERED
    assert Reason.CONTENT_CHANGED in broken.reasons


def test_false_signature_value_alters(mayor, trust):
    content = ca.sign_xml(mayor, document=DOCUMENT)
    root = etree.fromstring(content)
    value = root.find(f".//{{{ca.DS}}}SignatureValue")
    value.text = ("A" if value.text[0] != "A" else "B") + value.text[1:]
    found = only(etree.tostring(root), trust)
    assert found.verdict is Verdict.ALTERED
    assert Reason.SIGNATURE_FALSE in found.reasons


def test_detached_needs_its_own_file(mayor, trust):
    content = ca.sign_xml(mayor, detached=b"%PDF-1.7 tekst")
    right = only(content, trust, detached=b"%PDF-1.7 tekst")
    assert right.verdict is Verdict.INTACT_TRUSTED, right.reasons
    assert right.format is Format.XADES_DETACHED
    wrong = only(content, trust, detached=b"%PDF-1.7 inny")
    assert wrong.verdict is Verdict.ALTERED
    assert Reason.OTHER_FILE in wrong.reasons
    missing = only(content, trust)
    assert missing.verdict is Verdict.NOT_VERIFIED
    assert Reason.FILE_MISSING in missing.reasons


def test_trusted_profile_names_the_person_of_the_block(root, trust):
    seal = ca.ministry_seal(root)
    content = ca.sign_xml(seal, document=DOCUMENT, role=ca.zaufany_block())
    found = only(content, trust, pesel=ca.PESEL)
    assert found.kind is SignatureKind.TRUSTED
    assert found.verdict is Verdict.INTACT_TRUSTED
    assert found.signer == "JAN TESTOWY"
    assert found.pesel_matches is True
    assert ca.PESEL not in json.dumps(found.report) + repr(found)
    changed = only(content.replace(b"JAN", b"ZDZ"), trust)
    assert changed.verdict is Verdict.ALTERED
    assert changed.signer == ""


def test_block_put_beside_the_signed_one_names_nobody(root, trust):
    """A second, unsigned block must not take the place of the signed one."""
    seal = ca.ministry_seal(root)
    signed = etree.fromstring(
        ca.sign_xml(seal, document=DOCUMENT, role=ca.zaufany_block())
    )
    signature = signed.find(f"{{{ca.DS}}}Signature")
    false = etree.fromstring(
        f'<ds:Object xmlns:ds="{ca.DS}"><xa:QualifyingProperties xmlns:xa="{ca.XA}">'
        "<xa:SignedProperties><xa:SignedSignatureProperties>"
        f"{ca.zaufany_block('OSZUST', 'FALSZYWY')}</xa:SignedSignatureProperties>"
        "</xa:SignedProperties></xa:QualifyingProperties></ds:Object>"
    )
    signature.insert(3, false)
    found = only(etree.tostring(signed), trust)
    assert found.signer == "JAN TESTOWY"


def test_text_around_a_signed_fragment_is_not_signed(mayor, trust):
    inner = ca.sign_xml(mayor, document="<Kwota>10</Kwota>")
    wrapped = b"<Wniosek><Kwota>1000</Kwota>" + inner + b"</Wniosek>"
    found = only(wrapped, trust)
    assert found.verdict is Verdict.NOT_VERIFIED
    assert Reason.PART_ONLY in found.reasons
    assert not found.covers_all


def test_unsigned_object_beside_the_signed_one_is_told(mayor, trust):
    content = ca.sign_xml(mayor, document="<Kwota>10</Kwota>")
    extra = b"<ds:Object><Kwota>1000</Kwota></ds:Object></ds:Signature>"
    found = only(content.replace(b"</ds:Signature>", extra), trust)
    assert Reason.PART_ONLY in found.reasons
    assert found.verdict is Verdict.NOT_VERIFIED


def test_unknown_issuer_and_expired(mayor, trust):
    content = ca.sign_xml(mayor, document=DOCUMENT)
    other = read_anchors(ca.make("Inny CA").pem, name="inna", dated=date(2026, 1, 1))
    assert only(content, other).verdict is Verdict.INTACT_ISSUER_UNKNOWN
    late = only(content, trust, at=datetime(2029, 1, 1, tzinfo=UTC))
    assert late.verdict is Verdict.INTACT_ISSUER_UNKNOWN
    assert Reason.CERTIFICATE_EXPIRED in late.reasons


def test_transform_that_is_not_followed_is_not_called_a_change(mayor, trust):
    """Its digest cannot be made here, which says nothing about the document."""
    content = ca.sign_xml(
        mayor, document=DOCUMENT, transform="http://www.w3.org/2002/06/xmldsig-filter2"
    )
    found = only(content, trust)
    assert found.verdict is Verdict.NOT_VERIFIED
    assert Reason.UNUSUAL_TRANSFORM in found.reasons


def test_outdated_digest_is_told(mayor, trust):
    content = ca.sign_xml(mayor, document=DOCUMENT)
    weak = content.replace(
        b"2001/04/xmldsig-more#rsa-sha256", b"2000/09/xmldsig#rsa-sha1"
    )
    found = only(weak, trust)
    assert found.verdict is Verdict.NOT_VERIFIED
    assert Reason.WEAK_ALGORITHM in found.reasons


def test_two_signatures_in_one_file_are_judged_apart(mayor, trust, root):
    deputy = ca.person(root, given="Anna", family="Próbna")
    inner = ca.sign_xml(mayor, document="<Kwota>10</Kwota>")
    both = ca.sign_xml(deputy, document=b"<W>" + inner + b"</W>", number=2)
    first, second = verify(both, trust=trust, at=AT)
    assert [first.signer, second.signer] == ["Jan Testowy", "Anna Próbna"]
    assert first.verdict is Verdict.NOT_VERIFIED  # it covers a part of the file
    assert second.verdict is Verdict.INTACT_TRUSTED
    first, second = verify(both.replace(b">10<", b">99<"), trust=trust, at=AT)
    assert {first.verdict, second.verdict} == {Verdict.ALTERED}


def test_entities_and_broken_xml_are_not_verified(trust):
    bomb = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    assert only(bomb, trust).verdict is Verdict.NOT_VERIFIED
    assert only(b"<a><b></a>", trust).verdict is Verdict.NOT_VERIFIED
    assert verify(b"<a/>", trust=trust, at=AT) == []
