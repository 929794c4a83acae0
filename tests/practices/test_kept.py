"""The list of a signed-in reader."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.practices import NOW, published

from miara.accounts import public as accounts
from miara.practices.models import KeptCard, PracticeCard
from miara.practices.presenters.links import card_path

pytestmark = pytest.mark.django_db
LIST = "/praktyki/moja-lista/"


def reader(email="ewa@x.example"):
    user = accounts.create_person(email=email, password=None, by=None, now=NOW)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def card(register):
    return published(unit_uid="120617")


def toggle(card):
    return card_path(card.pk, card.title) + "lista/"


def test_a_reader_keeps_a_card_and_takes_it_off(client, card):
    page, path = reader(), card_path(card.pk, card.title)
    assert "Dodaj do mojej listy" in page.get(path).content.decode()
    assert page.post(toggle(card), {"do": "keep"}).headers["Location"] == path
    page.post(toggle(card), {"do": "keep"})
    assert KeptCard.objects.count() == 1
    assert "Usuń z mojej listy" in page.get(path).content.decode()
    assert "Autobus na telefon" in page.get(LIST).content.decode()
    assert "Autobus na telefon" not in reader("b@x.example").get(LIST).content.decode()
    gone = page.post(toggle(card), {"do": "drop", "from": "list"})
    assert gone.headers["Location"] == LIST
    assert not KeptCard.objects.exists()


def test_a_visitor_is_led_through_the_login_to_a_button(client, card):
    shown = client.get(card_path(card.pk, card.title)).content.decode()
    assert f'href="{toggle(card)}"' in shown
    assert "csrfmiddlewaretoken" not in shown  # no cookie for those who read
    answer = client.get(toggle(card))
    assert answer.status_code == 302
    assert "logowanie" in answer.headers["Location"]
    assert "Dodaj do mojej listy" in reader().get(toggle(card)).content.decode()


def test_what_is_no_longer_public_leaves_the_list(card):
    page = reader()
    page.post(toggle(card), {"do": "keep"})
    PracticeCard.objects.update(live=False)
    assert "Autobus" not in page.get(LIST).content.decode()
    assert page.get(toggle(card)).status_code == 404


def test_the_list_goes_along_as_a_table(card):
    page = reader()
    page.post(toggle(card), {"do": "keep"})
    text = page.get(reverse("practice-use:kept-file")).content.decode()
    assert text.splitlines()[0].lstrip("\ufeff").startswith("number,title")
    assert "Autobus na telefon" in text


@pytest.mark.parametrize("how_many", [1, 5])
def test_a_list_makes_the_same_number_of_queries(
    register, how_many, django_assert_num_queries
):
    page = reader()
    for number in range(how_many):
        page.post(toggle(published(f"P {number}", unit_uid="120617")), {"do": "keep"})
        page.post("/praktyki/obserwuj/?" + f"q=a{number}&wojewodztwo=12")
    page.get(LIST)
    with django_assert_num_queries(6):
        assert page.get(LIST).content.decode().count("<h2><a") == how_many


def test_a_closed_account_takes_its_list_along(card):
    page = reader()
    page.post(toggle(card), {"do": "keep"})
    accounts.User.objects.all().delete()
    assert not KeptCard.objects.exists()


def test_the_account_leads_to_the_list_and_the_practices_of_the_unit(db):
    text = reader().get("/konto/").content.decode()
    assert f'href="{LIST}"' in text
    assert 'href="/praktyki/nasze/"' in text
