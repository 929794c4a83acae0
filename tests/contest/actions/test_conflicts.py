"""Decisions about conflicts are remembered until the facts change."""

import pytest
from tests.factories.assessment import make_accepted, make_assignment, make_expert
from tests.factories.contest import AFTER, make_world

from miara.contest.actions.assignments import declare, rule_on_conflict
from miara.contest.actions.conflicts import add_conflict, refresh_conflicts
from miara.contest.errors.assessment import ConflictError, ReasonMissingError
from miara.contest.models import Assignment, Conflict, EntryPartner
from miara.contest.queries.assessment import readable_assignments

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def kinds(expert):
    rows = Conflict.objects.filter(expert=expert)
    return sorted(rows.values_list("kind", "state"))


def test_own_partner_employer_county_and_past_are_found(world):
    entry = make_accepted(world)
    EntryPartner.objects.create(entry=entry, unit_uid="120611")
    people = {
        "OWN_UNIT": make_expert(world, "own", home_uid="120617"),
        "PARTNER": make_expert(world, "partner", home_uid="120611"),
        "EMPLOYER": make_expert(world, "employer", employer_uid="120611"),
        "SAME_COUNTY": make_expert(world, "county", home_uid="1206"),
        "PAST_WORK": make_expert(world, "past", past_uids=["120617"]),
    }
    stranger = make_expert(world, "stranger", home_uid="146501", employer_uid="126301")
    assert refresh_conflicts(world.edition, now=AFTER) >= len(people)
    for kind, expert in people.items():
        assert kind in {each for each, _state in kinds(expert)}
    assert kinds(stranger) == []
    assert refresh_conflicts(world.edition, now=AFTER) == 0


def test_a_dismissed_conflict_returns_only_when_its_facts_change(world):
    make_accepted(world)
    expert = make_expert(world, "anna", home_uid="120617")
    refresh_conflicts(world.edition, now=AFTER)
    found = Conflict.objects.get()
    with pytest.raises(ReasonMissingError):
        rule_on_conflict(
            conflict=found, confirmed=False, reason=" ", by=world.organiser, now=AFTER
        )
    rule_on_conflict(
        conflict=found,
        confirmed=False,
        reason="Wyprowadziła się.",
        by=world.organiser,
        now=AFTER,
    )
    assert refresh_conflicts(world.edition, now=AFTER) == 0
    assert kinds(expert) == [("OWN_UNIT", "DISMISSED")]
    expert.employer_uid = "120617"
    expert.save()
    assert refresh_conflicts(world.edition, now=AFTER) == 1
    assert kinds(expert) == [("EMPLOYER", "SUSPECTED"), ("OWN_UNIT", "DISMISSED")]


def test_a_declared_tie_declines_and_calls_the_spare(world):
    entry = make_accepted(world)
    tied, spare = make_expert(world, "anna"), make_expert(world, "ewa")
    assignment = make_assignment(entry, tied)
    with pytest.raises(ReasonMissingError):
        declare(assignment=assignment, is_free=False, by=tied.user, now=AFTER)
    declare(
        assignment=assignment, is_free=False, text="Mój brat", by=tied.user, now=AFTER
    )
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.DECLINED
    assert not readable_assignments(tied.user, now=AFTER).exists()
    given = readable_assignments(spare.user, now=AFTER).get()
    assert (given.entry, given.kind, given.due_at) == (
        entry,
        "SPARE",
        assignment.due_at,
    )


def test_the_office_enters_a_conflict_and_reading_ends_at_once(world):
    entry = make_accepted(world)
    expert = make_expert(world, "anna")
    assignment = make_assignment(entry, expert, state="IN_WORK")
    assert readable_assignments(expert.user, now=AFTER).exists()
    add_conflict(
        expert=expert, entry=entry, text="Spór sądowy", by=world.organiser, now=AFTER
    )
    assert not readable_assignments(expert.user, now=AFTER).exists()
    with pytest.raises(ConflictError):
        declare(assignment=assignment, is_free=True, by=expert.user, now=AFTER)
