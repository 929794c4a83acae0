"""States of an application: every draft gets in or learns why not; no other moves."""

import itertools
import random
from datetime import timedelta

import pytest
from tests.contest.applying import draft, set_rules
from tests.factories.contest import (
    AFTER,
    CLOSES,
    DURING,
    OPENS,
    make_member,
    make_world,
)

from miara.contest.actions.appeals import decide_appeal, file_appeal
from miara.contest.actions.entries import describe_entry
from miara.contest.actions.formal import (
    confirm_check,
    decide_check,
    disqualify_entry,
    return_check,
)
from miara.contest.actions.submission import submit_entry, withdraw_entry
from miara.contest.actions.supplements import answer_supplement, expire_supplements
from miara.contest.domain.stages import LIVING, TRANSITIONS, WRITABLE
from miara.contest.errors import ContestError
from miara.contest.models import Entry
from miara.contest.presenters.entry_words import STATES
from miara.contest.queries.writing import writing_decision
from miara.contest.roles import ContestRole

MOVES = {(row.before, row.after) for row in TRANSITIONS}


def test_the_table_names_every_state_and_reaches_it():
    states = set(Entry.State.values)
    assert {state for move in MOVES for state in move} == states
    assert states >= LIVING | WRITABLE
    reached, before = {"DRAFT"}, set()
    while reached != before:
        before = set(reached)
        reached |= {after for start, after in MOVES if start in reached}
    assert reached == states
    assert set(STATES) == states
    assert all(str(words.label) and str(words.next) for words in STATES.values())


@pytest.mark.django_db
def test_every_draft_is_submitted_or_told_why_not():
    world = make_world()
    combinations = itertools.product(
        (False, True), (False, True), (False, True),
        (OPENS - timedelta(seconds=1), DURING, CLOSES + timedelta(seconds=1)),
    )  # fmt: skip
    for complete, has_domain, needs_signature, moment in combinations:
        signatories = ["HEAD"] if needs_signature else []
        set_rules(world.edition, signatures={"signatories": signatories})
        entry = draft(world, complete=complete)
        if not has_domain:
            describe_entry(
                entry=entry, domain=None, entrant_name="", union=None, partners=[],
                by=world.clerk, now=DURING,
            )  # fmt: skip
        possible = complete and has_domain and not needs_signature and moment == DURING
        told = ""
        try:
            submit_entry(entry=entry, by=world.clerk, received_at=moment)
        except ContestError as refusal:
            told = refusal.for_people()
        assert bool(told) != possible
        entry.refresh_from_db()
        assert entry.state == ("SUBMITTED" if possible else "DRAFT")
        assert bool(entry.number) == possible


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_states_move_along_the_table_alone(seed):
    world = make_world()
    set_rules(world.edition, formal={"appeals": True})
    first = make_member(world, ContestRole.CHECKER, "ewa")
    second = make_member(world, ContestRole.CHECKER, "jan")
    choose = random.Random(seed)
    seen, told = set(), set()
    for number in range(6):
        entry = draft(world, title=f"Wniosek {number}")
        now = DURING
        for _step in range(14):
            before = Entry.objects.get(pk=entry.pk).state
            act = choose.choice(_acts(entry, world, first, second, now))
            try:
                act()
            except ContestError as refusal:
                told.add(refusal.for_people())
            entry.refresh_from_db()
            if entry.state != before:
                seen.add((before, entry.state))
                assert (before, entry.state) in MOVES
            assert bool(entry.number) == (entry.latest is not None)
            now += timedelta(hours=choose.choice((1, 30, 200)))
    assert len(seen) >= 3
    assert all(told)


def _acts(entry, world, first, second, now):
    """Everything that anybody could try; most of it is refused."""
    check = entry.checks.order_by("-pk").first()
    appeal = entry.appeals.first()
    clerk, organiser = world.clerk, world.organiser
    due = now + timedelta(days=3)
    acts = [
        lambda: submit_entry(entry=entry, by=clerk, received_at=now),
        lambda: submit_entry(entry=entry, by=clerk, received_at=min(now, DURING)),
        lambda: withdraw_entry(entry=entry, reason="", by=clerk, now=now),
        lambda: answer_supplement(
            entry=entry, answer="Jest.", by=clerk, received_at=now
        ),
        lambda: expire_supplements(now),
        lambda: file_appeal(entry=entry, text="Nie.", by=clerk, received_at=now),
        lambda: disqualify_entry(entry=entry, reason="Tak.", by=organiser, now=now),
        *(
            lambda verdict=verdict: decide_check(
                entry=entry, verdict=verdict, reasons="Brak.", due_at=due,
                by=first, now=now,
            )
            for verdict in ("ACCEPT", "SUPPLEMENT", "REJECT")
        ),
    ]  # fmt: skip
    if check:
        acts += 4 * [lambda: confirm_check(check=check, by=second, now=now)]
        acts += [lambda: return_check(check=check, note="Nie.", by=second, now=now)]
    if appeal:
        acts += [
            lambda: decide_appeal(
                appeal=appeal, is_upheld=True, answer="Tak.", by=organiser, now=now
            )
        ]
    return acts


@pytest.mark.django_db
def test_writing_is_open_exactly_where_the_table_says():
    world = make_world()
    set_rules(world.edition)
    entry = draft(world)
    for state in Entry.State.values:
        entry.state = state
        open_now = bool(writing_decision(entry, DURING))
        # A supplement without a call is a fault, not an open door.
        assert open_now == (state in WRITABLE - {"SUPPLEMENT"}), state
        assert not writing_decision(entry, AFTER)
