"""A unit takes a practice over, and says before the data what is to change."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.factories.practices import NOW, published
from tests.factories.vintages import publish, publish_small_vintage, small_world

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core import slots
from miara.indicators.models import PublishedVintage
from miara.practices.actions import adoptions as acts
from miara.practices.actions.asking import Letter, ask_author
from miara.practices.domain.content import Partner
from miara.practices.errors import (
    AdoptionError,
    AimTooLateError,
    AlreadyAdoptingError,
    NotAllowedError,
    OwnPracticeError,
    ReasonMissingError,
    StartMissingError,
    StartTooEarlyError,
)
from miara.practices.models import Adoption, AdoptionAim
from miara.practices.presenters.links import card_path
from miara.search import public as search
from miara.units import public as units

pytestmark = pytest.mark.django_db

LEADER, UNIT = "120617", "120102"
STARTED = date(2026, 2, 1)
FIRES = "fires_per_1000"


@pytest.fixture(autouse=True)
def register(db, settings):
    """Units, and numbers of them up to 2024."""
    publish_small_vintage(settings)


@pytest.fixture
def card(register):
    return published(unit_uid=LEADER)


def declare(card, state="ADOPTED", *, unit=UNIT, by=None, **changed):
    values = {"starts_on": STARTED, "changes": "Zamiast autobusu: bus."} | changed
    return acts.declare_adoption(card, unit, state=state, by=by, now=NOW, **values)


def member(role="UNIT_EDITOR", unit=UNIT, email="ewa@gmina.example"):
    user = accounts.create_person(email=email, password=None, by=None, now=NOW)
    scope = accounts.unit_scope(unit)
    accounts.Membership.objects.create(
        user=user, role=role, scope_kind=scope.kind, scope_id=scope.id,
        since=NOW, granted_at=NOW,
    )  # fmt: skip
    return user


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


# What may be declared


def test_a_wish_becomes_use_and_may_be_given_up(card):
    row = declare(card, "WANTED", starts_on=date(2026, 6, 1))
    later = NOW + timedelta(days=120)
    row = acts.adopt(
        row, starts_on=date(2026, 6, 8), changes="Bus.", by=None, now=later
    )
    assert (row.state, row.starts_on, row.changes) == (
        "ADOPTED", date(2026, 6, 8), "Bus.",
    )  # fmt: skip
    with pytest.raises(AdoptionError):
        acts.adopt(row, starts_on=STARTED, changes="", by=None, now=later)
    with pytest.raises(ReasonMissingError):
        acts.give_up(row, reason="  ", by=None, now=later)
    row = acts.give_up(row, reason="Za drogo.", by=None, now=later)
    assert (row.state, row.given_up_on) == ("GIVEN_UP", later.date())
    for act in (
        lambda: acts.give_up(row, reason="x", by=None, now=later),
        lambda: acts.correct_adoption(
            row, starts_on=STARTED, changes="", by=None, now=later
        ),
    ):
        with pytest.raises(AdoptionError):
            act()
    assert declare(card).pk != row.pk  # after giving up it may begin again


def test_a_unit_adopts_once_and_nothing_of_its_own(card):
    declare(card)
    with pytest.raises(AlreadyAdoptingError):
        declare(card, "WANTED")
    with pytest.raises(OwnPracticeError):
        declare(card, unit=LEADER)
    shared = published("Wspólna", partners=(Partner(unit_uid=UNIT),))
    with pytest.raises(OwnPracticeError):
        declare(shared)


@pytest.mark.parametrize("starts_on", [None, NOW.date() + timedelta(days=1)])
def test_what_works_has_begun(card, starts_on):
    with pytest.raises(StartMissingError):
        declare(card, starts_on=starts_on)


def test_the_database_keeps_the_rules_too(card):
    row = declare(card)
    for broken in (
        {"starts_on": None},
        {"state": "GIVEN_UP"},
        {"given_up_on": STARTED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Adoption.objects.filter(pk=row.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(
            card=card, unit_uid=UNIT, state="WANTED", declared_at=NOW
        )


def test_only_editors_of_the_unit_declare(card):
    for who in (member("UNIT_READER"), member(unit="120101", email="b@x.example")):
        with pytest.raises(NotAllowedError):
            declare(card, by=who)
    row = declare(card, by=member(email="c@x.example"))
    stranger = accounts.User.objects.get(email="b@x.example")
    with pytest.raises(NotAllowedError):
        acts.give_up(row, reason="x", by=stranger, now=NOW)


# Aims before the data


def aim(row, indicator=FIRES, direction="DOWN", now=NOW):
    return acts.declare_aim(
        row, indicator=indicator, direction=direction, by=None, now=now
    )


def test_an_aim_keeps_when_it_was_declared_and_what_was_known(card):
    made = aim(declare(card))
    assert made.declared_at == NOW
    assert made.vintage == small_world().ids["current"]
    assert made.known_until == date(2025, 1, 1)
    assert made.starts_on == STARTED
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(AdoptionError):
        aim(made.adoption, direction="UP")  # no second thought
    assert AdoptionAim.objects.get().direction == "DOWN"


@pytest.mark.parametrize(
    ("starts_on", "in_time"),
    [
        (date(2025, 1, 1), True),  # the first day no number covers
        (date(2024, 12, 31), False),  # a day of it is in the number for 2024
        (date(2023, 3, 1), False),
    ],
)
def test_an_aim_comes_before_its_numbers(card, starts_on, in_time):
    row = declare(card, starts_on=starts_on)
    if in_time:
        assert aim(row).pk
        return
    with pytest.raises(AimTooLateError) as refused:
        aim(row)
    assert "2024" in refused.value.for_people()
    assert not AdoptionAim.objects.exists()


def test_the_vintage_that_is_served_decides(card):
    row = declare(card, starts_on=date(2024, 2, 1))
    with pytest.raises(AimTooLateError):
        aim(row)
    publish(small_world().ids["first"], at=datetime(2026, 4, 1, tzinfo=UTC))
    assert aim(row).known_until == date(2024, 1, 1)


def test_the_start_may_not_slip_behind_known_numbers(card):
    row = declare(card, "WANTED", starts_on=date(2026, 6, 1))
    aim(row)
    early = {"changes": "", "by": None, "now": NOW}
    with pytest.raises(StartTooEarlyError):
        acts.adopt(row, starts_on=date(2024, 6, 1), **early)
    with pytest.raises(StartTooEarlyError):
        acts.correct_adoption(row, starts_on=date(2024, 6, 1), **early)
    with pytest.raises(StartMissingError):
        acts.correct_adoption(row, starts_on=None, **early)
    assert acts.adopt(row, starts_on=date(2025, 2, 1), **early).state == "ADOPTED"


def test_an_aim_needs_a_start_and_the_database_agrees(card):
    row = declare(card, "WANTED", starts_on=None)
    with pytest.raises(StartMissingError):
        aim(row)
    made = aim(declare(published("Inna"), starts_on=STARTED))
    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptionAim.objects.filter(pk=made.pk).update(starts_on=date(2024, 1, 1))


def test_an_aim_names_an_indicator_that_there_is(card):
    with pytest.raises(ValueError, match="no indicator"):
        aim(declare(card), "nie_ma")


def test_without_numbers_an_aim_says_so(card):
    PublishedVintage.objects.update(is_current=False)
    made = aim(declare(card))
    assert (made.vintage, made.known_until) == ("", None)


# What is shown


def test_readers_see_who_adopted_how_and_why_not(client, card):
    aim(declare(card))
    given_up = declare(card, unit="126101", changes="")
    acts.give_up(given_up, reason="Za mało kierowców.", by=None, now=NOW)
    text = client.get(card_path(card.pk, card.title)).content.decode()
    plain = text.replace("\xa0", " ")
    assert 'href="/jednostki/120102-bochnia/"' in plain
    assert "wdrożenie, działa od 1 lutego 2026" in plain
    assert "Zamiast autobusu: bus." in plain
    assert "Za mało kierowców." in plain
    assert "wskaźnik „Pożary na 1000 mieszkańców” ma spaść" in plain
    assert "za czas przed 1 stycznia 2025" in plain
    assert plain.index("bochnia") < plain.index("Za mało")


def test_machines_read_adoptions_without_people(client, card):
    user = member()
    aim(declare(card, by=user))
    path = card_path(card.pk, card.title).split("/")[2]
    text = client.get(reverse("practices:card-data", args=[path])).content.decode()
    (row,) = json.loads(text)["adopted_by"]
    assert (row["unit"], row["state"], row["starts_on"]) == (
        UNIT, "ADOPTED", "2026-02-01",
    )  # fmt: skip
    assert row["aims"][0]["known_until"] == "2025-01-01"
    assert user.email not in text
    search.rebuild(now=NOW)
    table = client.get(reverse("practices:cards-file", args=["csv"])).content.decode()
    assert table.splitlines()[0].endswith(",adoptions")
    assert table.splitlines()[1].endswith(",1")


def test_the_most_adopted_come_first_when_asked(client, card):
    other = published("Autobus nocny")
    declare(other)
    search.rebuild(now=NOW)
    path = reverse("practices:cards")
    text = client.get(path, {"q": "autobus", "kolejnosc": "uzycie"}).content.decode()
    assert text.index("nocny") < text.index("telefon")
    assert "wdrożyła 1 jednostka" in text.replace("\xa0", " ")
    declare(card, unit="126101")
    declare(card)
    search.follow(now=NOW)
    text = client.get(path, {"kolejnosc": "uzycie"}).content.decode()
    assert text.index("telefon") < text.index("nocny")
    assert "<strong>najczęściej wdrażane najpierw</strong>" in text
    text = client.get(path).content.decode()
    assert "<strong>najnowsze najpierw</strong>" in text


def test_the_page_of_a_unit_shows_what_it_adopted_with_one_query(
    rf, card, django_assert_num_queries
):
    declare(card)
    wanted = published("Chcemy")
    declare(wanted, "WANTED")
    request = rf.get("/")
    request.received_at = NOW
    unit = units.unit_by_uid(UNIT)
    (block,) = [b for b in slots.blocks("unit-page") if b.name.startswith("practices.")]
    with django_assert_num_queries(1):
        shown = block.render(request, {"unit": unit})
    assert "Autobus na telefon</a> (wdrożona tutaj)" in shown
    assert "Chcemy" not in shown
    leader = block.render(request, {"unit": units.unit_by_uid(LEADER)})
    assert "Autobus na telefon" in leader
    assert "wdrożona tutaj" not in leader


@pytest.mark.parametrize("how_many", [1, 4])
def test_a_card_makes_the_same_number_of_queries(
    client, card, how_many, django_assert_num_queries
):
    for unit in ("120102", "120103", "120104", "120105")[:how_many]:
        aim(declare(card, unit=unit))
    path = card_path(card.pk, card.title)
    client.get(path)
    with django_assert_num_queries(CARD_PAGE):
        client.get(path)


# The card with its rows and adoptions, units, and what numbers are served.
CARD_PAGE = 14


def test_the_trail_tells_it_without_the_texts(card):
    user = member()
    row = declare(card, "WANTED", by=user, changes="Rozmawiał Jan Kowal.")
    aim(row)
    acts.adopt(row, starts_on=STARTED, changes="Jan Kowal.", by=user, now=NOW)
    acts.correct_adoption(row, starts_on=STARTED, changes="J.", by=user, now=NOW)
    acts.give_up(row, reason="Jan Kowal odszedł.", by=user, now=NOW)
    events = list(audit.events_for(row))
    assert len(events) == 5
    said = " ".join(audit.describe(event) for event in events)
    assert "rezygnacja" in said
    assert "Bochnia" in said
    assert "Kowal" not in said + str([(e.before, e.after) for e in events])


# Pages of the unit's people


def test_a_clerk_declares_and_keeps_an_adoption(card):
    page = client_of(member())
    path = card_path(card.pk, card.title) + "wdrozenie/"
    assert "chcemy wdro" in page.get(path).content.decode()
    refused = page.post(path, {"unit": UNIT, "state": "ADOPTED", "changes": "Bus."})
    assert refused.status_code == 422
    assert "Bus." in refused.content.decode()
    done = page.post(path, {"unit": UNIT, "state": "WANTED", "starts_on": "2026-01-01"})
    row = Adoption.objects.get()
    own = reverse("practice-use:adoption", args=[row.pk])
    assert done.headers["Location"] == own
    assert page.get(path).headers["Location"] == own  # declared already
    text = page.get(own).content.decode()
    assert '<optgroup label="' in text
    answer = page.post(own, {"do": "aim", "aim-indicator": "x", "aim-direction": "UP"})
    assert answer.status_code == 422
    page.post(own, {"do": "aim", "aim-indicator": FIRES, "aim-direction": "DOWN"})
    assert AdoptionAim.objects.get().declared_by.email == "ewa@gmina.example"
    answer = page.post(
        own, {"do": "adopt", "adopt-starts_on": "2024-01-01", "adopt-changes": ""}
    )
    assert answer.status_code == 422
    assert "nie może być tak wczesny" in answer.content.decode()
    page.post(own, {"do": "adopt", "adopt-starts_on": "2026-01-08"})
    page.post(own, {"do": "correct", "correct-starts_on": "2026-01-09"})
    page.post(own, {"do": "giveup", "giveup-reason": "Brak kierowców."})
    row.refresh_from_db()
    assert (row.state, row.starts_on) == ("GIVEN_UP", date(2026, 1, 9))
    gone = page.post(own, {"do": "adopt", "adopt-starts_on": "2026-01-08"})
    assert gone.status_code == 302
    assert "<form method" not in page.get(own).content.decode().split("<main")[1]


def test_who_may_open_what(client, card):
    row = declare(card)
    declaring = card_path(card.pk, card.title) + "wdrozenie/"
    own = reverse("practice-use:adoption", args=[row.pk])
    mine = reverse("practice-use:own")
    for path in (declaring, own, mine):
        assert client.get(path).status_code == 302  # to the login
    stranger = client_of(member("UNIT_READER", "126101", "x@x.example"))
    assert stranger.get(declaring).status_code == 403
    assert stranger.get(own).status_code == 404
    reader = client_of(member("UNIT_READER", email="r@x.example"))
    assert reader.get(own).status_code == 200
    assert reader.post(own, {"do": "giveup", "giveup-reason": "x"}).status_code == 403
    assert "<textarea" not in reader.get(own).content.decode()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member(email="e@x.example"))
    assert strict.post(own, {"do": "giveup", "giveup-reason": "x"}).status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_unit_sees_what_others_do_with_its_practices(
    register, how_many, django_assert_num_queries
):
    page = client_of(member(unit=LEADER))
    for number in range(how_many):
        card = published(f"Praktyka {number}", unit_uid=LEADER)
        declare(card, unit=UNIT)
        ask_author(card, Letter("a", "b", "c@x.example"), url="/", by=None, now=NOW)
        declare(published(f"Cudza {number}"), unit=LEADER)
    path = reverse("practice-use:own")
    page.get(path)
    with django_assert_num_queries(9):
        text = page.get(path).content.decode()
    assert text.count("Praktyka ") == how_many
    assert text.count("Cudza ") == how_many
    assert "c@x.example" not in text
