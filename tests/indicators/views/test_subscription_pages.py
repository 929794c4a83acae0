"""From asking for mail to ending it, as a person and as a mail program."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.factories.vintages import (
    BUILT_AT,
    PUBLISHED_AT,
    publish,
    publish_small_vintage,
    small_world,
)

from miara.accounts import public as accounts
from miara.audit.models import Event
from miara.core import visitor_limits
from miara.indicators.actions.alerts_digest import send_alerts
from miara.indicators.actions.subscription_lifecycle import (
    confirm_subscription,
    end_subscription,
    erase_unconfirmed,
    subscribe,
)
from miara.indicators.models import Publication, Subscription
from miara.notifications.actions import send_due
from miara.notifications.models import Message
from miara.notifications.public import save_template

PAGE = "/jednostki/120617-zielonki/powiadomienia/"
EMAIL = "jan@example.org"
LATER = PUBLISHED_AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def small_country(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    visitor_limits.limits.forget()
    publish_small_vintage(settings)
    Publication.objects.all().delete()
    publish(small_world().ids["first"], at=BUILT_AT)


def follow(email=EMAIL, *, unit="120617", at=BUILT_AT, language="pl"):
    """A confirmed subscription."""
    subscribe(email=email, unit_uid=unit, language=language, now=at)
    row = Subscription.objects.get(email=email, unit_uid=unit)
    return confirm_subscription(token=row.token, now=at)


def new_numbers():
    return publish(small_world().ids["current"], at=PUBLISHED_AT)


def digests():
    return Message.objects.filter(kind="indicators.unit_changed").order_by("pk")


def test_the_whole_journey(client):
    asked = client.post(PAGE, {"email": " Jan@Example.org "})
    assert asked.status_code == 200
    row = Subscription.objects.get()
    assert (row.email, row.unit_uid, row.confirmed_at) == (EMAIL, "120617", None)
    message = Message.objects.get()
    (address,) = re.findall(
        r"http://127\.0\.0\.1:8000(/powiadomienia/\S+/)\n", message.text
    )[:1]
    opened = client.get(address)
    assert opened.status_code == 200
    assert Subscription.objects.get().confirmed_at is None  # opening is not confirming
    assert client.post(address).status_code == 200
    assert Subscription.objects.get().confirmed_at is not None
    end = f"{address}koniec/"
    assert client.get(end).status_code == 200
    assert Subscription.objects.count() == 1
    assert client.post(end).status_code == 200
    assert Subscription.objects.count() == 0
    assert client.get(end).status_code == 410
    assert client.get(address).status_code == 410
    assert EMAIL not in str(list(Event.objects.values("before", "after", "kind")))


def test_a_mail_program_ends_it_with_one_post():
    row = follow()
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(
        f"/powiadomienia/{row.token}/koniec/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200
    assert not Subscription.objects.exists()
    assert strict.post(f"/powiadomienia/{row.token}/koniec/").status_code == 200


def test_confirming_needs_our_own_form():
    subscribe(email=EMAIL, unit_uid="120617", language="pl", now=timezone.now())
    row = Subscription.objects.get()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/powiadomienia/{row.token}/").status_code == 403
    assert Subscription.objects.get().confirmed_at is None


def test_asking_again_tells_nothing_and_sends_no_flood(client):
    first = client.post(PAGE, {"email": EMAIL}).content
    second = client.post(PAGE, {"email": EMAIL}).content
    follow("known@example.org")
    third = client.post(PAGE, {"email": "known@example.org"}).content

    def words(page):
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())

    assert words(first) == words(second) == words(third)
    sent_to = list(Message.objects.values_list("recipient", flat=True))
    assert sorted(sent_to) == [EMAIL, "known@example.org"]


def test_programs_and_floods_are_stopped(client, monkeypatch):
    client.post(PAGE, {"email": EMAIL, "website": "https://spam.example"})
    assert not Subscription.objects.exists()
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 2)
    answers = [
        client.post(PAGE, {"email": f"x{i}@example.org"}).status_code for i in range(4)
    ]
    assert answers == [200, 200, 422, 422]
    assert Subscription.objects.count() == 2


def test_bad_addresses_are_refused_with_reasons(client):
    response = client.post(PAGE, {"email": "nobody"})
    assert response.status_code == 422
    assert "id_email" in response.content.decode()
    assert client.get("/jednostki/999999/powiadomienia/").status_code == 404
    moved = client.get("/jednostki/120617/powiadomienia/")
    assert moved.headers["Location"] == PAGE


def test_requests_nobody_confirmed_are_erased_after_two_weeks():
    subscribe(email=EMAIL, unit_uid="120617", language="pl", now=BUILT_AT)
    follow("kept@example.org")
    token = Subscription.objects.get(email=EMAIL).token
    assert erase_unconfirmed(now=BUILT_AT + timedelta(days=13)) == 0
    assert erase_unconfirmed(now=BUILT_AT + timedelta(days=14, seconds=1)) == 1
    assert Subscription.objects.get().email == "kept@example.org"
    late = BUILT_AT + timedelta(days=15)
    assert confirm_subscription(token=token, now=late) is None
    assert end_subscription(token=token, now=late) is False


def test_a_link_opened_too_late_confirms_nothing():
    subscribe(email=EMAIL, unit_uid="120617", language="pl", now=BUILT_AT)
    token = Subscription.objects.get().token
    late = BUILT_AT + timedelta(days=15)
    assert confirm_subscription(token=token, now=late) is None
    assert Subscription.objects.get().confirmed_at is None


def test_a_publication_that_changes_the_unit_is_told_once():
    follow()
    assert send_alerts(now=BUILT_AT).mailed == 0
    new_numbers()
    assert send_alerts(now=LATER).mailed == 1
    assert send_alerts(now=LATER + timedelta(minutes=10)).mailed == 0
    (digest,) = digests()
    assert "gmina Zielonki" in digest.subject
    assert re.search(r"Pożary na 1000 mieszkańców, 2020: \S+ → \S+", digest.text)
    assert "/jednostki/120617-zielonki/" in digest.text
    assert Subscription.objects.get().token in digest.unsubscribe_url


def test_the_site_may_write_the_mail_itself():
    operator = accounts.create_operator(
        email="op@miara.example", password="dluga-lipowa-aleja-7", now=BUILT_AT
    )
    save_template(
        owner_kind="site",
        owner_id="0",
        kind="indicators.unit_changed",
        language="en",
        subject="{{ unit }}: {{ count }}",
        text="{{ changes }}\n{{ address }}\n{{ unsubscribe_url }}",
        by=operator,
        now=BUILT_AT,
    )
    follow(language="en")
    new_numbers()
    send_alerts(now=LATER)
    (digest,) = digests()
    first, *_rest = digest.text.splitlines()
    assert re.fullmatch(r"- .+, 20\d\d: \S+ → \S+( \S+)*", first)
    assert f"/{Subscription.objects.get().token}/koniec/" in digest.text


def test_the_mail_carries_the_headers_of_one_press_ending():
    follow()
    new_numbers()
    send_alerts(now=LATER)
    Message.objects.exclude(kind="indicators.unit_changed").delete()
    send_due(LATER)
    (sent,) = mail.outbox
    token = Subscription.objects.get().token
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/powiadomienia/{token}/koniec/" in sent.extra_headers["List-Unsubscribe"]


def test_who_began_after_the_publication_is_not_told_about_it():
    new_numbers()
    follow(at=LATER)
    assert send_alerts(now=LATER + timedelta(minutes=1)).mailed == 0


def test_a_number_that_went_and_came_back_is_no_news():
    follow()
    publish(small_world().ids["current"], at=PUBLISHED_AT)
    publish(small_world().ids["first"], at=PUBLISHED_AT + timedelta(minutes=1))
    result = send_alerts(now=LATER)
    assert (result.mailed, result.unchanged) == (0, 1)
    assert not digests()


def test_everybody_is_told_in_their_language_about_their_unit():
    follow("a@example.org")
    follow("b@example.org", language="en")
    follow("c@example.org", unit="126101")
    subscribe(email="d@example.org", unit_uid="120617", language="pl", now=BUILT_AT)
    new_numbers()
    assert send_alerts(now=LATER).mailed == 3
    subjects = {m.recipient: m.subject for m in digests()}
    assert set(subjects) == {"a@example.org", "b@example.org", "c@example.org"}
    assert "municipality of Zielonki" in subjects["b@example.org"]
    assert "Kraków" in subjects["c@example.org"]


def test_a_crash_half_way_neither_loses_nor_repeats(monkeypatch):
    from miara.indicators.actions import alerts_digest

    for name in "abc":
        follow(f"{name}@example.org")
    new_numbers()
    real, calls = alerts_digest._enqueue, []

    def breaks(row, changes, now):
        calls.append(row.email)
        if len(calls) == 2:
            raise RuntimeError
        real(row, changes, now)

    monkeypatch.setattr(alerts_digest, "_enqueue", breaks)
    with pytest.raises(RuntimeError):
        send_alerts(now=LATER)
    monkeypatch.setattr(alerts_digest, "_enqueue", real)
    assert send_alerts(now=LATER).mailed == 2
    assert sorted(m.recipient for m in digests()) == [
        f"{name}@example.org" for name in "abc"
    ]


@pytest.mark.parametrize("role", ["anonymous", "reader", "operator"])
def test_the_pages_are_for_everybody(role):
    row = follow()
    client = Client()
    if role != "anonymous":
        user = accounts.User.objects.create(
            email=f"{role}@example.org", is_staff=role == "operator"
        )
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    for path in (
        PAGE,
        f"/en{PAGE}",
        f"/powiadomienia/{row.token}/",
        f"/powiadomienia/{row.token}/koniec/",
        "/zmiany.atom",
    ):
        assert client.get(path).status_code == 200


def test_the_calendar_does_it():
    from miara.indicators import alerts_tasks

    follow()
    new_numbers()
    assert alerts_tasks.alerts(LATER) == {"mailed": 1, "unchanged": 0}
    assert alerts_tasks.erase(LATER) == {"subscriptions": 0, "reports": 0}
