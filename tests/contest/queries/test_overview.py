"""The office sees counts of its edition alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.contest import AFTER, CLOSES, make_entry, make_world

from miara.contest.models import Milestone
from miara.contest.queries.overview import overview_of

pytestmark = pytest.mark.django_db


def submitted(world, number, state):
    return make_entry(
        world, number=f"2026/{number:03d}", state=state, submitted_at=CLOSES
    )


def test_counts_by_what_is_to_be_done():
    world = make_world()
    make_entry(world)
    for number, state in enumerate(
        ("SUBMITTED", "SUPPLEMENTED", "SUPPLEMENT", "ACCEPTED", "REJECTED"), 1
    ):
        submitted(world, number, state)
    seen = overview_of(world.edition, now=AFTER)
    assert (seen.drafts, seen.to_check, seen.supplements) == (1, 2, 1)
    assert (seen.accepted, seen.out) == (1, 1)
    assert (seen.marks_given, seen.marks_asked) == (0, 0)


def test_next_dates_are_those_not_over():
    world = make_world()
    for days in (-10, 1, 5, 9, 20):
        Milestone.objects.create(
            edition=world.edition,
            kind=Milestone.Kind.OTHER,
            starts_at=AFTER + timedelta(days=days),
        )
    found = overview_of(world.edition, now=AFTER).next_dates
    assert [(row.starts_at - AFTER).days for row in found] == [1, 5, 9]


def test_statements_do_not_grow():
    world = make_world()
    submitted(world, 1, "SUBMITTED")
    with CaptureQueriesContext(connection) as few:
        overview_of(world.edition, now=AFTER)
    for number in range(2, 6):
        submitted(world, number, "ACCEPTED")
    with CaptureQueriesContext(connection) as many:
        overview_of(world.edition, now=AFTER)
    assert len(few) == len(many) <= 7
