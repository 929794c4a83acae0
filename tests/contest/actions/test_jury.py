"""The jury: who sees what, what may be decided, what never changes."""

import json
from datetime import timedelta

import pytest
from django.utils.translation import override
from tests.factories.contest import make_person, make_world
from tests.factories.jury import (
    MEETING,
    SENTINEL,
    SENTINEL_EN,
    decide,
    make_bench,
    make_decided,
    make_meeting,
)

from miara.accounts.public import Invitation
from miara.audit.public import Event
from miara.contest.actions.jurors import appoint_juror, end_juror, record_recusal
from miara.contest.actions.jury import (
    Votes,
    close_meeting,
    decide_title,
    plan_meeting,
    take_back_decision,
    update_meeting,
)
from miara.contest.errors import NotAllowedError
from miara.contest.errors.jury import (
    BrokenTitlesError,
    JustificationMissingError,
    MeetingClosedError,
    NobodyPresentError,
    NotAssessedError,
    OneChairError,
    OneTitleOnceError,
    VotesError,
)
from miara.contest.exports.minutes import minutes_data, minutes_of
from miara.contest.models import Award, Entry
from miara.contest.permissions import can_judge
from miara.contest.presenters.jury import decision_rows, flaw_texts
from miara.contest.queries.jury import barred_of, juror_of, may_vote
from miara.core.localized import Localized
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
REASON = Localized("Najlepsze w swojej grupie.")


def kind(world, code):
    return world.edition.title_kinds.get(code=code)


def test_appointed_person_gets_the_role_or_an_invitation():
    world = make_world()
    known = make_person("znana")
    for email in (known.email, "nowy@przyklad.pl"):
        appoint_juror(
            edition=world.edition,
            full_name="Osoba",
            email=email,
            by=world.organiser,
            now=MEETING,
        )
    assert can_judge(known, world.edition, now=MEETING)
    assert Invitation.objects.get().email == "nowy@przyklad.pl"
    # The seat waits for whoever comes with the invited address.
    newcomer = make_person("nowy")
    assert juror_of(world.edition, newcomer).full_name == "Osoba"


def test_ended_membership_takes_the_role_and_the_second_chair_is_refused():
    world = make_world()
    bench = make_bench(world)
    with pytest.raises(OneChairError):
        appoint_juror(
            edition=world.edition,
            full_name="Druga",
            email="druga@przyklad.pl",
            is_chair=True,
            by=world.organiser,
            now=MEETING,
        )
    end_juror(juror=bench.seats[1], by=world.organiser, now=MEETING)
    assert not can_judge(bench.juror, world.edition, now=MEETING)


def test_tie_by_the_register_bars_before_anybody_records_it():
    world = make_world()
    bench = make_bench(world)
    barred = barred_of(bench.seats, bench.entries)
    assert list(barred) == [(bench.seats[2].pk, bench.entries[0].pk)]
    record_recusal(
        juror=bench.seats[1],
        entry=bench.entries[1],
        reason="Siostra prowadzi projekt.",
        by=bench.juror,
        now=MEETING,
    )
    barred = barred_of(bench.seats, bench.entries)
    assert (bench.seats[1].pk, bench.entries[1].pk) in barred
    meeting = make_meeting(world, bench)
    assert [seat.pk for seat in may_vote(meeting, bench.entries[1])] == [
        bench.seats[0].pk,
        bench.seats[2].pk,
    ]
    with pytest.raises(NotAllowedError):
        record_recusal(
            juror=bench.seats[0],
            entry=bench.entries[1],
            reason="Cudza sprawa.",
            by=bench.juror,
            now=MEETING,
        )


