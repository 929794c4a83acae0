"""Pages, exports and feeds of practices, for everybody and for members of units."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.practices import NOW, content, published

from miara.accounts import public as accounts
from miara.core import slots
from miara.practices.actions import cards
from miara.practices.models import PracticeLife
from miara.practices.presenters.links import card_path
from miara.practices.roles import BASE, PracticeRole
from miara.search import public as search

pytestmark = pytest.mark.django_db

PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")


@pytest.fixture
def card(register):
    from miara.practices.domain.content import Contact

    contact = Contact("Urząd Gminy Zielonki", "urzad@gmina.example", "", *PERSON)
    return published(
        unit_uid="120617", title_en="Bus on call", summary_en="A bus.", contact=contact
    )


def person(email, role="", scope=None):
    user = accounts.create_person(email=email, password=None, by=None, now=NOW)
    if role:
        accounts.Membership.objects.create(
            user=user, role=role, scope_kind=scope.kind, scope_id=scope.id,
            since=NOW, granted_at=NOW,
        )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def everything_public(card):
    path = card_path(card.pk, card.title)
    return [
        path,
        f"/en{path}",
        reverse("practices:card-data", args=[path.split("/")[2]]),
        reverse("practices:cards"),
        reverse("practices:cards-file", args=["csv"]),
        reverse("practices:cards-file", args=["json"]),
        reverse("practices:feed"),
        reverse("practices:suggestions") + "?q=autobus",
    ]


def test_people_are_shown_to_members_of_units_only(client, card):
    for path in everything_public(card):
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = answer.content.decode()
        assert not any(word in text for word in PERSON), path
    path = card_path(card.pk, card.title)
    assert PERSON[1] not in person("obcy@x.example").get(path).content.decode()
    clerk = person("a@x.example", "UNIT_READER", accounts.unit_scope("120102"))
    assert PERSON[1] in clerk.get(path).content.decode()
    assert PERSON[1] not in clerk.get(everything_public(card)[2]).content.decode()
    editor = person("b@x.example", PracticeRole.EDITOR, BASE)
    assert PERSON[0] in editor.get(path).content.decode()


def test_a_draft_is_nowhere(client, register):
    draft = cards.create_card(content("Tajny szkic"), by=None, now=NOW)
    path = card_path(draft.pk, draft.title)
    assert client.get(path).status_code == 404
    assert client.get(everything_public(draft)[2]).status_code == 404
    for address in everything_public(draft)[3:7]:
        assert "Tajny szkic" not in client.get(address).content.decode()


def test_the_number_leads_to_the_address_with_words(client, card):
    answer = client.get(f"/praktyki/{card.pk}-dawny-tytul/")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/praktyki/{card.pk}-autobus-na-telefon/"
    assert client.get("/praktyki/999999-x/").status_code == 404


def test_a_card_says_who_where_how_much_and_how_fresh(client, card):
    text = client.get(card_path(card.pk, card.title)).content.decode()
    for words in (
        "Gmina Zielonki",
        'href="/jednostki/120617-zielonki/"',
        "Koło Gospodyń",
        "poniżej 20 tys. zł",
        "laureat",
        "urzad@gmina.example",
        "Jak to powtórzyć",
        "dobra praktyka nr",
    ):
        assert words in text, words
    assert text.index("Sytuacja przed") < text.index("Jak to powtórzyć")


def test_a_result_leads_to_its_indicator_in_the_language_of_the_reader(
    client, register
):
    from miara.practices.domain.content import Result

    rows = (Result("Pożary", indicator="fires_per_1000"), Result("", indicator="x"))
    card = published("Mniej pożarów", results=rows)
    path = card_path(card.pk, card.title)
    text = client.get(path).content.decode()
    assert 'href="/wskazniki/fires_per_1000/">Pożary na 1000 mieszkańców' in text
    assert "fires_per_1000/" in client.get(f"/en{path}").content.decode()


def test_machines_read_a_card_that_cannot_break_out_of_its_element(client, register):
    odd = published("</script><b>&")
    text = client.get(card_path(odd.pk, odd.title)).content.decode()
    raw = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(raw)["headline"] == "</script><b>&"
    assert "<b>&" not in text


def test_an_archived_card_stays_with_its_reason(client, card):
    newer = published("Nowy autobus")
    cards.archive_card(
        card, reason=PracticeLife.Reason.REPLACED, note="Zmieniono trasę.",
        replaced_by=newer, by=None, now=NOW,
    )  # fmt: skip
    text = client.get(card_path(card.pk, card.title)).content.decode()
    assert "Zmieniono trasę." in text
    assert card_path(newer.pk, newer.title) in text


def test_freshness_is_told_by_the_day_of_the_reader(client, card, monkeypatch):
    from miara.practices.views import cards as views

    for days, words in ((10, "Aktualny."), (370, "W trakcie"), (800, "Dawno")):
        later = NOW + timedelta(days=days)
        monkeypatch.setattr(views, "_now", lambda request, later=later: later)
        text = client.get(card_path(card.pk, card.title)).content.decode()
        assert words in text, days


@pytest.mark.parametrize("how_many", [1, 12])
def test_a_list_makes_the_same_number_of_queries(
    client, register, how_many, django_assert_num_queries
):
    for number in range(how_many):
        published(f"Praktyka {number}", unit_uid="120617")
    search.rebuild(now=NOW)
    path = reverse("practices:cards") + "?q=praktyce"
    client.get(path)
    with django_assert_num_queries(6):
        answer = client.get(path)
    assert answer.content.decode().count("<h2><a") == how_many


def test_a_card_makes_the_same_number_of_queries(
    client, card, django_assert_max_num_queries
):
    path = card_path(card.pk, card.title)
    client.get(path)
    with django_assert_max_num_queries(11):
        client.get(path)


def test_a_spreadsheet_computes_nothing_of_a_title(client, register):
    published('=HYPERLINK("x")')
    text = client.get(reverse("practices:cards-file", args=["csv"])).content.decode()
    assert "'=HYPERLINK" in text


def test_units_and_indicators_show_their_practices(rf, card):
    from miara.units import public as units

    request = rf.get("/")
    request.received_at = NOW
    shown = slots.render("unit-page", request, {"unit": units.unit_by_uid("120617")})
    assert "Autobus na telefon" in shown
    other = slots.render("unit-page", request, {"unit": units.unit_by_uid("120102")})
    assert "Autobus" not in other


def test_an_indicator_shows_practices_that_aimed_at_it(rf, register):
    from miara.practices.domain.content import Result

    published(
        "Mniej pożarów", results=(Result("Pożary", indicator="fires", is_aim=True),)
    )
    request = rf.get("/")
    block = slots.render("indicator-page", request, {"about": {"code": "fires"}})
    assert "Mniej pożarów" in block
    assert "Mniej" not in slots.render(
        "indicator-page", request, {"about": {"code": "births"}}
    )
    context = {"about": {"code": "fires"}}
    assert slots.overspending("indicator-page", request, context) == []


def test_practices_of_similar_units_come_first(client, settings):
    from tests.factories.vintages import publish_small_vintage

    from miara.indicators import public as indicators
    from miara.practices.domain.content import Result

    publish_small_vintage(settings)
    aimed = (Result("Pożary", indicator="fires_per_1000", is_aim=True),)
    like = indicators.likes_of_unit("120617")[-1].uid
    published("Podobna", unit_uid=like, results=aimed)
    published("Daleka", unit_uid="1206", results=aimed)
    path = "/wskazniki/fires_per_1000/"

    def block(query=""):
        html = client.get(path + query).content.decode()
        return html.split('<section id="praktyki">')[1].split("</section>")[0]

    assert block().index("Daleka") < block().index("Podobna")  # the newest first
    assert "podobnych" not in block() + block("?j=999999")
    near = block("?j=120617")
    assert near.index("Podobna") < near.index("Daleka")
    assert "jednostek podobnych do: Gmina Zielonki" in near.replace("\xa0", " ")
    assert near.count("(podobna)") == 1


def test_a_card_is_found_by_another_form_and_a_facet(client, card):
    published("Żłobek w remizie", section="social", began_on=None)
    search.rebuild(now=NOW)
    path = reverse("practices:cards")
    text = client.get(path, {"q": "zlobka remizy"}).content.decode()
    assert "<mark>Żłobek</mark>" in text
    assert "Autobus na telefon" not in text
    text = client.get(path, {"q": "w Zielonkach"}).content.decode()
    assert "Autobus" in text
    assert "remizie" not in text
    text = client.get(path, {"dzial": "social"}).content.decode()
    assert "Żłobek w remizie" in text
    assert "Autobus na telefon" not in text
    assert "Usługi techniczne" in text  # may still be chosen beside it


def test_a_change_reaches_the_index_with_its_transaction(client, card):
    search.rebuild(now=NOW)
    cards.write_card(card, content("Pociąg na telefon"), by=None, now=NOW)
    cards.publish_card(card, by=None, now=NOW)
    search.follow(now=NOW)
    path = reverse("practices:cards")
    assert "Pociąg" in client.get(path, {"q": "pociągiem"}).content.decode()
