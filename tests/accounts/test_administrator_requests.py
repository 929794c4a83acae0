"""The first administrator of a unit, and replacing one."""

import stat
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.accounts import documents
from miara.accounts.actions.requests import (
    ask_to_administer,
    confirm_request,
    erase_old_documents,
    refuse_request,
    withdraw_request,
)
from miara.accounts.domain.documents import (
    MAX_BYTES,
    PdfProblem,
    has_electronic_signature,
    pdf_problem,
)
from miara.accounts.errors import (
    AlreadyAskedError,
    AlreadyDecidedError,
    AlreadyHoldsError,
    BadDocumentError,
    NotAllowedError,
)
from miara.accounts.models import AdministratorRequest, Membership
from miara.accounts.models.request import DOCUMENT_KEPT_FOR

from .conftest import NOW, PDF, UNIT

LATER = NOW + timedelta(days=1)


def ask(by, *, content=PDF, ends_others=False, now=NOW):
    return ask_to_administer(
        unit_uid=UNIT.id,
        unit_name="gmina Zielonki",
        post="sekretarz gminy",
        content=content,
        ends_others=ends_others,
        by=by,
        now=now,
    )


def decide(request, by, *, reason="", now=LATER):
    facts = {"request": request, "unit_name": "gmina Zielonki", "by": by, "now": now}
    return (
        refuse_request(reason=reason, **facts) if reason else confirm_request(**facts)
    )


def administrators(now=LATER):
    held = Membership.objects.in_scope(UNIT).current(now)
    return {m.user.email for m in held.filter(role="UNIT_ADMINISTRATOR")}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (PDF, None),
        (b"MZ\x90\x00" + PDF, PdfProblem.NOT_PDF),
        (b"<html>%PDF-1.7\n%%EOF", PdfProblem.NOT_PDF),
        (b"", PdfProblem.NOT_PDF),
        (PDF[:60], PdfProblem.DAMAGED),
        (PDF.replace(b"/Type/Catalog", b"/OpenAction<</S/JavaScript>>"), "ACTIVE"),
        (PDF.replace(b"/Type/Catalog", b"/S/Java#53cript"), PdfProblem.ACTIVE),
        (PDF.replace(b"/Type/Catalog", b"/EmbeddedFiles 9 0 R"), PdfProblem.ACTIVE),
        (PDF.replace(b"%%EOF", b"%" * MAX_BYTES + b"%%EOF"), PdfProblem.TOO_LARGE),
    ],
)
def test_content_decides_about_a_document(content, problem):
    assert pdf_problem(content) == problem


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_pdf(content):
    assert pdf_problem(content) is not None


def test_signature_field_is_noticed():
    assert not has_electronic_signature(PDF)
    assert has_electronic_signature(PDF.replace(b"/Count 0", b"/ByteRange [0 1 2 3]"))


def test_document_is_private_and_read_back(uploads, make_person, operator, mails):
    row = ask(make_person("jan"))
    path = uploads / row.document
    assert documents.read(row.document) == path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [(m["kind"], m["to"]) for m in mails] == [
        ("accounts.request_waiting", operator.email)
    ]


@pytest.mark.parametrize("path", ["../secret_key", "authorisations/../x.pdf", ""])
def test_paths_never_lead_out_of_the_folder(uploads, path):
    (uploads / "authorisations").mkdir(parents=True)
    (uploads / "x.pdf").write_bytes(PDF)
    with pytest.raises((FileNotFoundError, IsADirectoryError)):
        documents.read(path)


def test_bad_document_leaves_nothing(uploads, make_person):
    with pytest.raises(BadDocumentError):
        ask(make_person("jan"), content=b"GIF89a")
    assert not AdministratorRequest.objects.exists()
    assert not uploads.exists()


def test_same_request_waits_once(uploads, make_person, administrator):
    jan = make_person("jan")
    ask(jan)
    with pytest.raises(AlreadyAskedError):
        ask(jan)
    with pytest.raises(AlreadyHoldsError):
        ask(administrator)
    assert len(list(uploads.rglob("*.pdf"))) == 1


def test_confirmation_makes_an_administrator(uploads, make_person, operator, mails):
    jan = make_person("jan")
    decide(ask(jan), operator)
    assert administrators() == {jan.email}
    assert (mails[-1]["kind"], mails[-1]["to"]) == (
        "accounts.request_confirmed",
        jan.email,
    )
    assert "jednostka-120617" in mails[-1]["context"]["address"]


@pytest.mark.parametrize("ends_others", [False, True])
def test_replacement_ends_the_others_if_asked(
    uploads, make_person, operator, administrator, ends_others
):
    jan = make_person("jan")
    decide(ask(jan, ends_others=ends_others), operator)
    expected = {jan.email} if ends_others else {jan.email, administrator.email}
    assert administrators() == expected


def test_refusal_needs_and_tells_a_reason(uploads, make_person, operator, mails):
    jan = make_person("jan")
    row = ask(jan)
    with pytest.raises(ValueError, match="reason"):
        refuse_request(request=row, reason=" ", unit_name="x", by=operator, now=LATER)
    decide(row, operator, reason="Brak podpisu wójta.")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("REFUSED", "Brak podpisu wójta.")
    assert mails[-1]["context"]["reason"] == "Brak podpisu wójta."
    assert administrators() == set()
    assert ask(jan, now=LATER).state == "WAITING"


def test_request_is_decided_once(uploads, make_person, operator):
    row = ask(make_person("jan"))
    decide(row, operator, reason="Nie.")
    with pytest.raises(AlreadyDecidedError):
        decide(row, operator)
    assert administrators() == set()


def test_only_operators_decide_and_never_for_themselves(
    uploads, make_person, operator, administrator
):
    row = ask(make_person("jan"))
    with pytest.raises(NotAllowedError):
        decide(row, administrator)
    with pytest.raises(NotAllowedError):
        decide(ask(operator), operator)


def test_withdrawn_request_erases_its_document(
    uploads, make_person, operator, django_capture_on_commit_callbacks
):
    jan = make_person("jan")
    row = ask(jan)
    with pytest.raises(NotAllowedError):
        withdraw_request(request=row, by=operator, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_request(request=row, by=jan, now=NOW)
    assert list(uploads.rglob("*.pdf")) == []


def test_documents_are_erased_when_their_time_is_over(
    uploads, make_person, operator, django_capture_on_commit_callbacks
):
    row = ask(make_person("jan"))
    decide(row, operator)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_old_documents(now=LATER + DOCUMENT_KEPT_FOR) == 0
        assert len(list(uploads.rglob("*.pdf"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        after = LATER + DOCUMENT_KEPT_FOR + timedelta(seconds=1)
        assert erase_old_documents(now=after) == 1
    row.refresh_from_db()
    assert (row.document, row.post, row.user) == ("", "", None)
    assert list(uploads.rglob("*.pdf")) == []
