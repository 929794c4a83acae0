"""Plans keep the rules, go into force whole, and are repaired with little change."""

import pytest
from tests.factories.assessment import DUE, make_accepted, make_expert, mark_all
from tests.factories.contest import AFTER, make_world

from miara.contest.actions.conflicts import add_conflict
from miara.contest.actions.experts import leave
from miara.contest.actions.planning import (
    adopt_plan,
    improve_plan,
    make_plan,
    plan_of_pairs,
    replan_without,
    set_wish,
)
from miara.contest.errors import NotAllowedError
from miara.contest.errors.assessment import (
    FaultyWishError,
    NoPlanError,
    StalePlanError,
)
from miara.contest.models import Assignment, AssignmentPlan, PanelSeat
from miara.notifications.public import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def ready(world):
    entries = [make_accepted(world, n) for n in (1, 2, 3)]
    experts = [make_expert(world, name) for name in ("anna", "ewa", "jan")]
    return world, entries, experts


def plan_of(world):
    return make_plan(edition=world.edition, by=world.organiser, now=AFTER)


def adopt(world, plan):
    return adopt_plan(plan=plan, due_at=DUE, by=world.organiser, now=AFTER)


def held():
    rows = Assignment.objects.exclude(state__in=("CANCELLED", "DECLINED"))
    return {(row.entry_id, row.expert_id) for row in rows}


def test_a_plan_is_a_proposal_until_adopted(ready):
    world, entries, experts = ready
    plan = plan_of(world)
    assert held() == set()
    assert adopt(world, plan) == (6, 0)
    readers = [{x for e, x in held() if e == entry.pk} for entry in entries]
    # One panel of two reads the whole cell; the third expert is its spare.
    assert readers[0] == readers[1] == readers[2]
    assert len(readers[0]) == 2
    spare = PanelSeat.objects.get(is_spare=True)
    assert {spare.expert_id} | readers[0] == {each.pk for each in experts}
    letters = Message.objects.filter(kind="contest.expert_assigned")
    assert letters.count() == 2
    for expert in readers[0]:
        places = Assignment.objects.filter(expert_id=expert).values_list("position")
        assert sorted(places) == [(1,), (2,), (3,)]


def test_conflicts_and_wishes_hold_and_adopting_twice_changes_nothing(ready):
    world, entries, (anna, ewa, jan) = ready
    add_conflict(
        expert=anna, entry=entries[0], text="Rodzina", by=world.organiser, now=AFTER
    )
    set_wish(entry=entries[1], expert=jan, wish="PINNED", by=world.organiser, now=AFTER)
    set_wish(
        entry=entries[2], expert=ewa, wish="FORBIDDEN", by=world.organiser, now=AFTER
    )
    adopt(world, plan_of(world))
    pairs = held()
    assert (entries[0].pk, anna.pk) not in pairs
    assert (entries[1].pk, jan.pk) in pairs
    assert (entries[2].pk, ewa.pk) not in pairs
    assert adopt(world, plan_of(world)) == (0, 0)


def test_a_plan_that_a_new_conflict_made_wrong_is_refused(ready):
    world, entries, _experts = ready
    plan = plan_of(world)
    taken = plan.pairs[0]
    expert = next(e for e in _experts if e.uid == taken["expert"])
    entry = next(e for e in entries if e.uid == taken["entry"])
    add_conflict(expert=expert, entry=entry, text="x", by=world.organiser, now=AFTER)
    with pytest.raises(StalePlanError):
        adopt(world, plan)
    assert held() == set()


def test_the_edition_says_how_many_spares_wait(ready):
    world, _entries, _experts = ready
    world.edition.rules["marks"] = {"spare_per_cell": 0}
    world.edition.save(update_fields=["rules"])
    adopt(world, plan_of(world))
    assert not PanelSeat.objects.filter(is_spare=True).exists()


def test_too_few_experts_are_told_with_remedies(world):
    make_accepted(world)
    make_expert(world, "anna")
    with pytest.raises(NoPlanError) as error:
        plan_of(world)
    assert any(not each.is_remedy for each in error.value.shortages)
    assert any(each.is_remedy for each in error.value.shortages)
    assert not AssignmentPlan.objects.exists()


def test_a_leaving_expert_is_replaced_and_their_submitted_marks_stay(ready):
    world, _entries, _experts = ready
    adopt(world, plan_of(world))
    before = held()
    out = Assignment.objects.order_by("pk").first().expert
    done = Assignment.objects.filter(expert=out).order_by("pk").first()
    mark_all(done)
    left = leave(expert=out, by=world.organiser, now=AFTER)
    plan = replan_without(expert=left, by=world.organiser, now=AFTER)
    new, gone = adopt(world, plan)
    assert (new, gone) == (2, 2)
    assert (done.entry_id, out.pk) in held()
    assert len(held() & before) == len(before) - 2
    # Planned anew, the marks that stay are not asked for again.
    assert adopt(world, plan_of(world)) == (0, 0)


def test_a_longer_search_is_never_worse(ready):
    world, _entries, _experts = ready
    instant = plan_of(world)
    better = improve_plan(
        edition=world.edition, by=None, seconds=1.0, clock=lambda: AFTER
    )
    assert better.figures["value"] >= instant.figures["value"] - 1e-9
    assert better.figures["gap"] is not None


def test_pairs_of_a_file_are_kept_and_unknown_ones_named(ready):
    world, entries, (anna, _ewa, jan) = ready
    pairs = [(entries[0].number, anna.email), (entries[0].number, jan.email)]

    def brought(pairs):
        return plan_of_pairs(
            edition=world.edition, pairs=pairs, by=world.organiser, now=AFTER
        )

    adopt(world, brought(pairs))
    first = {x for e, x in held() if e == entries[0].pk}
    assert first == {anna.pk, jan.pk}
    with pytest.raises(FaultyWishError, match="2026/999"):
        brought([("2026/999", anna.email)])


def test_nobody_else_plans(ready):
    world, _entries, experts = ready
    with pytest.raises(NotAllowedError):
        make_plan(edition=world.edition, by=experts[0].user, now=AFTER)


def test_a_longer_search_stops_for_who_lost_the_right(ready):
    world, _entries, experts = ready
    with pytest.raises(NotAllowedError):
        improve_plan(
            edition=world.edition,
            by=experts[0].user,
            seconds=1.0,
            clock=lambda: AFTER,
        )
    assert not AssignmentPlan.objects.exists()
