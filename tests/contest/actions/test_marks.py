"""Marks: on the scale, never lost, blind to one another, final when closed."""

from decimal import Decimal

import pytest
from tests.factories.assessment import (
    make_accepted,
    make_assignment,
    make_expert,
    mark_all,
    write_marks,
)
from tests.factories.contest import AFTER, make_world

from miara.audit.public import events
from miara.contest.actions.assignments import call_further, declare, write_consensus
from miara.contest.actions.marks import (
    MarkConflict,
    MarkSaved,
    close_cell,
    save_mark,
    save_whole,
    submit_marks,
    take_back_marks,
)
from miara.contest.errors import NotAllowedError
from miara.contest.errors.assessment import (
    AllSubmittedError,
    BadPointsError,
    CellClosedError,
    CellNotReadyError,
    DeclarationFirstError,
    MarksMissingError,
    NotInWorkError,
)
from miara.contest.models import Mark
from miara.contest.queries.assessment import others_of
from miara.contest.queries.progress import board_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def pair(world):
    entry = make_accepted(world)
    return [
        make_assignment(entry, make_expert(world, name)) for name in ("anna", "ewa")
    ]


def open_up(assignment):
    user = assignment.expert.user
    return declare(assignment=assignment, is_free=True, by=user, now=AFTER)


def save(assignment, points="12", comment="Dobrze.", revision=0, by=None):
    return save_mark(
        assignment=assignment,
        criterion=assignment.entry.edition.criteria.order_by("position")[0],
        points=Decimal(points),
        comment=comment,
        revision=revision,
        by=by or assignment.expert.user,
        now=AFTER,
    )


def test_nothing_is_written_before_the_declaration_or_by_another(pair):
    first, second = pair
    with pytest.raises(DeclarationFirstError):
        save(first)
    open_up(first)
    with pytest.raises(NotAllowedError):
        save(first, by=second.expert.user)
    assert not Mark.objects.exists()


def test_two_devices_do_not_overwrite_and_a_lost_answer_is_no_conflict(pair):
    first = open_up(pair[0])
    assert save(first) == MarkSaved(1)
    assert save(first) == MarkSaved(1)  # the same again: the answer had got lost
    assert save(first, "13", "Z telefonu", revision=1) == MarkSaved(2)
    stale = save(first, "9", "Z laptopa", revision=1)
    assert stale == MarkConflict(2, Decimal(13), "Z telefonu")
    assert Mark.objects.get().points == 13


@pytest.mark.parametrize("points", ["-1", "21", "3.3"])
def test_points_off_the_scale_are_refused(pair, points):
    with pytest.raises(BadPointsError):
        save(open_up(pair[0]), points)


def test_submitting_needs_everything_and_writes_the_total(pair):
    first = open_up(pair[0])
    save(first)
    with pytest.raises(MarksMissingError) as error:
        submit_marks(assignment=first, by=first.expert.user, now=AFTER)
    assert len(error.value.missing) > 2
    Mark.objects.all().delete()
    write_marks(first, 10)
    done = submit_marks(assignment=first, by=first.expert.user, now=AFTER)
    assert done.total == 50
    with pytest.raises(NotInWorkError):
        save(done)


def test_others_are_hidden_until_all_are_in_and_taking_back_ends_then(pair):
    first, second = pair
    first = mark_all(first, 10)
    assert others_of(first) is None
    taken = take_back_marks(assignment=first, by=first.expert.user, now=AFTER)
    assert (taken.total, taken.submitted_at) == (None, None)
    submit_marks(assignment=taken, by=first.expert.user, now=AFTER)
    second = mark_all(second, 18)
    assert [row.total for row in others_of(second)] == [50]
    with pytest.raises(AllSubmittedError):
        take_back_marks(assignment=first, by=first.expert.user, now=AFTER)


def test_a_discrepancy_calls_a_third_who_is_blind_and_reopens_nothing(world, pair):
    low, high = mark_all(pair[0], 5), mark_all(pair[1], 19)
    third = make_expert(world, "jan")
    (row,) = board_of(world.edition, now=AFTER)
    assert row.differs
    given = call_further(entry=low.entry, by=world.organiser, now=AFTER)
    assert (given.expert, given.kind) == (third, "EXTRA")
    assert others_of(given) is None
    assert [each.pk for each in others_of(low)] == [high.pk]
    with pytest.raises(AllSubmittedError):
        take_back_marks(assignment=low, by=low.expert.user, now=AFTER)
    with pytest.raises(NotInWorkError):
        write_consensus(entry=low.entry, text="Zgoda", by=low.expert.user, now=AFTER)
    mark_all(given, 12)
    note = write_consensus(entry=low.entry, text="Zgoda", by=low.expert.user, now=AFTER)
    assert note.agreed_by == [low.expert.uid]


def test_marks_of_a_closed_cell_never_change(world, pair):
    cell = pair[0].entry.cell
    with pytest.raises(CellNotReadyError):
        close_cell(cell=cell, by=world.organiser, now=AFTER)
    first, second = mark_all(pair[0]), mark_all(pair[1])
    with pytest.raises(NotAllowedError):
        close_cell(cell=cell, by=first.expert.user, now=AFTER)
    close_cell(cell=cell, by=world.organiser, now=AFTER)
    with pytest.raises(CellClosedError):
        close_cell(cell=cell, by=world.organiser, now=AFTER)
    # Even where a state were wrongly open, the closed cell stands in the way.
    type(first).objects.filter(pk=first.pk).update(state="IN_WORK")
    user = first.expert.user
    for act in (
        lambda: save(first, "1", revision=1),
        lambda: save_whole(
            assignment=first, overall="", confidence=1, by=user, now=AFTER
        ),
        lambda: submit_marks(assignment=first, by=user, now=AFTER),
        lambda: take_back_marks(assignment=second, by=second.expert.user, now=AFTER),
        lambda: call_further(entry=first.entry, by=world.organiser, now=AFTER),
    ):
        with pytest.raises(CellClosedError):
            act()
    assert set(Mark.objects.values_list("points", flat=True)) == {Decimal(15)}


def test_the_trail_holds_no_points(world, pair):
    mark_all(pair[0], 13)
    told = [str(row.after) for row in events().filter(kind__contains="marks")]
    assert told
    assert not any("13" in text or "65" in text for text in told)
