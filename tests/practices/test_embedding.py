"""Frames for other sites: open to any site, quiet, readable, and without people."""

import re

import pytest
from django.urls import reverse
from tests.factories.practices import NOW, published

from miara.practices.actions import cards
from miara.practices.domain.addresses import address_of
from miara.practices.domain.colours import LEAST_CONTRAST, contrast, palette_of
from miara.practices.domain.content import Contact
from miara.search import public as search

pytestmark = pytest.mark.django_db
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")


@pytest.fixture
def card(register):
    contact = Contact("Urząd Gminy", "urzad@gmina.example", "", *PERSON)
    made = published(unit_uid="120617", contact=contact)
    published("Żłobek w remizie", section="social")
    search.rebuild(now=NOW)
    return made


def frames(card):
    return [
        reverse("sharing:list") + "?pole=1&tlo=102030",
        reverse("sharing:search"),
        reverse("sharing:card", args=[address_of(card.pk, card.title)]),
    ]


def test_any_site_may_show_a_frame_and_nothing_runs_in_it(client, card):
    for path in frames(card):
        answer = client.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "script-src" not in policy
        assert "X-Frame-Options" not in answer.headers
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        html = answer.content.decode()
        assert not re.search(r"<script|\sstyle=|<style|\son\w+=", html), path
        for link in re.findall(r"<a [^>]+>", html):
            assert 'target="_blank" rel="noopener"' in link
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert again.headers["Content-Security-Policy"] == policy


def test_pages_themselves_stay_closed_to_frames(client, card):
    for path in (reverse("practices:cards"), reverse("sharing:code")):
        answer = client.get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_page_of_the_code_may_show_the_frame_every_time(client, card):
    for _ in range(2):
        answer = client.get(reverse("sharing:code"))
        assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "ETag" not in answer.headers


def test_no_frame_shows_a_person(client, card):
    for path in frames(card):
        text = client.get(path).content.decode()
        assert not any(word in text for word in PERSON), path


def test_a_list_holds_what_was_asked_and_no_more(client, card):
    path = reverse("sharing:list")
    text = client.get(path, {"q": "zlobka"}).content.decode()
    assert "Żłobek" in re.sub(r"</?mark>", "", text)
    assert "Autobus na telefon" not in text
    assert client.get(path, {"ile": "1"}).content.decode().count("<h2>") == 1
    assert client.get(path, {"ile": "x"}).content.decode().count("<h2>") == 2
    assert "<form" not in client.get(path).content.decode()
    text = client.get(path, {"pole": "1", "dzial": "social"}).content.decode()
    assert '<input type="hidden" name="dzial" value="social">' in text


def test_an_old_title_leads_to_the_frame_and_keeps_the_colours(client, card):
    answer = client.get(f"/osadz/praktyki/{card.pk}-dawny/?tlo=fff")
    assert answer.status_code == 308
    assert answer.headers["Location"] == (
        f"/osadz/praktyki/{card.pk}-autobus-na-telefon/?tlo=ffffff"
    )


def test_a_frame_of_a_card_that_was_taken_out_says_so(client, card):
    card.live = False
    card.save(update_fields=["live"])
    answer = client.get(frames(card)[2])
    assert answer.status_code == 404
    assert "Tej praktyki nie ma w bazie" in answer.content.decode()
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_an_archived_card_says_so_in_its_frame(client, card):
    cards.archive_card(card, reason="ENDED", note="Wyjaśnienie.", by=None, now=NOW)
    assert "W archiwum od" in client.get(frames(card)[2]).content.decode()


@pytest.mark.parametrize(
    ("paper", "ink", "accent"),
    [
        ("ffffff", "ffffff", "ffff00"),
        ("000", "000", "111"),
        ("777777", "777777", "777777"),
        ("ffee00", "ffffff", "ff0000"),
        ("", "zielony", ""),
    ],
)
def test_every_pair_of_colours_can_be_read(paper, ink, accent):
    found = palette_of(paper, ink, accent)
    for colour in (found.ink, found.second, found.accent):
        assert contrast(colour, found.paper) >= LEAST_CONTRAST


def test_a_good_pair_of_colours_stays_as_it_is():
    found = palette_of("fff", "222222", "7a0000")
    assert (found.ink, found.accent, found.corrected) == ("#222222", "#7a0000", ())


def test_the_sheet_of_colours_holds_colours_only(client):
    path = reverse("sharing:colours")
    sheet = client.get(path, {"tlo": "fff", "tekst": "red;} body{x"}).content.decode()
    assert "--paper: #ffffff;" in sheet
    assert "red" not in sheet
    assert client.get(path)["Content-Type"].startswith("text/css")


def test_the_code_leads_to_the_frame_with_choice_and_colours(client, card):
    path = reverse("sharing:code")
    data = {"co": "lista", "dzial": "social", "tlo": "fff", "tekst": "999", "ile": "5"}
    text = client.get(path, data).content.decode()
    assert (
        "/osadz/praktyki/?dzial=social&amp;amp;tlo=ffffff&amp;amp;tekst=999999"
        "&amp;amp;ile=5" in text
    )
    assert "Zbyt mały kontrast z tłem: zamiast tego używamy #767676." in text
    text = client.get(path, {"co": "karta", "nr": str(card.pk)}).content.decode()
    assert f"/osadz/praktyki/{card.pk}-autobus-na-telefon/" in text
    assert "To nie jest kolor" in client.get(path, {"linki": "x"}).content.decode()
    assert "/osadz/praktyki/" in client.get(path, {"co": "karta"}).content.decode()


def test_list_and_card_lead_to_their_code(client, card):
    text = client.get(reverse("practices:cards"), {"dzial": "social"}).content.decode()
    assert "/praktyki/osadzanie/?co=lista&amp;dzial=social" in text
    text = client.get(f"/praktyki/{card.pk}-autobus-na-telefon/").content.decode()
    assert f"/praktyki/osadzanie/?co=karta&amp;nr={card.pk}" in text


@pytest.mark.parametrize("how_many", [1, 8])
def test_a_frame_makes_the_same_number_of_queries(
    client, register, how_many, django_assert_num_queries
):
    for number in range(how_many):
        published(f"Praktyka {number}", unit_uid="120617")
    search.rebuild(now=NOW)
    path = reverse("sharing:list")
    client.get(path)
    with django_assert_num_queries(4):
        answer = client.get(path)
    assert answer.content.decode().count("<h2>") == how_many
