"""Practices in the REST API: shapes, filters, conditions, refusals, and no people."""

import pytest
from tests.factories.practices import NOW, published
from tests.indicators.api.shapes import faults

from miara.indicators.api.document import document
from miara.practices.actions import cards
from miara.practices.domain.content import Contact
from miara.search import public as search

pytestmark = pytest.mark.django_db
BASE = "/api/v1/practices"
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")


@pytest.fixture
def card(register):
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "", *PERSON)
    made = published(unit_uid="120617", contact=contact, title_en="Bus on call")
    published("Żłobek w remizie", section="social", awards=())
    search.rebuild(now=NOW)
    return made


def shape(path):
    answer = document()["paths"][path]["get"]["responses"]["200"]
    return answer["content"]["application/json"]["schema"]


def titles(client, **data):
    found = client.get(BASE, data).json()
    assert found["count"] == len(found["items"])
    return [item["title"] for item in found["items"]]


def test_answers_have_the_promised_shape(client, card):
    for path, promised in (
        (BASE, "/api/v1/practices"),
        (f"{BASE}/{card.pk}", "/api/v1/practices/{number}"),
    ):
        for language in ("pl", "en"):
            answer = client.get(path, {"lang": language})
            assert answer.status_code == 200
            assert answer.headers["Content-Language"] == language
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert faults(answer.json(), shape(promised), document()) == []


def test_no_answer_holds_a_person(client, card):
    for path in (BASE, f"{BASE}?search=autobus", f"{BASE}/{card.pk}"):
        text = client.get(path).content.decode()
        assert "Autobus" in text
        assert not any(word in text for word in PERSON), path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"search": "zlobkach"}, ["Żłobek w remizie"]),
        ({"section": "social"}, ["Żłobek w remizie"]),
        ({"unit_type": "rural"}, ["Autobus na telefon"]),
        ({"voivodeship": "12"}, ["Autobus na telefon"]),
        ({"awarded": "true"}, ["Autobus na telefon"]),
        ({"cost": "LARGE"}, []),
        ({"state": "archived"}, []),
    ],
)
def test_filters_are_those_of_the_page(client, card, data, expected):
    assert titles(client, **data) == expected


def test_pages_lead_to_each_other(client, card):
    first = client.get(BASE, {"limit": 1, "order": "date"}).json()
    assert first["count"] == 2
    assert first["next"].endswith("/api/v1/practices?limit=1&order=date&offset=1")
    second = client.get(first["next"].partition("8000")[2]).json()
    assert second["next"] is None
    assert second["items"][0]["number"] != first["items"][0]["number"]


def test_words_follow_the_language(client, card):
    polish = client.get(f"{BASE}/{card.pk}", {"lang": "pl"}).json()
    english = client.get(f"{BASE}/{card.pk}", {"lang": "en"}).json()
    assert polish["section_name"] == "Usługi techniczne"
    assert english["section_name"] != polish["section_name"]
    assert "/en/praktyki/" in english["url"]
    assert polish["unit"]["name"] == "gmina Zielonki"


@pytest.mark.parametrize("end", ["", "?limit=1"])
def test_an_unchanged_answer_is_not_sent_again(client, card, end):
    for path in (BASE + end, f"{BASE}/{card.pk}"):
        tag = client.get(path).headers["ETag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        card.result_sentence += "!"
        card.save(update_fields=["result_sentence"])
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_an_archived_card_stays_and_says_why(client, card):
    cards.archive_card(card, reason="ENDED", note="Koniec.", by=None, now=NOW)
    found = client.get(f"{BASE}/{card.pk}").json()
    assert (found["freshness"], found["archived_for"]) == ("ARCHIVED", "ENDED")
    assert found["archived_on"] == "2026-03-02"


@pytest.mark.parametrize(
    ("end", "status", "code"),
    [
        ("/999999", 404, "unknown-practice"),
        ("/autobus", 404, "unknown-practice"),
        ("?dzial=social", 400, "unknown-parameter"),
        ("?limit=0", 400, "invalid-parameter"),
        ("?limit=10&offset=5", 400, "invalid-parameter"),
        ("?unit_type=rural&unit_type=x", 400, "invalid-parameter"),
        ("?search=a&search=b", 400, "repeated-parameter"),
    ],
)
def test_refusals_are_problems(client, card, end, status, code):
    answer = client.get(BASE + end)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    known = document()["components"]["schemas"]["PlainProblem"]
    assert faults(answer.json(), known, document()) == []


def test_one_that_was_taken_out_is_gone_and_a_draft_is_unknown(client, card):
    from tests.factories.practices import content

    draft = cards.create_card(content("Szkic"), by=None, now=NOW)
    assert client.get(f"{BASE}/{draft.pk}").status_code == 404
    card.live = False
    card.save(update_fields=["live"])
    answer = client.get(f"{BASE}/{card.pk}", {"lang": "pl"})
    assert (answer.status_code, answer.json()["code"]) == (410, "withdrawn-practice")
    assert "Autobus" not in answer.content.decode()


def test_words_after_the_number_lead_to_the_number(client, card):
    answer = client.get(f"{BASE}/{card.pk}-autobus?lang=en")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"{BASE}/{card.pk}?lang=en"


@pytest.mark.parametrize("how_many", [1, 6])
def test_a_list_makes_the_same_number_of_queries(
    client, register, how_many, django_assert_num_queries
):
    for number in range(how_many):
        published(f"Praktyka {number}", unit_uid="120617")
    search.rebuild(now=NOW)
    client.get(BASE)
    with django_assert_num_queries(5):
        assert client.get(BASE).json()["count"] == how_many
