"""Pages of the council, by role; what is typed wrong is told and kept."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from python_calamine import CalamineWorkbook
from tests.factories.plans import NOW, TODAY, UNIT

from miara.core import slots
from miara.council import public as council
from miara.council.domain.table import COLUMNS, plain
from miara.council.exports.register import head
from miara.council.models import Debate, Question, Resolution, ResolutionIntake, Vote
from miara.cycle.public import unit_of_address

UNIT_PAGE = "/jednostki/120617-zielonki"
PLANS = f"{UNIT_PAGE}/plany"
HOME = f"{PLANS}/uchwaly"
DEBATE = f"{PLANS}/debata"
PUBLIC = f"{UNIT_PAGE}/debata-2025"
WHOLE = {
    "number": "XIII/90/2025",
    "adopted_on": "2025-06-26",
    "title": "w sprawie wotum zaufania",
    "state": "ADOPTED",
}
SESSION = {
    "session_on": "2026-06-25",
    "starts_at": "10:00",
    "place": "sala nr 3",
    "submission_place": "Biuro Rady, pokój 12",
    "privacy_note": "Dane przetwarza Przewodniczący Rady.",
}
RULES = {"signatures": "20", "speakers": "15", "rules_basis": "art. 28aa"}


def upload(client, content, name="uchwaly.csv"):
    return client.post(
        f"{HOME}/z-pliku/", {"content": SimpleUploadedFile(name, content)}
    )


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def things(office, resolution, debate, enter, as_csv):
    """A resolution, a question and a file that waits."""
    who = {"by": office.people["planner"], "now": NOW}
    question = council.add_question(debate, {"text": "Kiedy?"}, **who)
    upload(enter(who["by"]), as_csv(("Nr", "Data"), ("X", "1.1.2025")))
    return resolution, question, ResolutionIntake.objects.get()


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (None, (302, 302)),
        ("stranger", (403, 403)),
        ("reader", (200, 403)),
        ("engineer", (200, 403)),
        ("planner", (200, 200)),
    ],
)
def test_roles_at_each_page(office, things, enter, name, statuses):
    reads, plans = statuses
    resolution, question, intake = things
    client = enter(office.people.get(name))
    for path in (
        f"{HOME}/",
        f"{HOME}.csv",
        f"{HOME}.xlsx",
        f"{HOME}/{resolution.pk}/",
        f"{DEBATE}/",
        f"{DEBATE}/2025/",
        f"{DEBATE}/2025/zgloszenie.pdf",
    ):
        assert (path, client.get(path).status_code) == (path, reads)
    for path in (
        f"{HOME}/nowa/",
        f"{HOME}/slowa/",
        f"{HOME}/wzor.xlsx",
        f"{HOME}/wzor.csv",
        f"{HOME}/z-pliku/",
        f"{HOME}/z-pliku/{intake.pk}/",
        f"{HOME}/{resolution.pk}/zmien/",
        f"{DEBATE}/2025/zmien/",
        f"{DEBATE}/2025/zasady/",
        f"{DEBATE}/2025/wynik/",
        f"{DEBATE}/2025/pytania/nowe/",
        f"{DEBATE}/2025/pytania/{question.pk}/",
    ):
        assert (path, client.get(path).status_code) == (path, plans)
    if name != "planner":
        refused = 302 if name is None else 403
        for path in (f"{DEBATE}/", f"{DEBATE}/2025/", f"{HOME}/{resolution.pk}/"):
            assert client.post(path, {"do": "remove"}).status_code == refused


def test_what_belongs_to_another_unit_is_not_there(office, resolution, enter):
    Resolution.objects.update(unit_uid="120611")
    client = enter(office.people["planner"])
    for path in ("", "zmien/"):
        assert client.get(f"{HOME}/{resolution.pk}/{path}").status_code == 404


def test_the_list_makes_as_many_queries_for_three_as_for_one(office, resolution, enter):
    client = enter(office.people["reader"])
    client.get(f"{HOME}/")
    with CaptureQueriesContext(connection) as one:
        page = text_of(client.get(f"{HOME}/"))
    assert "1 uchwała (podjęta: 1). Żadna nie jest po terminie." in page
    for number in range(2):
        values = {**WHOLE, "number": str(number), "executor": office.treasurer}
        council.create_resolution(UNIT, values, by=None, now=NOW)
    with CaptureQueriesContext(connection) as three:
        client.get(f"{HOME}/")
    assert len(three) == len(one)


def test_the_list_is_narrowed_and_nonsense_shows_all(office, resolution, enter):
    client = enter(office.people["reader"])
    council.create_resolution(UNIT, WHOLE, by=None, now=NOW)
    found = text_of(client.get(f"{HOME}/", {"text": "zoltej", "year": "2025"}))
    assert "Pasuje 1 uchwała." in found
    assert "XIII/90/2025" not in found
    assert "text=zoltej" in found
    everything = text_of(client.get(f"{HOME}/", {"year": "nigdy"}))
    assert "XII/86/2025" in everything
    assert "XIII/90/2025" in everything
    table = client.get(f"{HOME}.csv", {"text": "zoltej"}).content.decode("utf-8-sig")
    assert len(table.splitlines()) == 2


def test_a_resolution_is_entered_changed_noted_and_taken_off(office, goal, enter):
    client = enter(office.people["planner"])
    bad = {**WHOLE, "adopted_on": (TODAY + timedelta(days=900)).isoformat()}
    wrong = client.post(f"{HOME}/nowa/", bad)
    assert wrong.status_code == 422
    assert "jeszcze nie nadszedł" in text_of(wrong)
    early = client.post(f"{HOME}/nowa/", {**WHOLE, "deadline": "2025-01-01"})
    assert "przed datą uchwały" in text_of(early)
    given = {**WHOLE, "goals": [goal.pk], "executor": office.engineer.pk}
    assert client.post(f"{HOME}/nowa/", given).status_code == 302
    twice = client.post(f"{HOME}/nowa/", {**given, "title": "moje słowa"})
    assert twice.status_code == 422
    assert "jest już w rejestrze" in text_of(twice)
    assert "moje słowa" in text_of(twice)
    row = Resolution.objects.get()
    one = f"{HOME}/{row.pk}/"
    stale = client.post(f"{one}zmien/", {**given, "subject": "ręczne", "version": "0"})
    assert stale.status_code == 422
    assert "ręczne" in text_of(stale)
    fresh = {**given, "subject": "ręczne", "version": row.version}
    assert client.post(f"{one}zmien/", fresh).status_code == 302
    engineer = enter(office.people["engineer"])
    note = {"do": "note", "note-state": "EXECUTED", "note-text": "Gotowe."}
    late = engineer.post(one, {**note, "note-noted_on": "2025-01-01"})
    assert late.status_code == 422
    assert "Gotowe." in text_of(late)
    assert engineer.post(one, {**note, "note-noted_on": "2025-07-01"}).status_code
    refused = engineer.post(one, {"do": "remove", "remove-reason": "x"})
    assert refused.status_code == 403
    client = enter(office.people["planner"])
    page = text_of(client.get(one))
    assert "1 lipca 2025, wykonana: Gotowe." in page
    assert "I.1 Bezpieczne drogi" in page
    away = client.post(one, {"do": "remove", "remove-reason": "Pomyłka."})
    assert away.status_code == 302
    assert not Resolution.objects.exists()


def test_a_file_is_looked_at_and_taken_over(office, resolution, enter, as_csv):
    client = enter(office.people["planner"])
    rows = [
        ("Numer", "Data", "Tytuł", "Stan", "Uwagi"),
        ("XII/86/2025", "29.05.2025", "", "wykonana", ""),
        ("XII/87/2025", "29.05.2025", "nowa", "kiedyś", ""),
    ]
    sent = upload(client, as_csv(*rows))
    page = text_of(client.get(sent.url))
    assert "Wiersz 3, kolumna „Stan”: „kiedyś” to nie stan." in page
    assert "Kolumny, które nie są czytane: Uwagi." in page
    assert "podjęta → <strong>wykonana</strong>" in page
    assert "Wczytaj cały plik" not in page
    assert client.post(sent.url, {"do": "take", "digest": "x"}).status_code == 422
    rows[2] = ("XII/87/2025", "29.05.2025", "nowa", "", "")
    good = upload(client, as_csv(*rows))
    page = text_of(client.get(good.url))
    assert "1 uchwała jest nowa." in page
    digest = re.search('name="digest" value="([0-9a-f]{64})"', page)[1]
    stale = client.post(good.url, {"do": "take", "digest": "0" * 64})
    assert stale.status_code == 422
    assert "rejestr się zmienił" in text_of(stale)
    done = client.post(good.url, {"do": "take", "digest": digest}, follow=True)
    assert "Dodano 1 uchwałę. Zmieniono 1." in text_of(done)
    assert Resolution.objects.count() == 2
    assert "nowych uchwał 1, zmienionych 1" in text_of(client.get(good.url))
    assert client.post(sent.url, {"do": "remove"}).status_code == 302
    assert client.get(sent.url).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Data;Uwagi\n1.1.2025;x\n", "nie ma kolumny „numer”"),
        (b"Numer;Data\n", "nie ma wierszy"),
    ],
)
def test_a_file_that_is_no_register_is_told_in_words(office, enter, content, sentence):
    client = enter(office.people["planner"])
    page = client.get(upload(client, content).url)
    assert sentence in text_of(page)


def test_a_file_of_another_kind_is_told_in_words(office, enter):
    client = enter(office.people["planner"])
    sent = upload(client, b"%PDF-1.7 x", name="uchwaly.pdf")
    assert sent.status_code == 422
    assert client.post(f"{HOME}/z-pliku/", {}).status_code == 422


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_downloaded_says_nothing_new_when_sent_back(
    office, goal, enter, suffix
):
    client = enter(office.people["planner"])
    values = {
        **WHOLE,
        "title": "=SUMA(1)",
        "executor": office.engineer,
        "deadline": date(2026, 1, 1),
        "publication": "https://bip.example.pl/a",
        "goals": [goal],
    }
    council.create_resolution(UNIT, values, by=None, now=NOW)
    content = client.get(f"{HOME}.{suffix}").content
    page = text_of(client.get(upload(client, content, f"uchwaly.{suffix}").url))
    assert "1 zostanie bez zmian." in page
    assert "Komórki do poprawienia" not in page


def test_headings_of_files_are_known_in_both_languages():
    for language in ("pl", "en"):
        with translation.override(language):
            for field, label in zip(COLUMNS, head(), strict=True):
                assert plain(label) in COLUMNS[field]


def test_the_template_offers_posts_and_words(office, enter):
    client = enter(office.people["planner"])
    words = {"ADOPTED": "przyjęta", "LAPSED": "wykonana"}
    wrong = client.post(f"{HOME}/slowa/", words)
    assert wrong.status_code == 422
    assert "nazywa się już „wykonana”" in text_of(wrong)
    done = client.post(f"{HOME}/slowa/", {"ADOPTED": "przyjęta", "version": "1"})
    assert done.status_code == 302
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(f"{HOME}/wzor.xlsx").content)
    )
    lists = book.get_sheet_by_name("listy").to_python()
    assert lists[1:3] == [
        ["Inżynier (DR)", "przyjęta"],
        ["Skarbnik (FN)", "w trakcie wykonania"],
    ]
    assert book.get_sheet_by_index(0).to_python()[0][0] == "Numer"
    assert "przyjęta" in text_of(client.get(f"{HOME}/nowa/"))


def test_a_debate_from_beginning_to_public_page(office, enter):
    client = enter(office.people["planner"])
    assert client.post(f"{DEBATE}/", {"year": "2025"}).status_code == 302
    assert client.post(f"{DEBATE}/", {"year": "2025"}).status_code == 422
    page = text_of(client.get(f"{DEBATE}/2025/"))
    assert "Brakuje dnia sesji." in page
    assert client.get(f"{PUBLIC}/").status_code == 404
    assert client.post(f"{DEBATE}/2025/", {"do": "publish"}).status_code == 302
    wrong = {**SESSION, "session_on": "2025-06-25"}
    assert client.post(f"{DEBATE}/2025/zmien/", wrong).status_code == 422
    assert client.post(f"{DEBATE}/2025/zmien/", SESSION).status_code == 302
    rules = f"{DEBATE}/2025/zasady/"
    offered = text_of(client.get(rules))
    assert "do 20 000 mieszkańców: 20; powyżej: 50" in offered.replace("\u202f", " ")
    assert "Nikt na potrzeby programu nie sprawdził tego w ustawie" in offered
    assert client.post(rules, {**RULES, "signatures": "0"}).status_code == 422
    assert client.post(rules, RULES).status_code == 302
    assert "Nikt nie potwierdził" in text_of(client.get(f"{DEBATE}/2025/"))
    assert client.post(rules, {**RULES, "is_compared": "on"}).status_code == 302
    client.post(f"{DEBATE}/2025/", {"do": "publish"})
    assert Debate.objects.get().published_at is not None
    emptied = client.post(f"{DEBATE}/2025/zmien/", {**SESSION, "place": ""})
    assert emptied.status_code == 422
    assert "Brakuje miejsca." in text_of(emptied)
    anybody = enter(None)
    page = text_of(anybody.get(f"{PUBLIC}/"))
    assert "poparte co najmniej 20 podpisami, najpóźniej 24 czerwca 2026" in page
    assert "najwyżej 15 mieszkańców" in page
    assert "Urząd porównał z nią te zasady" in page
    english = anybody.get(f"/en{PUBLIC}/").content.decode()
    assert "at least 20 signatures" in english
    client = enter(office.people["planner"])
    assert client.post(f"{DEBATE}/2025/", {"do": "withdraw"}).status_code == 422
    away = {"do": "withdraw", "withdraw-reason": "Zmiana."}
    assert client.post(f"{DEBATE}/2025/", away).status_code == 302
    assert enter(None).get(f"{PUBLIC}/").status_code == 404


@pytest.fixture
def published(debate, office):
    """The debate of 2025, shown to everybody."""
    who = {"by": office.people["planner"], "now": NOW}
    values = {**SESSION, "session_on": date(2026, 6, 25), "starts_at": "10:00"}
    council.change_debate(debate, values, version=None, **who)
    rules = {"signatures": 20, "speakers": 15, "rules_basis": "art. 28aa"}
    council.set_rules(debate, rules, is_compared=True, version=None, **who)
    council.publish_debate(debate, **who)
    debate.refresh_from_db()
    return debate


def test_the_form_for_residents_sends_and_keeps_nothing(published, client):
    response = client.get(f"{PUBLIC}/zgloszenie/")
    page = text_of(response)
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert main.count('<th scope="row">') == 20
    assert "name=" not in main
    assert client.post(f"{PUBLIC}/zgloszenie/", {"x": "y"}).status_code == 405
    pdf = client.get(f"{PUBLIC}/zgloszenie.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert client.get(f"{PUBLIC}/zgloszenie.pdf").content == pdf.content


def test_questions_without_names_are_shown_when_the_office_says_so(
    office, published, enter
):
    client = enter(office.people["planner"])
    asked = {"asked": "RESIDENT", "text": "Kiedy chodnik? Tel. 600 123 456"}
    wrong = client.post(f"{DEBATE}/2025/pytania/nowe/", asked)
    assert wrong.status_code == 422
    assert "dane osobowe: numer telefonu" in text_of(wrong)
    asked["text"] = "Kiedy chodnik?"
    assert client.post(f"{DEBATE}/2025/pytania/nowe/", asked).status_code == 302
    row = Question.objects.get()
    assert "Kiedy chodnik?" not in text_of(client.get(f"{PUBLIC}/"))
    one = f"{DEBATE}/2025/pytania/{row.pk}/"
    answered = {**asked, "answer": "Jesienią.", "is_public": "on"}
    assert client.post(one, {**answered, "version": "9"}).status_code == 422
    assert client.post(one, {**answered, "version": row.version}).status_code == 302
    page = text_of(client.get(f"{PUBLIC}/"))
    assert "Kiedy chodnik?" in page
    assert "Jesienią." in page
    assert client.post(one, {"do": "remove"}).status_code == 302
    assert not Question.objects.exists()


def test_the_outcome_is_typed_in_and_shown(office, published, resolution, enter):
    client = enter(office.people["planner"])
    url = f"{DEBATE}/2025/wynik/"
    half = {
        "residents_spoke": "2",
        "confidence-result": "GRANTED",
        "confidence-voted_on": "",
        "confidence-in_favour": "10",
        "discharge-against": "3",
    }
    wrong = text_of(client.post(url, half))
    assert "Wpisz dzień głosowania." in wrong
    assert "wszystkie trzy liczby" in wrong
    assert "jak zakończyło się głosowanie" in wrong
    whole = {
        "residents_spoke": "2",
        "councillors_spoke": "5",
        "confidence-result": "GRANTED",
        "confidence-voted_on": "2026-06-25",
        "confidence-in_favour": "10",
        "confidence-against": "3",
        "confidence-abstained": "2",
        "discharge-voted_on": "2026-06-25",
        "version": published.version,
    }
    assert client.post(url, whole).status_code == 302
    assert Vote.objects.get().resolution is None
    clash = client.post(url, {**whole, "version": "1"})
    assert clash.status_code == 422
    page = text_of(enter(None).get(f"{PUBLIC}/"))
    assert "Wotum zaufania: udzielono (25 czerwca 2026); za: 10, przeciw: 3" in page
    assert "Głos zabrało 2 mieszkańców. Głos zabrało 5 radnych." in page


def test_the_page_of_the_unit_leads_to_the_debate(published, rf):
    unit = unit_of_address("120617")
    request = rf.get("/")
    (block,) = [one for one in slots.blocks("unit-page") if "council" in one.name]
    with CaptureQueriesContext(connection) as made:
        html = block.render(request, {"unit": unit})
    assert f'href="{PUBLIC}/"' in html
    assert len(made) <= block.queries
    Debate.objects.update(published_at=None)
    assert block.render(request, {"unit": unit}) == ""
