"""A file of answers becomes a value: pages, rights, what is kept."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.plans import NOW, UNIT
from tests.factories.strategy import make_indicator, make_value

from miara.audit import public as audit
from miara.documents.public import StoredFile
from miara.strategy.actions.surveys import Choice, count_survey, keep_answers
from miara.strategy.domain.answers import read_answers
from miara.strategy.errors import FewAnswersError, NoAnswersError, StateError
from miara.strategy.models import LocalValue, SurveyCount

HOME = "/jednostki/120617-zielonki/plany/wskazniki"
NBSP = "\u00a0"


@pytest.fixture
def clean(office):
    """The share of people who find streets clean."""
    return make_indicator("CZYSTO", measure="%", decimals=1, supplier=office.engineer)


@pytest.fixture
def who(office):
    return {"by": office.people["engineer"], "now": NOW}


def rows_of(yes=40, no=40, unknowing=20):
    told = ["tak"] * yes + ["nie"] * no + ["nie wiem"] * unknowing
    return [
        ["nr", "Czy jest czysto?"],
        *([f"osoba {n}", a] for n, a in enumerate(told)),
    ]


def csv_of(rows):
    text = "\r\n".join(";".join(row) for row in rows)
    return SimpleUploadedFile("ankieta.csv", text.encode("cp1250"))


def given(rows=None, **more):
    file = csv_of(rows or rows_of())
    return {"period": "2025", "file": file, "weight": "", "sampling": "RANDOM", **more}


def draft(clean, who, rows=None, **more):
    facts = {"period": "2025", "name": "ankieta.csv", "sampling": "RANDOM", **more}
    return keep_answers(clean, read_answers(rows or rows_of()), **facts, **who)


QUESTION = "Czy jest czysto?"
SHARE = Choice(QUESTION, "SHARE", {"tak": 1.0, "nie": 0.0})


def text_of(response):
    return response.content.decode().replace(NBSP, " ")


def test_from_a_file_to_a_value_that_waits_for_approval(clean, office, enter):
    client = enter(office.people["engineer"])
    one = f"{HOME}/{clean.pk}"
    answer = client.post(f"{one}/ankieta/", given())
    row = SurveyCount.objects.get()
    assert answer.headers["Location"] == f"{one}/ankieta/{row.pk}/"
    assert not StoredFile.objects.exists()
    assert "osoba 1" not in str(row.counts)
    page = text_of(client.get(f"{one}/ankieta/{row.pk}/"))
    assert "nie wiem (osób: 20)" in page
    roles = {"a0": "0", "a1": "", "a2": "1"}
    order = list(row.answers_to(QUESTION))
    assert order == ["nie", "nie wiem", "tak"]
    look = client.post(f"{one}/ankieta/{row.pk}/", {**roles, "do": "look"})
    assert "Wynik: 50,0 ± 10,7 (%)" in text_of(look)
    assert not LocalValue.objects.exists()
    kept = client.post(f"{one}/ankieta/{row.pk}/", {**roles, "do": "keep"})
    assert kept.status_code == 302
    value = LocalValue.objects.get()
    assert (value.origin, value.state, value.sample) == ("SURVEY", "CHECKED", 80)
    assert (str(value.value.normalize()), str(value.margin.normalize())) == (
        "5E+1",
        "10.7",
    )
    assert "Wilsona" in value.comment
    counted = text_of(client.get(f"{one}/ankieta/{row.pk}/"))
    assert "pominięta" in counted
    assert "Wynik: 50,0 ± 10,7 (%)" in counted
    assert "Odpowiedzi z ankiety" in text_of(client.get(f"{one}/"))
    told = audit.describe_all(list(audit.events_for(clean)))
    assert any("50.0 obliczono z odpowiedzi" in sentence for sentence in told)


def test_only_the_chosen_question_is_kept(clean, who):
    rows = [[*row, "K"] for row in rows_of()]
    rows[0][2] = "Płeć"
    row = draft(clean, who, rows)
    assert set(row.counts) == {QUESTION, "Płeć"}
    row = count_survey(row, SHARE, reason="", **who)
    assert set(row.counts) == {QUESTION}
    with pytest.raises(StateError):
        count_survey(row, SHARE, reason="", **who)


def test_people_who_chose_themselves_give_no_margin(clean, who):
    row = count_survey(draft(clean, who, sampling="OPEN"), SHARE, reason="", **who)
    assert row.value.margin is None
    assert row.value.flag == "ESTIMATED"
    assert "kto chciał" in row.value.comment


def test_a_mean_of_marks(clean, office, enter):
    clean.measure, clean.decimals = "pkt", 2
    clean.save()
    client = enter(office.people["engineer"])
    rows = [
        ["Ocena"],
        *([mark] for mark in ["2 - źle", "4 - dobrze"] * 20 + ["nie wiem"]),
    ]
    one = f"{HOME}/{clean.pk}"
    client.post(f"{one}/ankieta/", given(rows))
    row = SurveyCount.objects.get()
    page = text_of(client.get(f"{one}/ankieta/{row.pk}/"))
    assert 'value="2"' in page
    wrong = client.post(f"{one}/ankieta/{row.pk}/", {"a0": "dwa", "do": "keep"})
    assert wrong.status_code == 422
    assert 'value="dwa"' in text_of(wrong)
    roles = {"a0": "2", "a1": "4", "a2": "", "do": "keep"}
    assert client.post(f"{one}/ankieta/{row.pk}/", roles).status_code == 302
    value = LocalValue.objects.get()
    assert (float(value.value), float(value.margin)) == (3.0, 0.32)


def test_too_few_people_and_no_answer_chosen(clean, who):
    few = draft(clean, who, rows_of(10, 10, 60))
    with pytest.raises(FewAnswersError):
        count_survey(few, SHARE, reason="", **who)
    with pytest.raises(NoAnswersError):
        count_survey(few, Choice(QUESTION, "SHARE", {"nie": 0.0}), reason="", **who)
    assert not LocalValue.objects.exists()


def test_a_published_value_changes_only_with_a_reason(clean, office, enter):
    make_value(clean, "2025", "70")
    client = enter(office.people["engineer"])
    one = f"{HOME}/{clean.pk}"
    client.post(f"{one}/ankieta/", given())
    row = SurveyCount.objects.get()
    roles = {"a0": "0", "a1": "", "a2": "1", "do": "keep"}
    refused = client.post(f"{one}/ankieta/{row.pk}/", roles)
    assert refused.status_code == 422
    assert "Napisz" in text_of(refused)
    told = {**roles, "reason": "Nowa fala."}
    assert client.post(f"{one}/ankieta/{row.pk}/", told).status_code == 302


def test_a_second_file_replaces_the_draft_and_a_draft_can_be_removed(
    clean, office, enter
):
    client = enter(office.people["engineer"])
    one = f"{HOME}/{clean.pk}"
    for _time in range(2):
        client.post(f"{one}/ankieta/", given())
    row = SurveyCount.objects.get()
    assert client.post(f"{one}/ankieta/{row.pk}/", {"do": "throw"}).status_code == 302
    assert not SurveyCount.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"weight": "masa"}, "Nie ma kolumny „masa”"),
        ({"sampling": ""}, "To pole jest wymagane"),
        ({"period": "rok"}, "nie jest okres"),
        ({"file": SimpleUploadedFile("a.csv", b"%PDF-1.7 x")}, "a.csv"),
        ({"file": io.BytesIO(b"waga;p\r\n1;tak\r\nx;nie\r\n")}, "Komórka A3"),
    ],
)
def test_a_bad_file_is_told_cell_by_cell(clean, office, enter, more, said):
    client = enter(office.people["engineer"])
    if isinstance(more.get("file"), io.BytesIO):
        more = {"file": SimpleUploadedFile("a.csv", more["file"].getvalue())}
    answer = client.post(f"{HOME}/{clean.pk}/ankieta/", given(**more))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not SurveyCount.objects.exists()


@pytest.mark.parametrize(
    "case",
    [
        (None, (302, 302, 302)),
        ("stranger", (403, 403, 403)),
        ("reader", (403, 200, 403)),
        ("engineer", (200, 200, 200)),
        ("planner", (200, 200, 200)),
    ],
)
def test_roles_at_each_page(clean, office, who, enter, case):
    name, statuses = case
    row = draft(clean, who)
    client = enter(office.people.get(name))
    one = f"{HOME}/{clean.pk}/ankieta/"
    found = (
        client.get(one).status_code,
        client.get(f"{one}{row.pk}/").status_code,
        client.post(f"{one}{row.pk}/", {"do": "look", "a0": "1"}).status_code,
    )
    assert found == statuses
    other = make_indicator("INNY", unit_uid=UNIT)
    if statuses[1] == 200:
        missing = f"{HOME}/{other.pk}/ankieta/{row.pk}/"
        assert client.get(missing).status_code == 404
        odd = f"{one}{row.pk}/?pytanie=999&miara=x"
        assert client.get(odd).status_code == 200
