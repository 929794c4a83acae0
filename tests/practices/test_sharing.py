"""A card in other places: its picture, its data for search engines."""

import json
import struct

import pytest
from tests.factories.practices import NOW, published

from miara.practices.actions import cards
from miara.practices.domain.content import Contact
from miara.practices.presenters.links import card_path
from miara.practices.presenters.picture import picture
from miara.practices.queries.cards import whole_card

pytestmark = pytest.mark.django_db
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")


@pytest.fixture
def card(register):
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "", *PERSON)
    return published(unit_uid="120617", contact=contact)


def linked(client, card):
    text = client.get(card_path(card.pk, card.title)).content.decode()
    raw = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    return json.loads(raw), text


def test_a_page_has_a_picture_for_links(client, card):
    path = f"/praktyki/{card.pk}-autobus-na-telefon.png"
    data, text = linked(client, card)
    assert f'og:image" content="http://127.0.0.1:8000{path}"' in text
    assert data["image"] == f"http://127.0.0.1:8000{path}"
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "image/png"
    assert not answer.cookies
    size = struct.unpack(">II", answer.content[16:24])
    assert size == (1200, 630)
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_picture_of_an_old_address_leads_on_and_of_a_hidden_card_is_not_there(
    client, card
):
    answer = client.get(f"/en/praktyki/{card.pk}-dawny.png")
    assert (answer.status_code, answer.headers["Location"]) == (
        308,
        f"/en/praktyki/{card.pk}-autobus-na-telefon.png",
    )
    card.live = False
    card.save(update_fields=["live"])
    path = f"/praktyki/{card.pk}-autobus-na-telefon.png"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("length", [1, 40, 200])
def test_a_picture_tells_the_whole_title_to_those_who_do_not_see_it(card, length):
    card.title = ("Dąbrowa Górnicza i " * 20)[:length]
    drawn = picture(whole_card(card.pk).card, {}, today=NOW.date()).svg
    assert "Mieszkańcy wsi" in drawn
    card.save()
    drawn = picture(whole_card(card.pk).card, {}, today=NOW.date()).svg
    assert f'<title id="practice-t">{card.title}</title>' in drawn
    assert not any(word in drawn for word in PERSON)


def test_search_engines_learn_what_it_is_and_whether_it_is_current(client, card):
    data, _text = linked(client, card)
    assert data["@type"] == "Article"
    assert data["keywords"][0] == "Usługi techniczne"
    assert data["spatialCoverage"]["name"] == "gmina Zielonki"
    assert "creativeWorkStatus" not in data
    assert not any(word in json.dumps(data) for word in PERSON)
    newer = published("Nowy autobus")
    cards.archive_card(
        card, reason="REPLACED", note="Jest nowszy.", replaced_by=newer, by=None,
        now=NOW,
    )  # fmt: skip
    data, _text = linked(client, card)
    assert data["creativeWorkStatus"] == "Archived"
    assert data["correction"].endswith("-nowy-autobus/")
