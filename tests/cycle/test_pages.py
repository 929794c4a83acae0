"""Pages of the calendar, by role."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.plans import UNIT

from miara.cycle.models import Absence, CycleSettings, PlanYear, Term

HOME = "/jednostki/120617-zielonki/plany/kalendarz"


@pytest.fixture
def year(office, enter):
    """This year, opened on its page by the planner."""
    number = timezone.localdate().year
    planner = enter(office.people["planner"])
    answer = planner.post(f"{HOME}/", {"year": number, "calendar": "small-rural"})
    assert answer.status_code == 302
    return PlanYear.objects.get(unit_uid=UNIT, year=number)


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        (None, (302, 302)),
        ("stranger", (403, 403)),
        ("reader", (200, 403)),
        ("planner", (200, 200)),
    ],
)
def test_roles_at_each_page(office, year, enter, who, statuses):
    reads, plans = statuses
    client = enter(office.people.get(who))
    term = year.terms.earliest("pk")
    assert client.get(f"{HOME}/").status_code == reads
    assert client.get(f"{HOME}/{year.year}/").status_code == reads
    assert client.get(f"{HOME}/termin/{term.pk}/").status_code == reads
    assert client.get(f"{HOME}/ustawienia/").status_code == plans
    assert client.get(f"{HOME}/{year.year}/nowy-termin/").status_code == plans
    assert client.get(f"{HOME}/1999/").status_code in {404, 302, 403}


def test_a_year_is_shown_as_a_table_with_what_was_not_checked(office, year, enter):
    page = enter(office.people["reader"]).get(f"{HOME}/{year.year}/").content.decode()
    assert "Raport o\u00a0stanie gminy" in page
    assert "dzień podany w publikacji, niesprawdzony w akcie" in page
    assert "Zrobiono 0 z\u00a023 terminów." in page
    assert "Zamknij rok" not in page


def test_the_number_of_queries_does_not_grow_with_terms(
    office, year, enter, django_assert_num_queries
):
    client = enter(office.people["reader"])
    url = f"{HOME}/{year.year}/"
    client.get(url)
    keep = [term.pk for term in year.terms.order_by("pk")[:3]]
    year.terms.exclude(pk__in=keep).delete()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as three:
        client.get(url)
    year.terms.exclude(pk=keep[0]).delete()
    with django_assert_num_queries(len(three)):
        client.get(url)


def test_a_planner_adds_changes_finishes_and_closes(office, year, enter):
    client = enter(office.people["planner"])
    day = timezone.localdate() + timedelta(days=5)
    given = {"name": "Audyt", "due_on": day, "who": "mayor", "basis": ""}
    bad = client.post(f"{HOME}/{year.year}/nowy-termin/", {**given, "name": ""})
    assert bad.status_code == 422
    assert client.post(f"{HOME}/{year.year}/nowy-termin/", given).status_code == 302
    term = Term.objects.get(name="Audyt")
    url = f"{HOME}/termin/{term.pk}/"
    stale = {**given, "do": "change", "version": term.version - 1, "name": "Audyt 2"}
    answer = client.post(url, stale)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ktoś zapisał zmianę" in page
    assert "Audyt 2" in page
    assert f'name="version" value="{term.version}"' in page
    assert client.post(url, {**stale, "version": term.version}).status_code == 302
    assert client.post(url, {"do": "finish", "finish-note": "x"}).status_code == 302
    term.refresh_from_db()
    assert (term.name, bool(term.done_at)) == ("Audyt 2", True)
    assert client.post(url, {"do": "finish"}).status_code == 302  # told, not done again
    close = client.post(f"{HOME}/{year.year}/", {"do": "close", "reason": "Koniec."})
    assert close.status_code == 302
    assert "Koniec." in client.get(f"{HOME}/{year.year}/").content.decode()
    again = client.post(f"{HOME}/{year.year}/", {"do": "reopen", "reason": "Błąd."})
    assert again.status_code == 302


def test_the_holder_of_the_post_says_it_is_done_others_do_not(office, year, enter):
    term = year.terms.earliest("due_on")
    term.post = office.engineer
    term.save()
    url = f"{HOME}/termin/{term.pk}/"
    assert enter(office.people["reader"]).post(url, {"do": "finish"}).status_code == 403
    client = enter(office.people["engineer"])
    assert client.post(url, {"do": "finish", "finish-note": ""}).status_code == 302
    term.refresh_from_db()
    assert term.done_by == office.people["engineer"]


def test_settings_substitutes_and_the_feed(office, year, enter):
    client = enter(office.people["planner"])
    url = f"{HOME}/ustawienia/"
    told = {"do": "settings", "is_one_person": "on", "days_before": "7"}
    assert client.post(url, told).status_code == 302
    row = CycleSettings.objects.get(unit_uid=UNIT)
    assert (row.is_one_person, row.sends_reminders, row.days_before) == (True, False, 7)
    day = timezone.localdate()
    away = {
        "do": "absence",
        "absence-post": office.engineer.pk,
        "absence-since": day,
        "absence-until": day - timedelta(days=1),
    }
    assert client.post(url, away).status_code == 422
    away["absence-until"] = day
    assert client.post(url, away).status_code == 302
    absence = Absence.objects.get()
    assert "Inżynier: nieobecność" in client.get(url).content.decode()
    client.post(url, {"do": "end", "absence": absence.pk})
    assert not Absence.objects.exists()
    client.post(url, {"do": "feed"})
    key = CycleSettings.objects.get().feed_key
    feed = enter(None).get(f"{HOME}/{key}.ics")
    assert feed.status_code == 200
    assert feed["Content-Type"].startswith("text/calendar")
    assert feed.content.count(b"BEGIN:VEVENT") == 23
    assert client.get(f"{HOME}/{'x' * 43}.ics").status_code == 404


def test_another_units_term_is_not_found(office, year, enter):
    client = enter(office.people["planner"])
    other = "/jednostki/120611-skawina/plany/kalendarz"
    assert client.get(f"{other}/").status_code == 403
    assert client.get(f"{HOME}/termin/999999/").status_code == 404
    assert client.get("/jednostki/999999/plany/kalendarz/").status_code == 404
