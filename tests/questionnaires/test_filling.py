"""Pages of filling, without script; the addresses that the script uses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.questionnaires.conftest import ANSWERS, NOW

from miara.questionnaires.models import AnswerChange, SheetFile
from miara.questionnaires.public import content_of, fill, lock_sheet, save_answer

pytestmark = pytest.mark.django_db

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def desk(client, sheet, writer, rules):
    rules[0].add(writer.pk)
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    return client


def address(sheet, rest=""):
    return f"/formularze/{sheet.uid}/{rest}"


def test_a_sheet_of_nobody_and_of_strangers_is_invisible(
    client, sheet, writer, rules, request
):
    colleague = request.getfixturevalue("colleague")
    monkeypatch = request.getfixturevalue("monkeypatch")
    for rest in ("", "czesc/first/", "podglad/", "historia/"):
        assert client.get(address(sheet, rest)).status_code == 302
    client.force_login(colleague, "django.contrib.auth.backends.ModelBackend")
    for rest in ("", "czesc/first/", "podglad/", "historia/", "plik/1/"):
        assert client.get(address(sheet, rest)).status_code == 404
    assert client.post(address(sheet, "zapisz/"), {"field": "title"}).status_code == 404
    from miara.questionnaires import permissions

    monkeypatch.setattr(permissions, "_rules", {})
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    assert client.get(address(sheet)).status_code == 404


def test_readers_of_an_audience_get_only_their_fields(
    client, sheet, writer, colleague, rules
):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    rules[1][colleague.pk] = "BLIND"
    client.force_login(colleague, "django.contrib.auth.backends.ModelBackend")
    page = client.get(address(sheet, "podglad/")).content.decode()
    assert "Wspólne usługi" in page
    for hidden in ("Fikcyjna", "Zmyślony", "120617", "Fundacja Przykład", "czesc/"):
        assert hidden not in page
    assert client.get(address(sheet)).status_code == 404
    assert client.get(address(sheet, "historia/")).status_code == 404


def test_a_section_is_filled_without_script(desk, sheet):
    sent = {
        "rev.title": "0",
        "title": "Tytuł",
        "rev.count": "0",
        "count": "1 234,5",
        "rev.works": "0",
        "works": "no",
        "rev.tools": "0",
        "tools": ["saw", "axe"],
        "rev.period": "0",
        "period.from": "1.01.2022",
        "period.to": "",
        "go": "next",
    }
    answer = desk.post(address(sheet, "czesc/first/"), sent)
    assert answer.status_code == 302
    assert answer.url.endswith("/czesc/second/")
    assert content_of(sheet).values == {
        "title": "Tytuł",
        "count": "1234.5",
        "works": False,
        "tools": ["axe", "saw"],
        "period": {"from": "2022-01-01", "to": ""},
    }
    page = desk.get(address(sheet, "czesc/first/")).content.decode()
    assert 'name="why"' in page  # asked because of the answer


def test_rows_are_added_and_disappear_when_emptied(desk, sheet):
    row = {"costs.0.item": "Serwer", "costs.0.one_off": "1 000", "rev.costs": "0"}
    answer = desk.post(address(sheet, "czesc/second/"), {**row, "stay": "costs"})
    assert answer.url.endswith("#field-costs")
    page = desk.get(address(sheet, "czesc/second/")).content.decode()
    assert 'name="costs.1.item"' in page
    more = {"costs.0.item": "", "costs.7.item": "Szkolenie", "costs.7.yearly": "10"}
    desk.post(address(sheet, "czesc/second/"), {**more, "rev.costs": "1"})
    assert [r["item"] for r in content_of(sheet).values["costs"]] == ["Szkolenie"]


def test_a_conflict_shows_both_texts_and_lets_choose(desk, sheet, colleague):
    save_answer(
        sheet=sheet,
        field="title",
        value="Cudzy",
        base_revision=0,
        by=colleague,
        now=NOW,
    )
    mine = {"rev.title": "0", "title": "Mój", "rev.year": "0", "year": "2024"}
    answer = desk.post(address(sheet, "czesc/first/"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kolega" in page
    assert "<blockquote>Cudzy</blockquote>" in page
    assert 'value="Mój"' in page
    assert 'name="rev.title" value="1"' in page
    assert content_of(sheet).values == {"title": "Cudzy", "year": "2024"}
    assert AnswerChange.objects.get(outcome="CONFLICT").value == "Mój"


def test_what_was_typed_survives_the_closing_of_the_sheet(desk, sheet, writer):
    lock_sheet(sheet=sheet, by=writer, now=NOW)
    answer = desk.post(
        address(sheet, "czesc/first/"), {"rev.title": "0", "title": "Za późno"}
    )
    assert answer.status_code == 403
    assert "Za późno" in answer.content.decode()


def test_the_script_gets_a_plain_answer_for_everything(desk, sheet, colleague, writer):
    def send(**data):
        answer = desk.post(address(sheet, "zapisz/"), {"field": "title", **data})
        return answer.status_code, answer.json()

    status, said = send(**{"title": "x" * 41, "rev.title": "0"})
    assert (status, said["status"], said["revision"]) == (200, "saved", 1)
    assert said["problems"] == ["Tekst jest za długi o 1 znak; limit wynosi 40."]
    save_answer(
        sheet=sheet,
        field="title",
        value="Cudzy",
        base_revision=1,
        by=colleague,
        now=NOW,
    )
    status, said = send(**{"title": "Mój", "rev.title": "1"})
    assert (status, said["theirs"], said["by"]) == (409, "Cudzy", "Kolega")
    status, said = send(field="works", **{"works": "no", "rev.works": "0"})
    assert said["reload"] is True
    lock_sheet(sheet=sheet, by=writer, now=NOW)
    assert send(**{"title": "Mój", "rev.title": "2"})[0] == 403
    desk.logout()
    assert send(**{"title": "Mój", "rev.title": "2"})[0] == 401


def test_files_are_kept_at_once_whatever_else_fails(desk, sheet):
    upload = SimpleUploadedFile("regulamin.pdf", PDF)
    answer = desk.post(
        address(sheet, "zalacz/papers/"), {"file": upload, "kind": "DOCUMENT"}
    )
    assert answer.status_code == 200, answer.content
    bad = SimpleUploadedFile("program.exe", b"MZ\x90\x00" + b"\0" * 99)
    answer = desk.post(
        address(sheet, "zalacz/papers/"), {"file": bad, "kind": "DOCUMENT"}
    )
    assert answer.status_code == 422
    assert "program.exe" in answer.json()["text"]
    row = SheetFile.objects.get()
    assert row.name == "regulamin.pdf"
    got = desk.get(address(sheet, f"plik/{row.pk}/"))
    assert got.content == PDF
    desk.post(
        address(sheet, "czesc/second/"),
        {f"alt.{row.pk}": "Regulamin", "rev.mail": "0", "mail": "zly@"},
    )
    row.refresh_from_db()
    assert row.alternative_text == "Regulamin"
    page = desk.get(address(sheet, "czesc/second/")).content.decode()
    assert "regulamin.pdf" in page
    assert "„zly@” nie jest adresem e-mail." in page
    desk.post(address(sheet, "czesc/second/"), {"detach": str(row.pk)})
    assert not SheetFile.objects.exists()


def test_a_refused_file_takes_back_neither_answers_nor_the_file_before_it(desk, sheet):
    good = SimpleUploadedFile("regulamin.pdf", PDF)
    bad = SimpleUploadedFile("program.exe", b"MZ\x90\x00" + b"\0" * 99)
    page = desk.post(
        address(sheet, "czesc/second/"),
        {"mail": "a@b.pl", "rev.mail": "0", "papers.DOCUMENT": [good, bad]},
    )
    assert page.status_code == 422
    content = content_of(sheet)
    assert content.values["mail"] == "a@b.pl"
    assert [each.file.name for each in content.files] == ["regulamin.pdf"]


@pytest.mark.django_db(transaction=True)
def test_answers_and_files_of_a_page_are_one_transaction(desk, sheet):
    upload = SimpleUploadedFile("regulamin.pdf", PDF)
    data = {"mail": "a@b.pl", "rev.mail": "0", "papers.DOCUMENT": upload}
    with CaptureQueriesContext(connection) as queries:
        desk.post(address(sheet, "czesc/second/"), data)
    assert SheetFile.objects.count() == 1
    assert [each["sql"] for each in queries].count("COMMIT") == 1


def test_others_in_the_form_are_named(desk, sheet, colleague, rules, client):
    from django.test import Client

    rules[0].add(colleague.pk)
    other = Client()
    other.force_login(colleague, "django.contrib.auth.backends.ModelBackend")
    other.post(address(sheet, "obecni/"), {"section": "first"})
    assert desk.post(address(sheet, "obecni/"), {"section": "first"}).json() == {
        "people": "Kolega"
    }


def test_pages_make_a_constant_number_of_statements(
    desk, sheet, writer, django_assert_max_num_queries
):
    for rest in ("", "czesc/first/", "czesc/second/", "podglad/", "historia/"):
        desk.get(address(sheet, rest))
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    for rest, most in (
        ("", 8),
        ("czesc/second/", 12),
        ("podglad/", 8),
        ("historia/", 8),
    ):
        with django_assert_max_num_queries(most):
            assert desk.get(address(sheet, rest)).status_code == 200