def test_decision_needs_a_reason_an_admitted_entry_and_votes_that_add_up():
    world = make_world()
    bench = make_bench(world)
    meeting = plan_meeting(
        edition=world.edition, starts_at=MEETING, by=bench.chair, now=MEETING
    )
    given = {
        "meeting": meeting,
        "entry": bench.entries[0],
        "kind": kind(world, "first"),
        "by": bench.chair,
        "now": MEETING,
    }
    called = Message.objects.filter(kind="contest.jury_called")
    assert {letter.recipient for letter in called} == {
        seat.email for seat in bench.seats
    }
    with pytest.raises(NobodyPresentError):
        decide_title(justification=REASON, **given)
    make_present(meeting, bench)
    with pytest.raises(JustificationMissingError):
        decide_title(justification=Localized(" ", "Only English"), **given)
    # Three present, but one is tied to the unit of the application.
    with pytest.raises(VotesError):
        decide_title(justification=REASON, votes=Votes(3, 0, 0), **given)
    with pytest.raises(NotAllowedError):
        decide_title(justification=REASON, **{**given, "by": bench.juror})
    decide_title(justification=REASON, votes=Votes(2, 0, 0), **given)
    with pytest.raises(OneTitleOnceError):
        decide_title(justification=REASON, **given)
    Entry.objects.filter(pk=bench.entries[1].pk).update(state="REJECTED")
    bench.entries[1].refresh_from_db()
    with pytest.raises(NotAssessedError):
        decide_title(justification=REASON, **{**given, "entry": bench.entries[1]})


def make_present(meeting, bench):
    update_meeting(
        meeting=meeting,
        starts_at=MEETING,
        place="",
        agenda="",
        notes="",
        present=bench.seats,
        by=bench.chair,
        now=MEETING,
    )


def test_meeting_with_broken_titles_does_not_close_and_says_why():
    world = make_world()
    bench = make_bench(world)
    meeting = make_meeting(world, bench)
    for entry in bench.entries[:2]:
        decide_title(
            meeting=meeting,
            entry=entry,
            kind=kind(world, "first"),
            justification=REASON,
            by=bench.chair,
            now=MEETING,
        )
    with pytest.raises(BrokenTitlesError) as caught:
        close_meeting(meeting=meeting, by=bench.chair, now=MEETING)
    texts = flaw_texts(world.edition, caught.value.flaws)
    assert len(texts) == 2
    assert "2026/001" in texts[0]


def test_closed_meeting_never_changes():
    world = make_world()
    bench, meeting = make_decided(world)
    award = Award.objects.filter(meeting=meeting, kind__code="first").get()
    later = MEETING + timedelta(days=1)
    with pytest.raises(MeetingClosedError):
        take_back_decision(award=award, by=bench.chair, now=later)
    with pytest.raises(MeetingClosedError):
        make_present(meeting, bench)
    with pytest.raises(MeetingClosedError):
        decide(world, bench, meeting)
    with pytest.raises(MeetingClosedError):
        close_meeting(meeting=meeting, by=bench.chair, now=later)
    assert Award.objects.filter(meeting=meeting).count() == 5


def test_trail_says_that_something_was_decided_never_what():
    world = make_world()
    make_decided(world)
    events = Event.objects.filter(kind="contest.jury_decided")
    assert events.count() == 5
    assert all(event.before is None and event.after is None for event in events)


def test_recused_member_sees_no_decision_about_the_entry():
    world = make_world()
    bench, meeting = make_decided(world)
    rows = decision_rows(meeting, bench.seats[2])
    hidden = [row for row in rows if row.award.entry_id == bench.entries[0].pk]
    assert hidden
    assert all(row.hidden and not row.what and not row.whom for row in hidden)
    assert any(row.what for row in rows)


def test_minutes_are_the_same_bytes_each_time_and_name_everything():
    world = make_world()
    _bench, meeting = make_decided(world)
    pdf = minutes_of(meeting)
    assert pdf.startswith(b"%PDF-")
    assert pdf == minutes_of(meeting)
    with override("pl"):
        told = json.dumps(minutes_data(meeting), ensure_ascii=False, default=str)
    for wanted in ("Przewodnicza", "2026/002", SENTINEL, SENTINEL_EN):
        assert wanted in told, wanted
    # Who is tied to the unit stands among the recused though nobody clicked.
    with override("pl"):
        (recused,) = minutes_data(meeting)["recusals"]
    assert recused[:2] == ["Zwiazany", "2026/001"]
    assert recused[2] == "Związek z jednostką składającą wniosek."
