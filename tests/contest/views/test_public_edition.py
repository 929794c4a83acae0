"""What everybody sees of an edition, and what stays behind the door."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar
from tests.factories.contest import (
    AFTER,
    CLOSES,
    DURING,
    make_entry,
    make_world,
)

from miara.contest.actions.deadline import extend_deadline
from miara.contest.actions.questions import answer_question
from miara.contest.models import (
    Edition,
    Entry,
    EntryVersion,
    Milestone,
    PublicQuestion,
    Release,
)
from miara.contest.presenters.moments import left_until
from miara.core.localized import Localized
from miara.notifications.public import Message
from miara.questionnaires.public import AnswerSheet, content_of, fill, snapshot_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_polish():
    cache.clear()
    with override("pl"):
        yield


@pytest.fixture
def at(monkeypatch):
    """Requests that reach the server at a chosen moment."""

    def set_moment(moment):
        for module in ("public", "questions", "guards"):
            monkeypatch.setattr(
                f"miara.contest.views.{module}.moment_of", lambda request: moment
            )

    return set_moment


def page(name, *more):
    return reverse(f"contest:{name}", args=["lider", "2026", *more])


def submitted(world, number=1, **fields):
    entry = make_entry(
        world,
        state="SUBMITTED",
        number=f"2026/{number:03}",
        submitted_at=DURING,
        **fields,
    )
    fill(
        sheet=entry.sheet,
        values={"title": fields.get("title", "Biblioteka nocą"), "goals": "TAJNE CELE"},
        by=world.clerk,
        now=DURING,
    )
    sealed = {"application": snapshot_of(content_of(entry.sheet)).content}
    entry.latest = EntryVersion.objects.create(
        entry=entry,
        position=1,
        reason="SUBMISSION",
        snapshot=json.dumps(sealed),
        sha256="0" * 64,
        received_at=DURING,
    )
    entry.save()
    return entry


def test_an_edition_that_is_not_announced_is_unknown(client):
    make_world(opened=False)
    for name in ("edition", "rules", "questions", "calendar", "public-entries"):
        assert client.get(page(name)).status_code == 404


def test_the_page_tells_the_time_left_by_the_clock_of_the_server(client, at):
    make_world()
    at(CLOSES - timedelta(hours=5))
    text = client.get(page("edition")).content.decode()
    assert "Zostało 5 godzin" in text
    at(CLOSES + timedelta(seconds=1))
    assert "Nabór zakończony" in client.get(page("edition")).content.decode()


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2), "zostały 2 dni"),
        (timedelta(days=2) - timedelta(seconds=1), "zostało 47 godzin"),
        (timedelta(minutes=59, seconds=59), "zostało 59 minut"),
        (timedelta(seconds=1), "została 1 minuta"),
        (timedelta(0), ""),
    ],
)
def test_time_left_is_never_said_too_long(left, words):
    assert left_until(CLOSES, CLOSES - left) == words


def test_applications_are_listed_after_the_call_and_only_public_fields(client, at):
    world = make_world()
    entry = submitted(world, title="Biblioteka nocą")
    make_entry(world, title="SZKIC")
    address = page("public-entry", entry.uid)
    at(DURING)
    assert "Biblioteka" not in client.get(page("public-entries")).content.decode()
    assert client.get(address).status_code == 404
    at(AFTER)
    text = client.get(page("public-entries")).content.decode()
    assert "Biblioteka nocą" in text
    assert "SZKIC" not in text
    shown = client.get(address).content.decode()
    assert "Biblioteka nocą" in shown
    assert "TAJNE CELE" not in shown


def test_a_correction_not_yet_submitted_stays_private(client, at):
    world = make_world()
    entry = submitted(world)
    fill(sheet=entry.sheet, values={"title": "POPRAWKA"}, by=world.clerk, now=DURING)
    at(AFTER)
    assert (
        "POPRAWKA" not in client.get(page("public-entry", entry.uid)).content.decode()
    )


def test_a_closed_list_stays_closed(client, at):
    world = make_world()
    entry = submitted(world, title="Biblioteka nocą")
    rules = world.edition.settings.model_dump(mode="json")
    rules["publicity"]["entries"] = False
    Edition.objects.update(rules=rules)
    at(AFTER)
    assert "Biblioteka" not in client.get(page("public-entries")).content.decode()
    assert client.get(page("public-entry", entry.uid)).status_code == 404


def test_the_list_is_narrowed_and_asks_a_constant_number_of_queries(client, at):
    world = make_world()
    at(AFTER)
    submitted(world, 1, title="Żłobek na osiedlu")
    submitted(world, 2, title="Kino letnie")
    url = page("public-entries")
    found = client.get(url, {"q": "zlobek"}).content.decode()
    assert "Żłobek" in found
    assert "Kino" not in found
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(3, 9):
        submitted(world, number, title=f"Projekt {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_page_of_a_large_edition_stays_small(client, at):
    world = make_world()
    first = submitted(world, title="Projekt")
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(
            version=world.edition.form,
            owner_kind="ENTRY",
            owner_id=f"e{number}",
            opened_at=DURING,
        )
        for number in range(499)
    )
    Entry.objects.bulk_create(
        Entry(
            edition=world.edition,
            unit_uid="120617",
            domain=first.domain,
            group=first.group,
            cell=first.cell,
            state="SUBMITTED",
            number=f"2026/{number + 100}",
            title=f"Projekt {number} z długim tytułem, jaki noszą prawdziwe wnioski",
            submitted_at=DURING,
            created_at=DURING,
            sheet=sheet,
        )
        for number, sheet in enumerate(sheets)
    )
    at(AFTER)
    content = client.get(page("public-entries")).content
    assert "500 wniosków" in content.decode()
    assert len(content) <= 60_000


def test_the_calendar_holds_the_deadline_and_public_dates_alone(client):
    world = make_world()
    for title, is_public in (("Konferencja", True), ("Narada", False)):
        Milestone.objects.create(
            edition=world.edition,
            kind="OTHER",
            title=Localized(title),
            starts_at=datetime(2026, 6, 24, 9, tzinfo=UTC),
            ends_at=datetime(2026, 6, 25, 9, tzinfo=UTC),
            whole_days=True,
            is_public=is_public,
        )
    content = client.get(page("calendar")).content
    events = {str(e["summary"]): e for e in Calendar.from_ical(content).walk("VEVENT")}
    assert len(events) == 3
    assert any(name.startswith("Początek naboru") for name in events)
    deadline = next(e for name, e in events.items() if name.startswith("Termin"))
    assert deadline["dtstart"].dt == CLOSES
    days = next(e for name, e in events.items() if name.startswith("Konferencja"))
    assert (days["dtend"].dt - days["dtstart"].dt).days == 2  # the end is left out


def test_the_calendar_tells_when_results_became_public_and_never_an_hour_ahead(
    client, at
):
    world = make_world()
    hour = AFTER + timedelta(days=30)
    Release.objects.create(
        edition=world.edition, stage="RESULTS", released_at=hour, set_at=AFTER
    )
    Release.objects.create(
        edition=world.edition, stage="FINALISTS", released_at=AFTER, set_at=AFTER
    )

    def seen():
        cache.clear()
        events = Calendar.from_ical(client.get(page("calendar")).content).walk("VEVENT")
        found = {str(e["summary"]).partition(":")[0]: e["dtstart"].dt for e in events}
        pages = client.get(page("edition")).content + client.get("/konkursy/").content
        return found, pages.decode()

    at(hour - timedelta(seconds=1))
    events, text = seen()
    assert (events["Finaliści ogłoszeni"], "Wyniki ogłoszone" in events) == (
        AFTER,
        False,
    )
    assert text.lower().count("wyniki ogłoszone") == 0
    at(hour)
    events, text = seen()
    assert events["Wyniki ogłoszone"] == hour
    assert text.lower().count("wyniki ogłoszone") == 3  # two states, one date


def test_an_extension_is_public_and_told_to_those_who_write(client):
    world = make_world()
    make_entry(world)
    extend_deadline(
        edition=world.edition,
        to_at=CLOSES + timedelta(days=7),
        reason=Localized("Awaria serwera.", "The server failed."),
        by=world.organiser,
        now=DURING,
    )
    edition = Edition.objects.get()
    assert edition.first_closes_at == CLOSES
    assert edition.announced_on == world.edition.announced_on
    assert "Awaria serwera." in client.get(page("edition")).content.decode()
    (message,) = Message.objects.filter(kind="contest.deadline_extended")
    assert message.recipient == world.clerk.email


def test_a_question_is_asked_answered_and_published(client, at):
    world = make_world()
    at(DURING)
    asked = {"text": "Czy biblioteka może złożyć wniosek?", "reply_to": "a@przyklad.pl"}
    assert client.post(page("questions"), asked).status_code == 302
    question = PublicQuestion.objects.get()
    answer_question(
        question=question,
        published_text=Localized("Czy biblioteka może złożyć wniosek?"),
        answer=Localized("Tak, razem z gminą."),
        is_public=True,
        by=world.organiser,
        now=DURING,
    )
    assert "Tak, razem z gminą." in client.get(page("questions")).content.decode()
    (message,) = Message.objects.filter(kind="contest.question_answered")
    assert message.recipient == "a@przyklad.pl"


def test_questions_of_one_network_are_limited_and_robots_get_nothing(client, at):
    make_world()
    at(DURING)
    client.post(page("questions"), {"text": "Kup tanio, kup dziś!", "website": "x"})
    assert not PublicQuestion.objects.exists()
    for number in range(6):
        answer = client.post(page("questions"), {"text": f"Pytanie numer {number}?"})
    assert answer.status_code == 422
    assert PublicQuestion.objects.count() == 5


def test_list_of_contests_and_the_first_page_lead_to_open_calls(client):
    make_world()
    text = client.get(reverse("contest:contests")).content.decode()
    assert page("edition") in text
