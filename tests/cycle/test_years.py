"""Years and terms: opened, closed, done; reminders, substitutes, one hand."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.plans import NOW, TODAY, UNIT, make_person

from miara.audit.models import Event
from miara.audit.public import describe_all
from miara.cycle.actions.reminders import send_reminders
from miara.cycle.actions.terms import (
    add_absence,
    add_term,
    change_term,
    drop_term,
    end_absence,
    finish_term,
)
from miara.cycle.actions.years import (
    change_settings,
    close_year,
    open_year,
    renew_feed_key,
    reopen_year,
    require_open,
)
from miara.cycle.domain.calendars import calendar
from miara.cycle.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    ReasonMissingError,
    TermOverError,
    YearClosedError,
    YearExistsError,
)
from miara.cycle.hands import can_approve, is_one_hand
from miara.cycle.models import Absence, CycleSettings, PlanYear, Term
from miara.cycle.permissions import can_act_for, posts_acted_for
from miara.cycle.queries.years import settings_of
from miara.cycle.waiting import waiting_for
from miara.notifications.models import Message


@pytest.fixture
def year(office):
    return open_year(
        UNIT, 2026, calendar("small-rural"), by=office.people["planner"], now=NOW
    )


def term_due(year, on, post=None, **more):
    return Term.objects.create(
        year=year, name=f"Sprawa na {on}", due_on=on, post=post, **more
    )


def kinds():
    return [event.kind for event in Event.objects.order_by("pk")]


def test_a_year_opens_with_the_terms_of_its_calendar_once(year, office):
    assert year.terms.count() == 23  # twenty steps, one of them four times
    assert year.terms.filter(code="budget_reports").count() == 4
    with pytest.raises(YearExistsError):
        open_year(UNIT, 2026, None, by=office.people["planner"], now=NOW)
    (told,) = describe_all(list(Event.objects.filter(kind="cycle.year_opened")))
    assert told == "Otwarto rok planowania 2026; liczba terminów: 23."


def test_a_closed_year_takes_nothing_until_it_is_open_again(year, office):
    who = {"by": office.people["planner"], "now": NOW}
    term = year.terms.earliest("due_on")
    with pytest.raises(ReasonMissingError):
        close_year(year, reason=" ", **who)
    close_year(year, reason="Rada przyjęła sprawozdanie.", **who)
    year.refresh_from_db()
    term.year = year
    for act in (
        lambda: change_term(term, {"name": "Inaczej"}, version=None, **who),
        lambda: finish_term(term, note="", **who),
        lambda: drop_term(term, reason="Nie.", **who),
        lambda: add_term(year, {"name": "Nowy", "due_on": TODAY}, **who),
        lambda: close_year(year, reason="Znowu", **who),
    ):
        with pytest.raises(YearClosedError):
            act()
    with transaction.atomic(), pytest.raises(YearClosedError):
        require_open(UNIT, 2026)
    reopen_year(year, reason="Pomyłka w kwocie.", **who)
    finish_term(term, note="DR.1.2026", **who)
    term.refresh_from_db()
    assert (term.done_by, term.done_note) == (office.people["planner"], "DR.1.2026")
    assert [k for k in kinds() if "year" in k] == [
        "cycle.year_opened",
        "cycle.year_closed",
        "cycle.year_reopened",
    ]


def test_only_planners_change_years(year, office):
    for who in ("reader", "engineer", "stranger"):
        with pytest.raises(NotAllowedError):
            close_year(year, reason="Bo tak.", by=office.people[who], now=NOW)


def test_two_people_changing_a_term_lose_nothing(year, office):
    who = {"by": office.people["planner"], "now": NOW}
    term = year.terms.earliest("pk")
    seen = term.version
    change_term(term, {"due_on": date(2026, 2, 5)}, version=seen, **who)
    with pytest.raises(ChangedMeanwhileError) as caught:
        change_term(term, {"due_on": date(2026, 2, 9)}, version=seen, **who)
    term.refresh_from_db()
    assert term.due_on == date(2026, 2, 5)
    change_term(term, {"due_on": date(2026, 2, 9)}, version=caught.value.version, **who)
    term.refresh_from_db()
    assert (term.due_on, term.version) == (date(2026, 2, 9), seen + 2)
    told = describe_all(list(Event.objects.filter(kind="cycle.term_changed")))
    assert told[-1].endswith("due_on: 2026-02-05 → 2026-02-09.")
    change_term(term, {"due_on": date(2026, 2, 9)}, version=None, **who)
    assert kinds().count("cycle.term_changed") == 2  # nothing changed, nothing told


def test_a_term_ends_once(year, office):
    who = {"by": office.people["planner"], "now": NOW}
    term = year.terms.earliest("pk")
    with pytest.raises(ReasonMissingError):
        drop_term(term, reason="", **who)
    drop_term(term, reason="Nie mamy oświaty.", **who)
    with pytest.raises(TermOverError):
        finish_term(term, note="", **who)


@pytest.mark.parametrize(
    ("model", "values", "name"),
    [
        (PlanYear, {"unit_uid": "x", "year": 1900, "opened_at": NOW}, "sensible"),
        (
            PlanYear,
            {"unit_uid": "x", "year": 2027, "opened_at": NOW, "closed_at": NOW},
            "closed_why",
        ),
        (
            PlanYear,
            {"unit_uid": "x", "year": 2027, "opened_at": NOW, "reopened_at": NOW},
            "reopened_why",
        ),
        (PlanYear, {"unit_uid": UNIT, "year": 2026, "opened_at": NOW}, "year"),
        (CycleSettings, {"unit_uid": "x", "days_before": 91}, "days_before"),
    ],
)
def test_the_database_refuses_impossible_years(year, model, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"quarter": 5}, "quarter"),
        ({"dropped_at": NOW}, "dropped_why"),
        ({"dropped_at": NOW, "dropped_reason": "x", "done_at": NOW}, "one_end"),
        ({"is_verified": True}, "verified_when"),
        ({"code": "yearly_report"}, "code|term_once"),
    ],
)
def test_the_database_refuses_impossible_terms(year, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Term.objects.create(year=year, name="x", due_on=TODAY, **values)


def test_the_database_refuses_impossible_absences(office):
    post = office.engineer
    for values in (
        {"since": TODAY, "until": TODAY - timedelta(days=1)},
        {"since": TODAY, "until": TODAY, "substitute": post},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(post=post, **values)


def test_rights_follow_posts_deputies_and_absences(office):
    engineer, planner = office.people["engineer"], office.people["planner"]
    assert posts_acted_for(engineer, UNIT, TODAY) == {office.engineer.pk}
    assert not can_act_for(engineer, office.treasurer.pk, UNIT)
    absence = add_absence(
        UNIT,
        {
            "post": office.treasurer,
            "since": TODAY,
            "until": TODAY,
            "substitute": office.engineer,
        },
        by=planner,
        now=NOW,
    )
    assert posts_acted_for(engineer, UNIT, TODAY) == {
        office.engineer.pk,
        office.treasurer.pk,
    }
    assert office.treasurer.pk not in posts_acted_for(
        engineer, UNIT, TODAY + timedelta(days=1)
    )
    end_absence(absence, UNIT, by=planner, now=NOW)
    assert posts_acted_for(engineer, UNIT, TODAY) == {office.engineer.pk}
    assert can_act_for(engineer, office.engineer.pk, UNIT)
    assert not can_act_for(engineer, None, UNIT)
    assert can_act_for(planner, None, UNIT)
    assert not can_act_for(office.people["stranger"], office.engineer.pk, UNIT)


def letters():
    return sorted(Message.objects.values_list("recipient", flat=True))


def test_reminders_go_to_the_holder_or_who_stands_in_else_to_planners(year, office):
    year.terms.all().delete()
    term_due(year, TODAY + timedelta(days=10), office.engineer)
    term_due(year, TODAY + timedelta(days=60), office.engineer)
    term_due(year, TODAY, None)
    assert send_reminders(now=NOW) == 2
    assert letters() == ["inzynier@gmina.example", "planista@gmina.example"]
    assert send_reminders(now=NOW) == 0  # once a day
    assert send_reminders(now=NOW + timedelta(days=7)) == 1  # overdue, nobody's
    Message.objects.all().delete()
    Term.objects.update(reminded_on=None)
    deputy = make_person("zastepca")
    office.treasurer.holder = str(deputy.pk)
    office.treasurer.save()
    Absence.objects.create(
        post=office.engineer,
        since=TODAY,
        until=TODAY + timedelta(days=30),
        substitute=office.treasurer,
    )
    send_reminders(now=NOW)
    assert "zastepca@gmina.example" in letters()
    assert "inzynier@gmina.example" not in letters()


def test_a_unit_switches_reminders_off_or_asks_for_them_earlier(year, office):
    who = {"by": office.people["planner"], "now": NOW}
    year.terms.all().delete()
    term_due(year, TODAY + timedelta(days=40), office.engineer)
    change_settings(UNIT, {"sends_reminders": False, "days_before": 50}, **who)
    assert send_reminders(now=NOW) == 0
    change_settings(UNIT, {"sends_reminders": True}, **who)
    assert send_reminders(now=NOW) == 1
    assert "Sprawa na" in Message.objects.get().text


def test_what_waits_is_of_own_posts_and_for_planners_what_is_nobodys(year, office):
    year.terms.all().delete()
    term_due(year, TODAY + timedelta(days=3), office.engineer)
    term_due(year, TODAY + timedelta(days=1), None)
    done = term_due(year, TODAY, office.engineer)
    finish_term(done, note="", by=office.people["engineer"], now=NOW)

    def words(name):
        return [
            each.what
            for each in waiting_for(office.people[name], UNIT, NOW)
            if each.kind == "cycle.term"
        ]

    assert words("engineer") == ["Sprawa na 2026-03-05"]
    assert words("planner") == ["Sprawa na 2026-03-03"]
    assert words("reader") == []


def test_one_hand_approves_only_where_the_unit_says_so(office):
    planner, other = office.people["planner"], office.people["engineer"]
    assert is_one_hand(planner.pk, planner)
    assert not is_one_hand(None, planner)
    assert can_approve(UNIT, entered_by=other, by=planner)
    refused = can_approve(UNIT, entered_by=planner, by=planner)
    assert not refused
    assert "ktoś inny" in refused.reason
    change_settings(UNIT, {"is_one_person": True}, by=planner, now=NOW)
    assert can_approve(UNIT, entered_by=planner, by=planner)


def test_a_new_key_ends_the_former_feed(office):
    planner = office.people["planner"]
    first = renew_feed_key(UNIT, by=planner, now=NOW)
    second = renew_feed_key(UNIT, by=planner, now=NOW)
    assert first != second == settings_of(UNIT).feed_key
    sentences = describe_all(list(Event.objects.all()))
    assert all(told.endswith(".") for told in sentences)
