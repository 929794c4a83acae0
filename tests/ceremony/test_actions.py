"""The order of keys, who may what and when, and the release at the end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.ceremony import DAY, GALA, WORD, prepare_again
from tests.factories.contest import make_person, make_world
from tests.factories.jury import SENTINEL, SPECIAL, decide, make_bench, make_meeting

from miara.audit.public import describe_all, events_for
from miara.ceremony import errors
from miara.ceremony.actions.preparing import prepare_rehearsal
from miara.ceremony.actions.revealing import (
    close_ceremony,
    open_ceremony,
    release_all,
    reveal,
)
from miara.ceremony.domain.sealing import open_step, proof_of
from miara.ceremony.models import Ceremony, Step
from miara.ceremony.queries.ceremonies import known_of, master_of
from miara.contest.actions.announcing import announce_due
from miara.contest.actions.jury import close_meeting
from miara.contest.models import Award, Release
from miara.contest.public import ContestError
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
#: Finalists, the first place and the special title of `factories.jury.decide`.
COUNT = 3


def press(gala, number, *, by=None, now=GALA, proof=""):
    return reveal(
        ceremony=gala.ceremony,
        number=number,
        by=by or gala.world.organiser,
        now=now,
        proof=proof,
    )


def secret_of(gala):
    return proof_of(master_of(gala.ceremony), gala.ceremony.uid)


def test_steps_are_revealed_in_order_and_the_last_releases_everything(opened):
    ceremony = opened.ceremony
    for number in range(1, COUNT + 1):
        assert not Release.objects.exists()
        done = press(opened, number)
        step = Step.objects.get(ceremony=ceremony, number=number)
        content = open_step(bytes(step.sealed), done.key, ceremony.uid, number, COUNT)
        assert step.revealed_by == opened.world.organiser
        assert done.is_public == (number == COUNT)
    assert content["rows"][0]["special"]["pl"] == SPECIAL
    release = Release.objects.get()
    assert (release.stage, release.released_at) == ("RESULTS", GALA)
    assert release.set_by == opened.bench.chair
    ceremony.refresh_from_db()
    assert ceremony.finished_at == GALA
    announce_due(GALA)
    assert Message.objects.exists()


def test_a_second_press_gives_the_same_key_and_changes_nothing(opened):
    first = press(opened, 1)
    assert press(opened, 1, now=GALA + timedelta(minutes=1)) == first
    opened.ceremony.refresh_from_db()
    assert opened.ceremony.revealed == 1
    for number in (2, 3):
        press(opened, number)
    again = press(opened, 3, now=GALA + timedelta(hours=1))
    assert again.is_public
    assert Release.objects.get().released_at == GALA


@pytest.mark.parametrize("number", [0, 2, 3, 99])
def test_a_step_before_its_turn_is_refused(opened, number):
    with pytest.raises(errors.OutOfOrderError):
        press(opened, number)
    assert not Step.objects.exclude(revealed_at=None).exists()


def test_nothing_is_revealed_before_the_chair_opened_or_on_another_day(gala):
    with pytest.raises(errors.NotOpenedError):
        press(gala, 1)
    for days in (-1, 2):
        with pytest.raises(errors.NotTheDayError):
            open_ceremony(
                ceremony=gala.ceremony,
                typed=WORD,
                by=gala.bench.chair,
                now=GALA + timedelta(days=days),
            )
    open_ceremony(ceremony=gala.ceremony, typed=WORD, by=gala.bench.chair, now=GALA)
    with pytest.raises(errors.NotTheDayError):
        press(gala, 1, now=GALA + timedelta(days=2))
    assert press(gala, 1, now=GALA + timedelta(days=1)).number == 1


def test_only_the_chair_opens_closes_prepares_and_releases(gala):
    for person in (gala.world.organiser, gala.bench.juror, make_person("obca")):
        facts = {"by": person, "now": GALA}
        for act in (
            lambda f=facts: open_ceremony(ceremony=gala.ceremony, typed=WORD, **f),
            lambda f=facts: close_ceremony(ceremony=gala.ceremony, **f),
            lambda f=facts: release_all(edition=gala.world.edition, typed=WORD, **f),
            lambda f=facts: prepare_again(gala.world, gala.bench, **f),
        ):
            with pytest.raises(errors.NotAllowedError):
                act()
    with pytest.raises(errors.NotAllowedError):
        press(gala, 1, by=gala.bench.juror)
    with pytest.raises(errors.NotAllowedError):
        prepare_rehearsal(edition=gala.world.edition, by=gala.bench.juror, now=GALA)


def test_opening_asks_for_the_word_and_can_be_taken_back_before_the_first_step(gala):
    facts = {"ceremony": gala.ceremony, "by": gala.bench.chair, "now": GALA}
    with pytest.raises(errors.TypedWrongError):
        open_ceremony(typed="lider", **facts)
    assert open_ceremony(typed=f" {WORD} ", **facts).opened_at == GALA
    close_ceremony(**facts)
    close_ceremony(**facts)
    with pytest.raises(errors.NotOpenedError):
        press(gala, 1)
    open_ceremony(typed=WORD, **facts)
    open_ceremony(typed="", **facts)  # twice changes nothing
    press(gala, 1)
    with pytest.raises(errors.OutOfOrderError):
        close_ceremony(**facts)


def test_phrase_reports_steps_seen_without_network(gala):
    proof = secret_of(gala)
    for bad in ("0" * 64, "ą"):
        with pytest.raises(errors.WrongPhraseError):
            press(gala, 1, proof=bad)
    later = GALA + timedelta(days=3)
    for number in range(1, COUNT + 1):
        done = press(gala, number, now=later, proof=proof)
    assert done.is_public
    assert Release.objects.get().set_by == gala.bench.chair
    assert Step.objects.filter(is_offline=True).count() == COUNT


def test_changed_decisions_ask_for_preparing_again(opened):
    press(opened, 1)
    Award.objects.filter(kind__role="FINALIST").first().delete()
    with pytest.raises(errors.StaleError):
        press(opened, 2)
    with pytest.raises(errors.StartedError):
        prepare_again(opened.world, opened.bench)
    fresh, phrase = prepare_again(opened.world, opened.bench, again=True)
    assert phrase != opened.phrase
    assert (fresh.revealed, fresh.opened_at) == (0, None)
    assert Ceremony.objects.filter(kind="REAL").count() == 1


def test_a_refused_release_keeps_the_last_step_and_the_chair_can_press(opened):
    press(opened, 1)
    press(opened, 2)
    make_meeting_with_decision(opened)
    done = press(opened, 3, proof=secret_of(opened))
    assert done.refusal
    assert not done.is_public
    opened.ceremony.refresh_from_db()
    assert (opened.ceremony.revealed, opened.ceremony.finished_at) == (3, None)
    assert not Release.objects.exists()


def make_meeting_with_decision(gala):
    """An open meeting that decided something: the release is refused."""
    meeting = make_meeting(gala.world, gala.bench)
    award = Award.objects.filter(kind__role="FINALIST").first()
    Award.objects.filter(pk=award.pk).update(meeting=meeting)


def test_chair_releases_everything_at_once_and_only_once(gala):
    facts = {"edition": gala.world.edition, "by": gala.bench.chair}
    with pytest.raises(errors.TypedWrongError):
        release_all(typed="", now=GALA, **facts)
    assert release_all(typed=WORD, now=GALA, **facts) is True
    assert release_all(typed="", now=GALA + timedelta(hours=1), **facts) is False
    assert Release.objects.get().released_at == GALA
    with pytest.raises(errors.AlreadyPublicError):
        prepare_again(gala.world, gala.bench)
    # The show goes on: there is no secret any more.
    assert press(gala, 1, now=GALA + timedelta(days=9)).is_public


def test_an_unfinished_jury_cannot_be_prepared(clock):
    world = make_world()
    bench = make_bench(world)
    with pytest.raises(ContestError):
        prepare_again(world, bench)
    meeting = make_meeting(world, bench)
    decide(world, bench, meeting)
    with pytest.raises(ContestError):
        prepare_again(world, bench)
    close_meeting(meeting=meeting, by=bench.chair, now=GALA)
    with pytest.raises(errors.NothingToRevealError):
        prepare_again(world, bench, roles=["MENTION"])


def test_rehearsal_touches_no_result(gala):
    rehearsal = gala.rehearsal
    known = known_of(rehearsal)
    for number in range(1, known.count + 1):
        done = reveal(
            ceremony=rehearsal, number=number, by=gala.world.organiser, now=GALA
        )
        assert not done.is_public
    assert not Release.objects.exists()
    rehearsal.refresh_from_db()
    everything = str(known_of(rehearsal).contents)
    assert "Zmyślona" in everything
    for entry in gala.bench.entries:
        assert entry.title not in everything
    assert gala.ceremony.revealed == 0


def test_trail_says_what_was_done_and_no_result(opened):
    for number in range(1, COUNT + 1):
        press(opened, number)
    told = describe_all(list(events_for(opened.world.edition)))
    assert "Odsłonięto krok 2 uroczystości." in told
    assert SENTINEL not in str(told)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "REAL", "day": None},
        {"kind": "REHEARSAL", "day": DAY},
        {"revealed": 1},
    ],
)
def test_the_database_refuses_what_cannot_be(gala, change):
    gala.rehearsal.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ceremony.objects.filter(pk=gala.ceremony.pk).update(**change)


def test_rows_hold_ciphertext_alone(gala):
    rows = list(Step.objects.filter(ceremony=gala.ceremony))
    assert len(rows) == COUNT + 1
    raw = b"".join(bytes(row.sealed) for row in rows)
    assert SPECIAL.encode() not in raw
    assert b"wiejskie" not in raw
