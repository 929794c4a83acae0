"""The newsletter: nobody gets it who did not confirm, everybody can end it at once."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.portal import NOW, published_news

from miara.audit.models import Event
from miara.notifications.models import Message
from miara.portal.actions.newsletter import (
    change_newsletter,
    confirm_newsletter,
    end_newsletter,
    erase_unconfirmed,
    order_newsletter,
    send_newsletters,
)
from miara.portal.models import NewsletterOrder

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def order(email="jan@example.org", chosen=("invitation",), period="WEEK", **changed):
    return order_newsletter(
        email=email,
        chosen=chosen,
        period=period,
        **{"language": "pl", "now": NOW} | changed,
    )


def confirmed(**changed):
    row = order(**changed)
    confirm_newsletter(token=row.token, now=NOW)
    Message.objects.all().delete()
    return row


def test_a_request_gets_one_letter_with_the_link():
    row = order()
    (letter,) = Message.objects.all()
    assert f"/newsletter/{row.token}/" in letter.text
    assert "Zaproszenia" in letter.text
    order(now=NOW + timedelta(minutes=5))
    assert Message.objects.count() == 1
    assert send_newsletters(now=NOW + 2 * WEEK).mailed == 0


def test_the_last_wish_before_confirming_counts_and_a_stranger_changes_nothing():
    order()
    order(chosen=("law",), period="MONTH", now=NOW + timedelta(hours=2))
    row = NewsletterOrder.objects.get()
    assert (row.categories, row.period) == ("law", "MONTH")
    confirm_newsletter(token=row.token, now=NOW)
    order(chosen=("news",), now=NOW + timedelta(days=3))
    row.refresh_from_db()
    assert row.categories == "law"
    assert Message.objects.count() == 2


def test_one_mail_a_period_with_chosen_categories_alone(site):
    row = confirmed()
    published_news("Stare", site=site, now=NOW - timedelta(days=1))
    published_news("Prawo", site=site, category="law", now=NOW + timedelta(days=1))
    published_news("Spotkanie", site=site, now=NOW + timedelta(days=2))
    assert send_newsletters(now=NOW + timedelta(days=3)).mailed == 0
    assert send_newsletters(now=NOW + WEEK).mailed == 1
    (letter,) = Message.objects.all()
    assert "Spotkanie" in letter.text
    assert "Prawo" not in letter.text
    assert "Stare" not in letter.text
    assert f"/newsletter/{row.token}/koniec/" in letter.text
    assert letter.unsubscribe_url.endswith(f"/newsletter/{row.token}/koniec/")
    assert send_newsletters(now=NOW + WEEK).mailed == 0
    assert send_newsletters(now=NOW + 2 * WEEK).mailed == 0
    assert Message.objects.count() == 1


def test_a_month_is_longer_than_a_week(site):
    confirmed(period="MONTH")
    published_news(site=site, now=NOW + timedelta(days=1))
    assert send_newsletters(now=NOW + WEEK).mailed == 0
    assert send_newsletters(now=NOW + 4 * WEEK).mailed == 1


def test_readers_get_their_language(site):
    confirmed(language="en")
    published_news(
        site=site, title_en="Invitation", lead_en="Come.", now=NOW + timedelta(days=1)
    )
    send_newsletters(now=NOW + WEEK)
    letter = Message.objects.get()
    assert "- Invitation" in letter.text
    assert "/en/aktualnosci/" in letter.text


def test_ending_erases_the_address_and_late_requests_are_erased():
    row = confirmed()
    assert end_newsletter(token=row.token, now=NOW) is True
    assert end_newsletter(token=row.token, now=NOW) is False
    order(email="ola@example.org")
    assert erase_unconfirmed(now=NOW + timedelta(days=13)) == 0
    assert erase_unconfirmed(now=NOW + timedelta(days=15)) == 1
    assert not NewsletterOrder.objects.exists()


def test_a_reader_orders_confirms_and_ends_on_pages(client):
    page = client.get("/newsletter/").content.decode()
    assert page.count('type="checkbox"') == 6
    sent = {"email": "Jan@example.org", "chosen": ["law"], "period": "WEEK"}
    assert client.post("/newsletter/", sent).status_code == 200
    row = NewsletterOrder.objects.get()
    assert (row.email, row.categories) == ("jan@example.org", "law")
    link = f"/newsletter/{row.token}/"
    client.get(link)
    row.refresh_from_db()
    assert row.confirmed_at is None
    client.post(link)
    row.refresh_from_db()
    assert row.confirmed_at is not None
    assert client.get(f"{link}koniec/").status_code == 200
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.post(f"{link}koniec/").status_code == 200
    assert not NewsletterOrder.objects.exists()
    assert client.get(link).status_code == 410
    assert client.get(f"{link}koniec/").status_code == 410


@pytest.mark.parametrize(
    "wrong",
    [{"email": "zły"}, {"chosen": []}, {"chosen": ["nie-ma"]}, {"period": "DAY"}],
)
def test_wrong_input_is_told(client, wrong):
    sent = {"email": "jan@example.org", "chosen": ["law"], "period": "WEEK"}
    assert client.post("/newsletter/", sent | wrong).status_code == 422
    assert not NewsletterOrder.objects.exists()


def test_a_program_that_fills_everything_learns_nothing(client):
    sent = {"email": "a@b.example", "chosen": ["law"], "period": "WEEK", "website": "x"}
    assert client.post("/newsletter/", sent).status_code == 200
    assert not NewsletterOrder.objects.exists()


def test_choices_are_changed_by_the_link_of_the_mail(client, site):
    row = confirmed()
    published_news("Prawo", site=site, category="law", now=NOW + timedelta(days=2))
    published_news("Spotkanie", site=site, now=NOW + timedelta(days=2))
    send_newsletters(now=NOW + WEEK)
    link = f"/newsletter/{row.token}/zmien/"
    assert link in Message.objects.get().text
    page = client.get(link).content.decode()
    assert page.count(" checked") == 2  # the category and the period
    assert row.email not in page
    assert client.post(link, {"chosen": [], "period": "WEEK"}).status_code == 422
    assert client.post(link, {"chosen": ["x"], "period": "DAY"}).status_code == 422
    done = client.post(link, {"chosen": ["law", "news"], "period": "MONTH"})
    assert done.status_code == 200
    row.refresh_from_db()
    assert (row.categories, row.period) == ("news,law", "MONTH")
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-1] == "portal.newsletter_changed"
    assert "example.org" not in str(list(Event.objects.values("before", "after")))


def test_changing_confirms_nothing_and_an_ended_order_is_gone(client):
    row = order()
    assert change_newsletter(token=row.token, chosen=["law"], period="WEEK", now=NOW)
    row.refresh_from_db()
    assert (row.categories, row.confirmed_at) == ("law", None)
    end_newsletter(token=row.token, now=NOW)
    assert not change_newsletter(
        token=row.token, chosen=["law"], period="WEEK", now=NOW
    )
    assert client.get(f"/newsletter/{row.token}/zmien/").status_code == 410
