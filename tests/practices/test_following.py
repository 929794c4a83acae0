"""From a search to a mail about it, and out again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.factories.practices import content, published

from miara.accounts import public as accounts
from miara.audit.models import Event
from miara.core import visitor_limits
from miara.core.schedule import run_due
from miara.notifications.actions import send_due
from miara.notifications.public import Message, save_template
from miara.practices.actions import cards
from miara.practices.actions.following import (
    FOUND,
    confirm_search,
    erase_unconfirmed,
    follow_search,
    send_search_alerts,
)
from miara.practices.errors import LongSearchError
from miara.practices.models import FollowedSearch
from miara.practices.presenters.searches import search_words
from miara.practices.queries.following import search_of_address
from miara.search import public as search

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
EMAIL = "jan@example.org"


class Clock:
    """What the whole program believes the time is."""

    def __init__(self):
        self.now = START

    def go(self, **time):
        self.now += timedelta(**time)


@pytest.fixture(autouse=True)
def clock(monkeypatch, register, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    visitor_limits.limits.forget()
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    search.rebuild(now=START)
    return clock


def publish(clock, title, **changed):
    card = published(title, now=clock.now, **changed)
    search.follow(now=clock.now)
    return card


def follow(clock, address="q=autobusem", *, email=EMAIL, language="pl"):
    """A confirmed request."""
    row = follow_search(
        search_of_address(address), email=email, language=language, by=None,
        now=clock.now, words=search_words,
    )  # fmt: skip
    return confirm_search(token=row.token, now=clock.now)


def alert(clock):
    return send_search_alerts(now=clock.now, words=search_words)


def found_mails():
    return list(Message.objects.filter(kind=FOUND).order_by("pk"))


# Asking, confirming, ending


def test_the_whole_journey(client, clock):
    path = "/praktyki/obserwuj/?q=autobusem&dzial=technical&kolejnosc=data&strona=3"
    shown = client.get(path).content.decode()
    assert "„autobusem”; Dział: " in shown
    asked = client.post(path, {"email": " Jan@Example.org "})
    assert asked.status_code == 200
    row = FollowedSearch.objects.get()
    assert (row.email, row.confirmed_at) == (EMAIL, None)
    assert row.query == "q=autobusem&dzial=technical"  # neither page nor order
    letter = Message.objects.get()
    (address,) = re.findall(
        r"http://127\.0\.0\.1:8000(/praktyki/obserwowane/\S{43}/)\n", letter.text
    )
    assert client.get(address).status_code == 200
    assert FollowedSearch.objects.get().confirmed_at is None  # opening confirms nothing
    assert client.post(address).status_code == 200
    assert FollowedSearch.objects.get().confirmed_at == clock.now
    end = f"{address}koniec/"
    assert client.get(end).status_code == 200
    assert client.post(end).status_code == 200
    assert not FollowedSearch.objects.exists()
    assert client.get(end).status_code == client.get(address).status_code == 410
    assert EMAIL not in str(list(Event.objects.values("before", "after", "kind")))


def test_a_mail_program_ends_it_with_one_post(clock):
    row = follow(clock)
    strict = Client(enforce_csrf_checks=True)
    path = f"/praktyki/obserwowane/{row.token}/"
    assert strict.post(path).status_code == 403  # confirming needs our own form
    ended = strict.post(
        f"{path}koniec/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert ended.status_code == 200
    assert not FollowedSearch.objects.exists()


def test_nothing_tells_whether_an_address_is_known(client, clock):
    path = "/praktyki/obserwuj/?q=autobus"
    pages = [client.post(path, {"email": EMAIL}).content.decode() for _ in range(2)]
    assert pages[0] == pages[1]
    assert Message.objects.count() == 1


def test_programs_and_floods_are_stopped(client, clock, monkeypatch):
    path = "/praktyki/obserwuj/"
    trapped = client.post(path, {"email": EMAIL, "website": "x"})
    assert trapped.status_code == 200
    assert not FollowedSearch.objects.exists()
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 1)
    statuses = [
        client.post(path, {"email": f"{i}@x.example"}).status_code for i in (1, 2)
    ]
    assert statuses == [200, 422]


def test_a_signed_in_reader_follows_at_once(client, clock):
    user = accounts.create_person(
        email="ewa@x.example", password=None, by=None, now=clock.now
    )
    client.force_login(user)
    path = "/praktyki/obserwuj/?q=autobusem"
    assert 'type="email"' not in client.get(path).content.decode()
    client.post(path, {"email": "inny@x.example"})
    row = FollowedSearch.objects.get()
    assert (row.email, row.confirmed_at) == ("ewa@x.example", clock.now)
    assert not Message.objects.exists()
    text = client.get("/praktyki/moja-lista/").content.decode()
    assert "„autobusem”" in text
    assert f"/praktyki/obserwowane/{row.token}/koniec/" in text


def test_a_request_nobody_confirms_is_erased(clock):
    follow_search(
        search_of_address("q=a"), email=EMAIL, language="pl", by=None,
        now=clock.now, words=search_words,
    )  # fmt: skip
    clock.go(days=14)
    assert erase_unconfirmed(now=clock.now) == 0
    clock.go(minutes=1)
    assert erase_unconfirmed(now=clock.now) == 1


def test_a_search_with_too_many_choices_is_refused(clock):
    address = "&".join(f"rok={year}" for year in range(1, 180))
    with pytest.raises(LongSearchError):
        follow(clock, address)


# Telling


def test_what_is_new_is_told_once(clock):
    publish(clock, "Autobus na telefon")
    clock.go(hours=2)
    row = follow(clock)
    clock.go(days=1)
    assert alert(clock).mailed == 0  # it was there before
    publish(clock, "Autobusy nocne")
    publish(clock, "Żłobek")
    clock.go(hours=1)
    assert alert(clock).mailed == 1
    assert alert(clock).mailed == 0
    (letter,) = found_mails()
    assert "Autobusy nocne (nowa)" in letter.text
    assert "telefon" not in letter.text
    assert "Żłobek" not in letter.text
    assert "/praktyki/?q=autobusem" in letter.text
    assert letter.unsubscribe_url.endswith(f"/obserwowane/{row.token}/koniec/")
    assert letter.subject.startswith("1 praktyka dla Ciebie")


def test_the_mail_carries_the_one_click_header(clock):
    follow(clock)
    clock.go(hours=1)
    publish(clock, "Autobus")
    clock.go(hours=1)
    alert(clock)
    Message.objects.exclude(kind=FOUND).delete()
    send_due(clock.now)
    (sent,) = mail.outbox
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_change_is_told_as_a_change(clock):
    card = publish(clock, "Autobus na telefon")
    clock.go(hours=1)
    follow(clock)
    clock.go(hours=1)
    cards.write_card(card, content("Autobus na telefon i bus"), by=None, now=clock.now)
    cards.publish_card(card, by=None, now=clock.now)
    search.follow(now=clock.now)
    clock.go(hours=1)
    alert(clock)
    assert "i bus (zmieniona)" in found_mails()[0].text


def test_what_is_hidden_or_archived_is_not_told(clock):
    follow(clock)
    clock.go(hours=1)
    old = publish(clock, "Autobus")
    cards.archive_card(old, reason="ENDED", note="Koniec.", by=None, now=clock.now)
    cards.create_card(content("Autobus szkic"), by=None, now=clock.now)
    search.follow(now=clock.now)
    clock.go(hours=1)
    assert alert(clock).mailed == 0


def test_what_the_index_may_not_have_waits_for_the_next_day(clock):
    follow(clock)
    clock.go(hours=1)
    card = published("Autobus", now=clock.now)  # the index does not know yet
    clock.go(minutes=5)
    assert alert(clock).mailed == 0
    search.follow(now=clock.now)
    clock.go(days=1)
    assert alert(clock).mailed == 1
    assert card.title in found_mails()[0].text


def test_without_an_index_nobody_is_passed_over(clock, settings, tmp_path):
    follow(clock)
    clock.go(hours=1)
    publish(clock, "Autobus")
    clock.go(hours=1)
    there = settings.SEARCH_DIR
    settings.SEARCH_DIR = tmp_path / "nowhere"
    assert alert(clock).postponed == 1
    settings.SEARCH_DIR = there
    assert alert(clock).mailed == 1


def test_a_near_miss_is_no_news(clock):
    follow(clock, "q=autobus+wodorowy")  # half of it is found
    clock.go(hours=1)
    publish(clock, "Autobus")
    clock.go(hours=1)
    assert alert(clock).mailed == 0


def test_facets_narrow_and_each_reader_gets_their_language(clock):
    follow(clock, "dzial=social", language="en", email="a@x.example")
    follow(clock, "wojewodztwo=12", email="b@x.example")
    clock.go(hours=1)
    publish(clock, "Żłobek w remizie", section="social")
    publish(clock, "Autobus", unit_uid="120617")
    clock.go(hours=1)
    assert alert(clock).mailed == 2
    english, polish = found_mails()
    assert "(new)" in english.text
    assert "/en/praktyki/?dzial=social" in english.text
    assert "Autobus" not in english.text
    assert "małopolskie" in polish.text
    assert "Żłobek" not in polish.text


def test_many_are_counted_beyond_the_limit(clock):
    follow(clock, "")
    clock.go(hours=1)
    for number in range(23):
        published(f"Praktyka {number}", now=clock.now)
    search.follow(now=clock.now)
    clock.go(hours=1)
    alert(clock)
    (letter,) = found_mails()
    assert letter.text.count("(nowa)") == 20
    assert "i jeszcze 3" in letter.text


def test_the_site_may_write_the_letter_anew(clock):
    operator = accounts.create_operator(
        email="op@x.example", password=None, now=clock.now
    )
    save_template(
        owner_kind="site", owner_id="0", kind=FOUND, language="pl", subject="Nowe",
        text="{{ practices }} {{ unsubscribe_url }}", by=operator, now=clock.now,
    )  # fmt: skip
    follow(clock)
    clock.go(hours=1)
    publish(clock, "Autobus")
    clock.go(hours=1)
    alert(clock)
    assert found_mails()[0].subject == "Nowe"


def test_the_calendar_tells(clock):
    follow(clock)
    clock.go(hours=1)
    publish(clock, "Autobus")
    clock.now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    run_due(clock.now)
    assert len(found_mails()) == 1
