"""Signing outside the site: what counts, what does not, and why."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.contest.applying import (
    BACKEND,
    draft,
    of_entry,
    of_office,
    receive_at,
    set_rules,
    write,
)
from tests.documents import authority as ca
from tests.documents.conftest import make_pdf
from tests.factories.contest import DURING, make_world

from miara.contest.actions.signing import recognise
from miara.contest.models import SigningCopy
from miara.documents import public as documents

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def head():
    return ca.person(ca.make("Urząd próbny CA"))


@pytest.fixture
def world(client, settings, tmp_path, monkeypatch):
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_CLAMAV = ""
    made = make_world()
    set_rules(made.edition, signatures={"signatories": ["HEAD"]})
    client.force_login(made.clerk, BACKEND)
    receive_at(monkeypatch, DURING)
    return made


@pytest.fixture
def entry(world):
    return draft(world)


def copy_of(client, entry, suffix):
    answer = client.get(of_entry("entry-copy", entry, suffix))
    assert answer.status_code == 200
    return answer.content


def bring(client, entry, content, name="podpisany.pdf", **more):
    data = {"full_name": "Jan Testowy", "file": SimpleUploadedFile(name, content)}
    return client.post(of_entry("entry-sign", entry, 1), {**data, **more})


def line(client, entry):
    return client.get(of_entry("entry-signatures", entry)).context["lines"][0]


def test_signed_pdf_counts_until_the_application_changes(client, world, entry, head):
    assert client.post(of_entry("entry-submit", entry)).status_code == 422
    plain = copy_of(client, entry, "pdf")
    assert plain == copy_of(client, entry, "pdf")
    assert bring(client, entry, plain).status_code == 422  # no signature in it
    assert bring(client, entry, ca.sign_pdf(plain, head)).status_code == 302
    given = line(client, entry).needed.given
    assert (given.is_exact, given.check_result.signer_name) == (True, "Jan Testowy")
    write(entry, world, "Inny tytuł")
    assert line(client, entry).needed.flaw == "OUTDATED"
    assert client.post(of_entry("entry-submit", entry)).status_code == 422
    write(entry, world, "Biblioteka do nocy")
    assert client.post(of_entry("entry-submit", entry)).status_code == 302


def test_another_document_is_refused_and_an_altered_one_does_not_count(
    client, world, entry, head
):
    strange = bring(client, entry, ca.sign_pdf(make_pdf(), head))
    assert strange.status_code == 422
    assert not entry.signatures.exists()
    signed = bytearray(ca.sign_pdf(copy_of(client, entry, "pdf"), head))
    at = signed.rindex(b"/Reason") if b"/Reason" in signed else signed.rindex(b"/M (")
    signed[at + 5] ^= 1
    bring(client, entry, bytes(signed))
    found = line(client, entry)
    assert found.needed.given is None
    assert found.needed.flaw in {"ALTERED", "NOT_VERIFIED"}
    # the office looks at it and decides otherwise, once, with a reason
    entry.number, entry.submitted_at = "2026/900", DURING
    entry.save()
    client.force_login(world.organiser, BACKEND)
    page = of_office("application-signature", entry.uid, found.signature.pk)
    verdict = {"verdict": "INTACT_TRUSTED", "reason": ""}
    assert client.post(page, verdict).status_code == 422
    client.post(page, {**verdict, "reason": "Sprawdzono w innym programie."})
    client.force_login(world.clerk, BACKEND)
    assert line(client, entry).is_given


def test_xml_signed_inside_around_and_beside(client, world, entry, head):
    document = copy_of(client, entry, "xml")
    pdf = copy_of(client, entry, "pdf")
    sha256 = SigningCopy.objects.get(entry=entry, kind="XML").sha256
    around = base64.b64encode(pdf).decode()
    for content in (
        ca.sign_xml(head, document=document),
        ca.sign_xml(head, document=around),
        ca.sign_xml(head, detached=pdf),
    ):
        assert bring(client, entry, content, "podpis.xml").status_code == 302
        given = line(client, entry).needed.given
        assert given.sha256 == sha256
        assert given.check_result.verdict == "INTACT_ISSUER_UNKNOWN"


def test_changed_xml_with_our_hash_written_on_it_is_not_ours(client, entry, head):
    document = copy_of(client, entry, "xml")
    forged = document.replace(b"Biblioteka", b"Piblioteka")
    assert forged != document
    assert (
        bring(client, entry, ca.sign_xml(head, document=forged), "p.xml").status_code
        == 422
    )


def test_pdf_written_anew_is_told_by_its_hash_and_shown_to_the_office(
    client, entry, head
):
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(copy_of(client, entry, "pdf"))) as document:
        document.save(out)
    stored = documents.keep_made(
        content=out.getvalue(), name="x.pdf", kind=documents.FileKind.PDF,
        by=None, now=DURING,
    )  # fmt: skip
    found = recognise(entry, stored)
    assert (found.is_exact, len(found.sha256)) == (False, 64)


def test_deputy_brings_an_authorisation_where_deputies_sign(client, world, entry, head):
    signed = ca.sign_pdf(copy_of(client, entry, "pdf"), head)
    proof = SimpleUploadedFile("upowaznienie.pdf", make_pdf())
    bring(client, entry, signed, authorisation=proof)
    assert line(client, entry).needed.given.is_deputy
    client.post(
        of_entry("entry-signature-remove", entry, line(client, entry).signature.pk)
    )
    assert line(client, entry).signature is None
    set_rules(
        world.edition, signatures={"signatories": ["HEAD"], "deputy_allowed": False}
    )
    proof = SimpleUploadedFile("upowaznienie.pdf", make_pdf())
    assert bring(client, entry, signed, authorisation=proof).status_code == 422
