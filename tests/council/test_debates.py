"""The debate: prepared, compared with the act, public, over; terms; what waits."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.factories.plans import NOW, UNIT

from miara.audit import public as audit
from miara.council import public as council
from miara.council.actions.debates import withdraw_debate
from miara.council.actions.questions import change_question, remove_question
from miara.council.errors import (
    DebateExistsError,
    DebateIsPublicError,
    DebateNotReadyError,
)
from miara.council.models import Debate, Question, Vote
from miara.cycle import public as cycle
from miara.cycle.domain.calendars import calendar

SESSION = date(2026, 6, 25)
ABOUT = {
    "session_on": SESSION,
    "starts_at": time(10),
    "place": "sala nr 3",
    "submission_place": "Biuro Rady, pokój 12",
}
RULES = {"signatures": 20, "speakers": 15, "rules_basis": "art. 28aa"}


@pytest.fixture
def who(office):
    return {"by": office.people["planner"], "now": NOW}


@pytest.fixture
def ready(debate, who):
    """A debate that can be made public."""
    council.change_debate(debate, ABOUT, version=None, **who)
    council.set_rules(debate, RULES, is_compared=True, version=None, **who)
    return debate


def told():
    return audit.describe_all(list(audit.Event.objects.order_by("pk")))


def waiting(office, day, who="planner"):
    now = timezone.make_aware(datetime.combine(day, time(12)))
    found = cycle.waiting_for(office.people[who], UNIT, now)
    return [(one.kind, one.due_on) for one in found if one.kind.startswith("council.")]


def test_the_rule_is_offered_and_nobody_has_compared_it(debate, who):
    assert (debate.speakers, debate.rules_checked_on) == (15, None)
    assert "28aa" in debate.rules_basis
    with pytest.raises(DebateExistsError):
        council.open_debate(UNIT, 2025, **who)
    with pytest.raises(DebateNotReadyError):
        council.publish_debate(debate, **who)


def test_rules_are_told_only_after_somebody_compared_them(debate, who):
    council.change_debate(debate, ABOUT, version=None, **who)
    council.set_rules(debate, RULES, is_compared=False, version=None, **who)
    with pytest.raises(DebateNotReadyError):
        council.publish_debate(debate, **who)
    council.set_rules(debate, RULES, is_compared=True, version=None, **who)
    council.publish_debate(debate, **who)
    debate.refresh_from_db()
    assert debate.published_at == NOW
    assert debate.rules_checked_by == who["by"]


def test_a_public_page_keeps_what_residents_need(ready, who):
    council.publish_debate(ready, **who)
    with pytest.raises(DebateIsPublicError) as caught:
        council.change_debate(ready, {"place": ""}, version=None, **who)
    assert "Brakuje miejsca." in caught.value.for_people()
    changed = {**RULES, "signatures": 50}
    with pytest.raises(DebateIsPublicError):
        council.set_rules(ready, changed, is_compared=False, version=None, **who)
    ready.refresh_from_db()
    assert (ready.place, ready.signatures) == ("sala nr 3", 20)
    council.set_rules(ready, changed, is_compared=True, version=None, **who)
    with pytest.raises(cycle.ReasonMissingError):
        withdraw_debate(ready, reason="", **who)
    withdraw_debate(ready, reason="Zmiana dnia.", **who)
    assert Debate.objects.get().published_at is None
    assert told()[-1].endswith("za rok 2025: Zmiana dnia.")


def test_only_planners_prepare_it(office, debate):
    for name in ("reader", "engineer", "stranger"):
        with pytest.raises(cycle.NotAllowedError):
            council.publish_debate(debate, by=office.people[name], now=NOW)


def test_the_term_of_the_session_moves_to_its_day(debate, who):
    year = cycle.open_year(UNIT, 2026, calendar("small-rural"), **who)
    term = year.terms.get(code="debate_and_discharge")
    assert term.due_on == date(2026, 6, 30)
    council.change_debate(debate, ABOUT, version=None, **who)
    term.refresh_from_db()
    assert term.due_on == SESSION
    term.done_at = NOW
    term.save()
    later = {"session_on": SESSION + timedelta(days=1)}
    council.change_debate(debate, later, version=None, **who)
    term.refresh_from_db()
    assert term.due_on == SESSION


def test_a_question_is_answered_once_and_leaves_no_words_behind(ready, who):
    first = {"asked": "RESIDENT", "text": "Kiedy chodnik?", "answer": ""}
    row = council.add_question(ready, first, **who)
    other = council.add_question(ready, {**first, "text": "A most?"}, **who)
    assert (row.position, other.position) == (1, 2)
    answered = {**first, "answer": "Jesienią.", "is_public": True}
    change_question(row, answered, version=1, **who)
    assert row.answered_on == date(2026, 3, 2)
    later = {"by": who["by"], "now": NOW + timedelta(days=9)}
    change_question(row, {**answered, "answer": "W maju."}, version=2, **later)
    assert row.answered_on == date(2026, 3, 2)
    change_question(row, {**answered, "answer": ""}, version=3, **later)
    assert row.answered_on is None
    remove_question(row, **who)
    assert Question.objects.get() == other
    kept = str(list(audit.Event.objects.values_list("before", "after")))
    assert "chodnik" not in kept
    assert "Jesienią" not in kept


def test_the_outcome_is_recorded_and_told_to_reports(ready, resolution, who):
    council.add_question(
        ready, {"text": "Kiedy?", "answer": "Jutro.", "is_public": True}, **who
    )
    council.add_question(ready, {"text": "Ukryte?", "is_public": False}, **who)
    votes = [
        council.VoteGiven("DISCHARGE", "GRANTED", SESSION),
        council.VoteGiven("CONFIDENCE", "REFUSED", SESSION, 5, 9, 1, resolution),
    ]
    spoke = {"residents_spoke": 2, "councillors_spoke": None}
    council.record_outcome(ready, **spoke, votes=votes, version=None, **who)
    facts = council.debate_of(UNIT, 2025)
    assert facts is not None
    assert (facts.day, facts.signatures, facts.is_checked) == (SESSION, 20, True)
    assert (facts.residents_spoke, facts.is_public) == (2, False)
    assert [question.text for question in facts.questions] == ["Kiedy?"]
    first, second = facts.votes
    assert first == council.VoteFacts(
        kind="CONFIDENCE",
        kind_label="wotum zaufania",
        result="REFUSED",
        result_label="nie udzielono",
        day=SESSION,
        in_favour=5,
        against=9,
        abstained=1,
        resolution="XII/86/2025",
    )
    assert replace(second, day=SESSION).in_favour is None
    assert "nie udzielono; 2026-06-25; 5 / 9 / 1" in told()[-1]
    council.record_outcome(ready, **spoke, votes=votes[:1], version=None, **who)
    assert Vote.objects.get().kind == "DISCHARGE"
    assert council.debate_of(UNIT, 2024) is None


def test_nobody_overwrites_the_outcome_unseen(ready, who):
    spoke = {"residents_spoke": 1, "councillors_spoke": 1}
    with pytest.raises(cycle.ChangedMeanwhileError):
        council.record_outcome(ready, **spoke, votes=[], version=1, **who)


def test_what_waits_follows_the_days(office, ready, who):
    before, last = SESSION - timedelta(days=20), SESSION - timedelta(days=1)
    assert waiting(office, SESSION - timedelta(days=40)) == []
    assert waiting(office, before) == [("council.publish", last)]
    council.publish_debate(ready, **who)
    council.add_question(ready, {"text": "Kiedy?"}, **who)
    assert waiting(office, before) == [("council.question", SESSION)]
    after = SESSION + timedelta(days=3)
    asked = SESSION + timedelta(days=14)
    assert waiting(office, after) == [
        ("council.outcome", asked),
        ("council.question", None),
    ]
    assert waiting(office, after, "reader") == []


def test_a_resolution_waits_for_its_executor(office, resolution):
    day = date(2026, 3, 2)
    resolution.deadline = day + timedelta(days=10)
    resolution.save()
    mine = [("council.resolution", resolution.deadline)]
    assert waiting(office, day, "engineer") == mine
    assert waiting(office, day) == []
    resolution.executor = None
    resolution.save()
    assert waiting(office, day) == mine
    assert waiting(office, day, "engineer") == []
    resolution.state = "EXECUTED"
    resolution.save()
    assert waiting(office, day) == []
