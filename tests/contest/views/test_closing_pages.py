"""Pages of closing: package, end of changes, held data, readings, feedback."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from tests.factories.contest import make_entry, make_person
from tests.factories.finished_contest import (
    ENDED,
    RELEASED,
    SENTINEL,
    make_finished,
)

from miara.audit.models import Event
from miara.contest.actions.closing import close_edition
from miara.contest.actions.dossiers import order_dossier
from miara.contest.actions.feedback import draft_feedback, save_feedback
from miara.contest.actions.persons import Why, erase_person
from miara.contest.actions.readings import note_reading
from miara.contest.actions.retention import erase_of_edition
from miara.contest.domain.closing.checking import check_package
from miara.contest.errors import NotAllowedError
from miara.contest.errors.closing import (
    ChangedMeanwhileError,
    FileClosedError,
    NamesExpertError,
    NotFinishedError,
    ResultsSealedError,
)
from miara.contest.models import (
    Dossier,
    Edition,
    EntryReading,
    Expert,
    Feedback,
    Mark,
    Release,
)
from miara.contest.queries.closing import BlockerCode, blockers_of
from miara.contest.tasks.closing import dossier as make
from miara.core.progress import Progress
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
PLACE = ("lider", "2026")


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def finished():
    return make_finished(entries=2)


@pytest.fixture
def office(client, finished):
    client.force_login(finished.world.organiser)
    return client


def packed(finished) -> Dossier:
    """The package, ordered and made as the worker does."""
    row = order_dossier(
        edition=finished.edition,
        case_number="OR.1",
        case_class="0220",
        category="B10",
        by=finished.world.organiser,
        now=ENDED,
    )
    progress = Progress()
    progress.by_id = row.created_by_id
    make(progress, **row.params)
    return Dossier.objects.get()


def test_package_is_downloaded_by_the_organiser_alone_and_written_down(
    office, finished, client
):
    found = packed(finished)
    url = reverse("contest:closing-package", args=[*PLACE, found.uid])
    answer = office.get(url)
    content = b"".join(answer.streaming_content)
    assert check_package(zipfile.ZipFile(io.BytesIO(content))).is_sound
    event = Event.objects.get(kind="contest.dossier_downloaded")
    assert (event.actor_id, event.after["sha256"]) == (
        str(finished.world.organiser.pk),
        found.sha256,
    )
    for stranger in (finished.chair, finished.world.clerk, finished.experts[0].user):
        office.force_login(stranger)
        assert office.get(url).status_code == 403
    assert Event.objects.filter(kind="contest.dossier_downloaded").count() == 1


def test_package_is_refused_before_the_release(finished):
    Release.objects.update(released_at=ENDED + timedelta(days=1))
    with pytest.raises(ResultsSealedError):
        packed(finished)


def test_file_is_closed_when_nothing_is_open_and_then_nothing_changes(office, finished):
    edition, by = finished.edition, finished.world.organiser
    Message.objects.exclude(state="SENT").update(state="SENT", ended_at=ENDED)
    finished.entries[0].assignments.filter(expert=finished.experts[0]).update(
        state="IN_WORK", submitted_at=None
    )
    codes = {row.code for row in blockers_of(edition, now=ENDED)}
    assert codes == {BlockerCode.MARKS, BlockerCode.DOSSIER}
    with pytest.raises(NotFinishedError):
        close_edition(edition=edition, by=by, now=ENDED)
    finished.entries[0].assignments.update(state="SUBMITTED", submitted_at=ENDED)
    packed(finished)
    url = reverse("contest:closing", args=PLACE)
    assert office.post(url, {"action": "close", "typed": "nie"}).status_code == 422
    answer = office.post(url, {"action": "close", "typed": "lider/2026"})
    assert answer.status_code == 302
    edition = Edition.objects.get(pk=edition.pk)
    assert edition.archived_at is not None
    mark = Mark.objects.select_related("assignment__entry__edition")[0]
    for row in (mark, mark.assignment, mark.assignment.entry, edition):
        with pytest.raises(FileClosedError):
            row.save()
    with pytest.raises(FileClosedError), transaction.atomic():
        mark.delete()
    setup = reverse("contest:setup", args=PLACE)
    assert office.get(setup).status_code == 200
    assert office.post(setup, {"name_0": "X"}).status_code == 403
    with pytest.raises(FileClosedError):
        close_edition(edition=edition, by=by, now=ENDED)
    finished.world.edition.refresh_from_db()
    with pytest.raises(FileClosedError):
        make_entry(finished.world)


def test_page_of_held_data_shows_kinds_days_and_no_value(office, finished):
    page = office.get(reverse("contest:held", args=PLACE)).content.decode()
    assert "Eksperci: imię i nazwisko" in page
    assert SENTINEL not in page


def test_data_of_a_person_are_handed_out_without_those_of_others(office, finished):
    expert = finished.experts[1]
    url = reverse("contest:held-person", args=PLACE)
    answer = office.post(url, {"email": expert.user.email, "action": "hand-out"})
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    data = json.loads(package.read("dane.json"))["data"]
    assert [row["full_name"] for row in data["experts"]] == [expert.full_name]
    own = Mark.objects.filter(assignment__expert=expert).count()
    assert len(data["marks"]) == own > 0
    other = finished.experts[0].full_name
    assert all(other not in package.read(name).decode() for name in package.namelist())
    missing = office.post(url, {"email": "nikt@przyklad.pl", "action": "hand-out"})
    assert missing.status_code == 422


def test_own_data_are_handed_out_from_the_account(client, finished):
    client.force_login(finished.world.clerk)
    answer = client.get(reverse("contest:own-data"))
    data = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("dane.json"))
    assert len(data["data"]["applications"]) == 2
    assert data["data"]["letters"][0]["kind"] == "contest.entry_submitted"
    page = client.get(reverse("accounts:account")).content.decode()
    assert reverse("contest:own-data") in page
    client.force_login(make_person("obcy"))
    assert client.get(reverse("contest:own-data")).status_code == 302


def test_request_of_a_person_erases_what_is_no_evidence(finished):
    edition, by = finished.edition, finished.world.organiser
    idle = Expert.objects.create(
        edition=edition, full_name="Ewa Zbędna", email="zbedna@przyklad.pl",
        employer="Firma", state="DECLINED", invited_at=RELEASED,
    )  # fmt: skip
    asked = {"edition": edition, "reason": "list z 2 XI", "by": by, "now": ENDED}
    done = erase_person(email="zbedna@przyklad.pl", **asked)
    idle.refresh_from_db()
    assert (done.erased, done.kept) == ({"experts": 1}, ())
    assert "zbedna" not in idle.email
    assert "Ewa" not in idle.full_name + idle.employer
    done = erase_person(email=finished.experts[0].user.email, **asked)
    kept = {row.name: row.why for row in done.kept}
    assert kept["marks"] == kept["experts"] == Why.ASSESSED
    finished.experts[0].refresh_from_db()
    assert SENTINEL in finished.experts[0].full_name
    with pytest.raises(NotAllowedError):
        erase_person(email="a@b.pl", **{**asked, "by": finished.chair})


def test_reading_is_written_once_a_day_and_applicants_learn_no_name(office, finished):
    entry, reader = finished.entries[1], finished.experts[2].user
    for hours in (0, 3, 24):
        note_reading(
            entry=entry, by=reader, part="EXPERT", now=ENDED + timedelta(hours=hours)
        )
    assert EntryReading.objects.filter(entry=entry).count() == 2
    page = office.get(reverse("contest:readings", args=PLACE)).content.decode()
    assert str(reader) in page
    office.force_login(finished.world.clerk)
    page = office.get(reverse("contest:entry", args=[entry.uid])).content.decode()
    assert "1 listopada 2026" in page.replace("\xa0", " ")
    assert str(reader) not in page
    assert office.get(reverse("contest:readings", args=PLACE)).status_code == 403


def test_erased_paper_answers_gone(
    office, finished, django_capture_on_commit_callbacks
):
    Edition.objects.update(archived_at=ENDED)
    finished.edition.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        erase_of_edition(edition=finished.edition, now=ENDED + timedelta(days=366))
    name = "contest:application-pdf"
    url = reverse(name, args=[*PLACE, finished.entries[0].uid, 1])
    assert office.get(url).status_code == 410


def test_list_of_readings_asks_alike_for_few_and_for_many(office, finished):
    url = reverse("contest:readings", args=PLACE)
    office.get(url)
    with CaptureQueriesContext(connection) as few:
        office.get(url)
    for day in range(20):
        note_reading(
            entry=finished.entries[0],
            by=finished.experts[day % 3].user,
            part="EXPERT",
            now=ENDED + timedelta(days=day),
        )
    with CaptureQueriesContext(connection) as many:
        office.get(url)
    assert len(many) == len(few)


def test_feedback_is_chosen_sent_and_read_without_names(office, finished):
    url = reverse("contest:feedback", args=PLACE)
    office.post(url, {"action": "draft"})
    assert Feedback.objects.count() == 2
    entry = finished.entries[0]
    comment = Mark.objects.filter(assignment__entry=entry).order_by("pk")[0]
    code = comment.criterion.code
    edit = reverse("contest:feedback-edit", args=[*PLACE, entry.uid])
    page = office.get(edit).content.decode()
    assert comment.comment in page
    assert finished.experts[0].full_name not in page
    sent = {
        f"strengths_{code}": "Jasny cel.",
        f"use_strengths_{code}": [str(comment.pk)],
        "summary": "Gratulujemy.",
        "is_ready": "on",
        "revision": "0",
    }
    assert office.post(edit, sent).status_code == 302
    office.post(url, {"action": "send"})
    assert {row.state for row in Feedback.objects.all()} == {"SENT", "DRAFT"}
    letter = Message.objects.get(kind="contest.feedback_sent")
    assert letter.recipient == finished.world.clerk.email
    assert comment.comment not in letter.text
    office.force_login(finished.world.clerk)
    read = office.get(reverse("contest:entry-feedback", args=[entry.uid]))
    page = read.content.decode()
    assert "Jasny cel." in page
    assert comment.comment in page
    assert all(row.full_name not in page for row in finished.experts)
    unsent = reverse("contest:entry-feedback", args=[finished.entries[1].uid])
    assert office.get(unsent).status_code == 404


def test_feedback_waits_for_the_release_names_nobody_and_loses_no_text(finished):
    asked = {"by": finished.world.organiser, "now": ENDED}
    draft_feedback(edition=finished.edition, **asked)
    row = Feedback.objects.order_by("pk")[0]
    words = {"points": [], "is_ready": False, "revision": 0, **asked}
    Expert.objects.filter(pk=finished.experts[0].pk).update(full_name="Anna Kowalska")
    with pytest.raises(NamesExpertError):
        save_feedback(feedback=row, summary="Zdaniem Kowalskiej warto.", **words)
    save_feedback(feedback=row, summary="Warto.", **words)
    with pytest.raises(ChangedMeanwhileError):
        save_feedback(feedback=row, summary="Inaczej.", **words)
    row.refresh_from_db()
    assert row.summary == "Warto."
    Release.objects.update(released_at=ENDED + timedelta(days=1))
    with pytest.raises(ResultsSealedError):
        draft_feedback(edition=finished.edition, **asked)


def test_text_that_lost_a_race_is_shown_again(office, finished):
    asked = {"by": finished.world.organiser, "now": ENDED}
    draft_feedback(edition=finished.edition, **asked)
    row = Feedback.objects.order_by("pk")[0]
    save_feedback(
        feedback=row,
        points=[],
        summary="Pierwszy.",
        is_ready=False,
        revision=0,
        **asked,
    )
    url = reverse("contest:feedback-edit", args=[*PLACE, row.entry.uid])
    answer = office.post(url, {"summary": "Drugi.", "revision": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Pierwszy." in page
    assert "Drugi." in page
    assert office.post(url, {"summary": "Drugi.", "revision": "1"}).status_code == 302


@pytest.mark.parametrize("name", ["closing", "held", "readings", "feedback"])
def test_pages_are_the_organisers_alone(client, finished, name):
    with override("pl"):
        url = reverse(f"contest:{name}", args=PLACE)
    assert client.get(url).status_code == 302
    for stranger in (finished.world.clerk, finished.chair, finished.experts[0].user):
        client.force_login(stranger)
        assert client.get(url).status_code == 403
    client.force_login(finished.world.organiser)
    assert client.get(url).status_code == 200
    with override("pl"):  # what the answer leaves active ends with the block
        assert client.get(f"/en{url}").status_code == 200


def test_opening_an_application_is_written_down(office, finished):
    """The pages of the office and of the jury that show content."""
    entry = finished.entries[1]
    office.get(reverse("contest:application", args=[*PLACE, entry.uid]))
    office.get(reverse("contest:application-version", args=[*PLACE, entry.uid, 1]))
    rows = EntryReading.objects.filter(entry=entry)
    assert [(row.reader, row.part) for row in rows] == [
        (finished.world.organiser, "OFFICE")
    ]
