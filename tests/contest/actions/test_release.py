"""Release: nothing before its moment, everything at it, nothing taken back after it."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from tests.factories.contest import make_world
from tests.factories.jury import (
    MEETING,
    RELEASE,
    SENTINEL,
    decide,
    make_bench,
    make_decided,
    make_meeting,
)

from miara.contest.actions.announcing import announce_due
from miara.contest.actions.diplomas import (
    prepare_diplomas,
    reissue_diploma,
    revoke_diploma,
)
from miara.contest.actions.jury import close_meeting, decide_title
from miara.contest.actions.press import keep_package, seal_package
from miara.contest.actions.release import release_word, set_release, withdraw_release
from miara.contest.errors import NotAllowedError
from miara.contest.errors.jury import MeetingClosedError, ResultsOutError
from miara.contest.errors.results import (
    NothingToReleaseError,
    OpenMeetingError,
    PastHourError,
    ReasonMissingError,
    ReleasedAlreadyError,
    RevokedError,
    TypedWrongError,
)
from miara.contest.exports.press_kit import press_kit
from miara.contest.models import Diploma, Release
from miara.contest.presenters.results import results_view
from miara.contest.queries.press import content_of_package, packages_of
from miara.contest.queries.results import (
    diploma_of_code,
    results_of,
    sealed_results,
)
from miara.core.localized import Localized
from miara.documents.public import read_file
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
RESULTS, FINALISTS = Release.Stage.RESULTS, Release.Stage.FINALISTS
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def release(world, bench, stage=RESULTS, at=RELEASE, now=MEETING + DAY):
    return set_release(
        edition=world.edition,
        stage=stage,
        released_at=at,
        typed=release_word(world.edition, stage),
        by=bench.chair,
        now=now,
    )


def test_results_are_out_at_their_second_and_not_before():
    world = make_world()
    bench, _meeting = make_decided(world)
    assert results_of(world.edition, now=RELEASE, stage=RESULTS) is None
    release(world, bench)
    before, at = RELEASE - SECOND, RELEASE
    assert results_of(world.edition, now=before, stage=RESULTS) is None
    assert results_of(world.edition, now=before, stage=FINALISTS) is None
    out = results_of(world.edition, now=at, stage=RESULTS)
    assert {row.kind_code for row in out.rows} == {"finalist", "first", "special"}
    assert [cell.justification.pl for cell in out.empty] == [SENTINEL]
    # Without a release of their own finalists come with the results.
    finals = results_of(world.edition, now=at, stage=FINALISTS)
    assert {row.kind_code for row in finals.rows} == {"finalist"}
    # "Finalist" is not said of whoever got a place.
    view = results_view(world.edition, out)
    awards = [row.award for cell in view.cells for row in cell.rows]
    assert len(awards) == 2
    assert [row.award for row in view.special] == ["Tytul-tajny-7319"]


def test_finalists_come_before_the_results_and_bring_nothing_else():
    world = make_world()
    bench, _meeting = make_decided(world)
    release(world, bench, stage=FINALISTS)
    now = RELEASE + SECOND
    finals = results_of(world.edition, now=now, stage=FINALISTS)
    assert {row.kind_code for row in finals.rows} == {"finalist"}
    assert finals.empty == ()
    assert results_of(world.edition, now=now, stage=RESULTS) is None


def test_sealed_results_are_for_the_jury_alone():
    world = make_world()
    bench, _meeting = make_decided(world)
    for person in (bench.chair, bench.juror):
        found, decision = sealed_results(world.edition, user=person, now=MEETING)
        assert found.rows
        assert decision
    for person in (world.organiser, world.clerk):
        found, decision = sealed_results(world.edition, user=person, now=MEETING)
        assert found is None
        assert not decision


def test_release_asks_for_a_finished_jury_the_chair_and_the_typed_words():
    world = make_world()
    bench = make_bench(world)
    with pytest.raises(NothingToReleaseError):
        release(world, bench)
    meeting = make_meeting(world, bench)
    decide(world, bench, meeting)
    assert results_of(world.edition, now=RELEASE, stage=RESULTS) is None
    with pytest.raises(OpenMeetingError):
        release(world, bench)
    close_meeting(meeting=meeting, by=bench.chair, now=MEETING)
    given = {"edition": world.edition, "stage": RESULTS, "released_at": RELEASE}
    word = release_word(world.edition, RESULTS)
    for person in (bench.juror, world.organiser):
        with pytest.raises(NotAllowedError):
            set_release(typed=word, by=person, now=MEETING, **given)
    with pytest.raises(TypedWrongError):
        set_release(typed="tak", by=bench.chair, now=MEETING, **given)
    with pytest.raises(PastHourError):
        set_release(typed=word, by=bench.chair, now=RELEASE + SECOND, **given)


def test_hour_moves_until_it_comes_and_never_after():
    world = make_world()
    bench, meeting = make_decided(world)
    release(world, bench)
    release(world, bench, at=RELEASE + DAY)
    withdraw_release(edition=world.edition, stage=RESULTS, by=bench.chair, now=RELEASE)
    assert not Release.objects.exists()
    release(world, bench)
    for late in (RELEASE, RELEASE + DAY):
        with pytest.raises(ReleasedAlreadyError):
            withdraw_release(
                edition=world.edition, stage=RESULTS, by=bench.chair, now=late
            )
        with pytest.raises(ReleasedAlreadyError):
            release(world, bench, at=late + DAY, now=late)
    # Nothing is decided any more, not even in another meeting.
    with pytest.raises(MeetingClosedError):
        decide(world, bench, meeting)
    with pytest.raises(ResultsOutError):
        decide_title(
            meeting=make_meeting(world, bench),
            entry=bench.entries[0],
            kind=world.edition.title_kinds.get(code="second"),
            justification=Localized("Później."),
            by=bench.chair,
            now=RELEASE + DAY,
        )


def test_letters_are_written_once_and_only_after_the_moment():
    world = make_world()
    bench, _meeting = make_decided(world)
    release(world, bench)
    Message.objects.all().delete()
    assert announce_due(RELEASE - SECOND) == {"releases": 0, "letters": 0}
    assert not Message.objects.exists()
    assert announce_due(RELEASE) == {"releases": 1, "letters": 3}
    assert announce_due(RELEASE + DAY) == {"releases": 0, "letters": 0}
    kinds = sorted(Message.objects.values_list("kind", flat=True))
    assert kinds == ["contest.award_given"] * 3
    texts = " ".join(Message.objects.values_list("text", flat=True))
    assert "I miejsce" in texts
    assert "/konkursy/lider/2026/wyniki/" in texts


def test_diplomas_wait_sealed_then_verify_and_say_when_void():
    world = make_world()
    bench, _meeting = make_decided(world)
    with pytest.raises(NotAllowedError):
        prepare_diplomas(edition=world.edition, by=world.organiser, now=MEETING + DAY)
    given = {"edition": world.edition, "by": bench.chair, "now": MEETING + DAY}
    assert prepare_diplomas(**given) == 4
    assert prepare_diplomas(**given) == 0
    release(world, bench)
    first = Diploma.objects.get(award__kind__code="first")
    assert read_file(first.file).startswith(b"%PDF-")
    assert first.number == "LIDER/2026/001"
    assert diploma_of_code(first.code, now=RELEASE - SECOND) is None
    found, title = diploma_of_code(first.code.lower(), now=RELEASE)
    assert found == first
    assert title.number == "2026/002"
    before = {"diploma": first, "by": world.organiser, "now": RELEASE - SECOND}
    with pytest.raises(NotAllowedError):
        revoke_diploma(reason="Pomyłka", **before)
    after = {**before, "now": RELEASE + DAY}
    with pytest.raises(ReasonMissingError):
        revoke_diploma(reason=" ", **after)
    old = first.file_id
    again = reissue_diploma(recipient_name="Gmina Nowa", reason="Literówka", **after)
    assert (again.number, again.code) == (first.number, first.code)
    assert again.file_id != old
    revoke_diploma(reason="Nagroda zwrócona.", **after)
    found, _title = diploma_of_code(first.code, now=RELEASE + DAY)
    assert found.revoked_reason == "Nagroda zwrócona."
    with pytest.raises(RevokedError):
        reissue_diploma(recipient_name="X", reason="Y", **after)


def test_press_package_opens_at_the_moment_with_what_was_promised():
    world = make_world()
    bench, _meeting = make_decided(world)
    sealed, _decision = sealed_results(world.edition, user=bench.chair, now=MEETING)
    content = press_kit(world.edition, sealed, at=MEETING)
    assert content == press_kit(world.edition, sealed, at=MEETING)
    keep_package(
        edition=world.edition,
        stage=RESULTS,
        sealed=seal_package(content),
        by=bench.chair,
        now=MEETING,
    )
    release(world, bench)
    (before,) = packages_of(world.edition, now=RELEASE - SECOND)
    assert before.key == ""
    assert SENTINEL.encode() not in read_file(before.file)
    assert content_of_package(world.edition, RESULTS, now=RELEASE - SECOND) is None
    (after,) = packages_of(world.edition, now=RELEASE)
    assert len(after.key) == 64
    opened = content_of_package(world.edition, RESULTS, now=RELEASE)
    assert hashlib.sha256(opened).hexdigest() == before.sha256
    with zipfile.ZipFile(io.BytesIO(opened)) as package:
        table = package.read("wyniki.csv").decode("utf-8-sig")
        assert SENTINEL in table
        assert package.read("wyniki-pl.pdf").startswith(b"%PDF-")
