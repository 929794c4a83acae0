"""From a number that looks wrong to an answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.vintages import PUBLISHED_AT, publish_small_vintage

from miara.accounts import public as accounts
from miara.audit.models import Event
from miara.core import visitor_limits
from miara.indicators.actions.error_report_handling import (
    AlreadyAnswered,
    answer_report,
    erase_old_reports,
    report_error,
)
from miara.indicators.models import ErrorReport
from miara.indicators.queries.error_report_subject import (
    UnknownNumber,
    counts,
    reported_number,
    reports_for_operator,
)
from miara.notifications.models import Message
from miara.notifications.public import save_template

PAGE = "/zglos-blad/?w=fires_per_1000&j=120617&o=2020"
TEXT = "W naszym sprawozdaniu jest 35 pożarów."
ANSWER = "Sprawdziliśmy w zestawieniu źródła."
NOW = PUBLISHED_AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def small_country(db, settings):
    visitor_limits.limits.forget()
    return publish_small_vintage(settings)


@pytest.fixture
def operator():
    return accounts.User.objects.create(email="operator@example.org", is_staff=True)


def logged_in(user):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def report(now=NOW, reply_to="jan@example.org", language="pl"):
    return report_error(
        number=reported_number("fires_per_1000", "120617", "2020"),
        text=TEXT,
        reply_to=reply_to,
        language=language,
        by=None,
        now=now,
    )


def test_anybody_reports_the_number_they_see(client, small_country):
    page = client.get(PAGE).content.decode()
    assert "Zielonki" in page
    assert "Pożary na 1000 mieszkańców" in page
    response = client.post(PAGE, {"text": TEXT, "reply_to": "jan@example.org"})
    assert response.status_code == 200
    row = ErrorReport.objects.get()
    number = reported_number("fires_per_1000", "120617", "2020")
    assert number.value is not None
    assert (row.indicator, row.unit_uid, row.period, row.shown_value) == (
        "fires_per_1000",
        "120617",
        "2020",
        number.value,
    )
    assert row.vintage_id == small_country.vintage_id
    assert not Message.objects.exists()  # nothing goes to an address nobody checked
    event = Event.objects.get(kind="indicators.error.reported")
    assert "jan@example.org" not in str(event.after)


def test_a_number_of_a_file_is_reported_under_its_series(client, operator):
    path = "/zglos-blad/?w=population&j=120617&o=2020"
    number = reported_number("population", "120617", "2020")
    assert number.value is not None
    assert f"{number.value:.0f}"[-3:] in client.get(path).content.decode()
    client.post(path, {"text": TEXT, "reply_to": ""})
    row = ErrorReport.objects.get()
    assert (row.indicator, row.shown_value) == ("population", number.value)
    desk = logged_in(operator).get("/operator/zgloszenia/").content.decode()
    assert number.entry.title.in_language("pl") in desk
    assert reported_number("population", "120617", "1990").value is None


def test_an_address_is_not_needed(client):
    assert client.post(PAGE, {"text": TEXT}).status_code == 200
    assert ErrorReport.objects.get().reply_to == ""


def test_a_city_is_reported_at_the_level_looked_at():
    low = reported_number("fires_per_1000", "126101", "2020")
    high = reported_number("fires_per_1000", "1261", "2020")
    assert low.unit.code == high.unit.code == "126101"
    assert low.value is not None
    assert high.value is not None
    assert reported_number("fires_per_1000", "126101").value is None


@pytest.mark.parametrize(
    "query",
    ["w=nothing&j=120617", "w=fires_per_1000&j=999999", "w=fires_per_1000&j=²",
     "w=fires_per_1000&j=120617&o=x", "w=fires_per_1000&j=120617&as_of=x"],
)  # fmt: skip
def test_what_names_no_number_is_not_found(client, query):
    assert client.get(f"/zglos-blad/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["", "j=120617", "w=fires_per_1000&j=&o=2020"])
def test_without_a_number_the_page_says_how_to_find_one(client, query):
    response = client.get(f"/zglos-blad/?{query}")
    assert response.status_code == 200
    assert 'name="text"' not in response.content.decode()
    with pytest.raises(UnknownNumber):
        reported_number("", "")


def test_programs_and_floods_are_stopped(client, monkeypatch):
    client.post(PAGE, {"text": TEXT, "website": "x"})
    assert not ErrorReport.objects.exists()
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 1)
    assert client.post(PAGE, {"text": TEXT}).status_code == 200
    assert client.post(PAGE, {"text": TEXT}).status_code == 422
    other = client.post(PAGE, {"text": TEXT}, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 200
    assert ErrorReport.objects.count() == 2


def test_no_network_address_is_kept(client):
    client.post(PAGE, {"text": TEXT}, REMOTE_ADDR="192.0.2.77")
    kept = vars(visitor_limits.limits)
    assert sum(kept["_counts"].values()) == 2  # the visitor's and everybody's
    assert "192.0.2.77" not in str(kept)
    for model in (ErrorReport, Event):
        assert "192.0.2.77" not in str(list(model.objects.values()))


def test_the_count_begins_anew_with_each_hour():
    limits = visitor_limits.HourlyLimits()
    assert [limits.count("f", "a", NOW)[0] for _ in range(3)] == [1, 2, 3]
    assert limits.count("f", "b", NOW) == (1, 4)
    assert limits.count("g", "a", NOW) == (1, 1)
    assert limits.count("f", "a", NOW + timedelta(hours=1)) == (1, 1)


def test_what_was_written_stays_after_a_mistake(client):
    response = client.post(PAGE, {"text": "za krótko", "reply_to": "nobody"})
    assert response.status_code == 422
    assert "za krótko" in response.content.decode()
    assert not ErrorReport.objects.exists()


def test_the_operator_answers_and_the_person_gets_a_mail(operator):
    row = report(now=timezone.now())
    client = logged_in(operator)
    queue = client.get("/operator/zgloszenia/").content.decode()
    assert "gmina Zielonki" in queue
    page = f"/operator/zgloszenia/{row.pk}/"
    assert TEXT in client.get(page).content.decode()
    assert client.post(page, {"state": "NEW", "answer": ANSWER}).status_code == 422
    answered = client.post(page, {"state": "CORRECTED", "answer": ANSWER}, follow=True)
    assert ANSWER in answered.content.decode()
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == (
        "CORRECTED",
        ANSWER,
        str(operator.pk),
    )
    message = Message.objects.get()
    assert message.recipient == "jan@example.org"
    assert ANSWER in message.text
    assert "poprawiona" in message.text
    again = client.post(page, {"state": "REFUSED", "answer": ANSWER}, follow=True)
    assert again.status_code == 200
    row.refresh_from_db()
    assert row.state == "CORRECTED"
    assert Message.objects.count() == 1


def test_the_site_may_write_the_answer_itself(operator):
    save_template(
        owner_kind="site",
        owner_id="0",
        kind="indicators.report_answered",
        language="en",
        subject="{{ indicator }}",
        text="{{ outcome }} {{ answer }} {{ period }}",
        by=operator,
        now=NOW,
    )
    row = report(language="en")
    answer_report(report=row, state="ACCEPTED", answer=ANSWER, by=operator, now=NOW)
    text = Message.objects.get().text
    assert text.startswith("The number is wrong in its source.")
    assert ANSWER in text


def test_the_answer_is_in_the_language_of_the_report(operator):
    answer_report(
        report=report(language="en"),
        state="REFUSED",
        answer=ANSWER,
        by=operator,
        now=NOW,
    )
    assert "agrees with its source" in Message.objects.get().text


def test_two_operators_do_not_answer_twice(operator):
    row = report()
    answer_report(report=row, state="ACCEPTED", answer=ANSWER, by=operator, now=NOW)
    with pytest.raises(AlreadyAnswered):
        answer_report(report=row, state="REFUSED", answer=ANSWER, by=operator, now=NOW)
    with pytest.raises(ValueError, match="closes"):
        answer_report(report=row, state="NEW", answer=ANSWER, by=operator, now=NOW)


def test_personal_data_go_after_ninety_days(operator):
    old, young = report(now=NOW), report(now=NOW + timedelta(days=2))
    assert erase_old_reports(now=NOW + timedelta(days=90)) == 0
    assert erase_old_reports(now=NOW + timedelta(days=90, seconds=1)) == 1
    assert erase_old_reports(now=NOW + timedelta(days=90, seconds=1)) == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.text, old.reply_to) == ("", "")
    assert old.shown_value is not None
    assert (young.text, young.reply_to) == (TEXT, "jan@example.org")
    answer_report(report=old, state="ACCEPTED", answer=ANSWER, by=operator, now=NOW)
    assert not Message.objects.exists()


def test_counts_are_public_and_right(client, operator):
    for state, days in (("ACCEPTED", 1), ("CORRECTED", 3), (None, 0)):
        row = report()
        if state:
            at = NOW + timedelta(days=days)
            answer_report(report=row, state=state, answer=ANSWER, by=operator, now=at)
    found = counts()
    assert (found.total, found.waiting, found.accepted, found.corrected) == (3, 1, 1, 1)
    assert found.days_to_answer == pytest.approx(2)
    assert counts("residents_total").total == 0
    assert "2,0" in client.get("/zglos-blad/").content.decode()
    assert reports_for_operator()[0].state == "NEW"
    assert {row.state for row in reports_for_operator("ACCEPTED")} == {"ACCEPTED"}


@pytest.mark.parametrize(
    ("role", "public", "desk"),
    [("anonymous", 200, 302), ("reader", 200, 403), ("operator", 200, 200)],
)
def test_every_role_at_every_address(role, public, desk):
    row = report()
    client = Client()
    if role != "anonymous":
        user = accounts.User.objects.create(
            email=f"{role}@example.net", is_staff=role == "operator"
        )
        client = logged_in(user)
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}{PAGE}").status_code == public
        assert client.get(f"{prefix}/operator/zgloszenia/").status_code == desk
        one = f"{prefix}/operator/zgloszenia/{row.pk}/"
        assert client.get(one).status_code == desk
    refused = client.post(one, {"state": "REFUSED", "answer": ANSWER}).status_code
    assert refused == {200: 302}.get(desk, desk)
    row.refresh_from_db()
    assert (row.state == "REFUSED") == (role == "operator")


def test_the_queue_costs_the_same_for_one_and_for_many(
    operator, django_assert_num_queries
):
    client = logged_in(operator)
    report()
    client.get("/operator/zgloszenia/")
    with django_assert_num_queries(7):
        client.get("/operator/zgloszenia/")
    report()
    report()
    with django_assert_num_queries(7):
        client.get("/operator/zgloszenia/")
