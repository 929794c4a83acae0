"""Reminders go before and after a deadline, never about what may not be read."""

from datetime import timedelta

import pytest
from tests.factories.assessment import DUE, make_accepted, make_assignment, make_expert
from tests.factories.contest import AFTER, make_world

from miara.contest.actions.conflicts import add_conflict
from miara.contest.actions.reminders import remind_experts
from miara.contest.models import Conflict
from miara.contest.tasks.assessment import find_conflicts
from miara.notifications.public import Message

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def letters():
    return Message.objects.filter(kind="contest.expert_reminded")


def test_one_letter_an_expert_and_not_every_day():
    world = make_world()
    expert = make_expert(world, "anna")
    entries = [make_accepted(world, number) for number in (1, 2, 3)]
    for entry in entries:
        make_assignment(entry, expert)
    add_conflict(
        expert=expert, entry=entries[2], text="x", by=world.organiser, now=AFTER
    )
    assert remind_experts(now=DUE - 5 * DAY) == 0
    assert remind_experts(now=DUE - 2 * DAY) == 1
    assert "2" in letters().get().text
    assert remind_experts(now=DUE - DAY) == 0
    assert remind_experts(now=DUE + 2 * DAY) == 1


def test_conflicts_are_looked_for_each_night():
    world = make_world()
    make_accepted(world)
    make_expert(world, "anna", home_uid="120617")
    assert find_conflicts(AFTER) == {"new": 1}
    assert Conflict.objects.get().kind == "OWN_UNIT"
