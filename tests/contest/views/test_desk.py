"""What experts get from every page and file, and what they must not get."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from PIL import Image
from tests.factories.assessment import (
    make_accepted,
    make_assignment,
    make_expert,
    mark_all,
    write_marks,
)
from tests.factories.contest import (
    AFTER,
    SMALL_FORM,
    make_entry,
    make_form,
    make_person,
    make_world,
)

from miara.contest.actions.conflicts import add_conflict
from miara.contest.actions.experts import token_of
from miara.contest.models import Assignment, Conflict, Expert, Mark
from miara.questionnaires.public import attach_file

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LEAKS = ("zielon", "120617", "sekretarz", "rada@", "285 08 50", "2026/001")


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """Requests arrive when experts work."""
    monkeypatch.setattr("miara.core.middleware.timezone.now", lambda: AFTER)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def assignment(world):
    return make_assignment(make_accepted(world), make_expert(world, "anna"))


def log_in(client, user):
    client.force_login(user, BACKEND)
    return client


def page(assignment, name="assessment", **more):
    return reverse(f"contest:{name}", kwargs={"uid": assignment.uid, **more})


def declare_free(client, assignment):
    return client.post(page(assignment, "declaration"), {"answer": "free"})


def test_nothing_is_shown_before_the_declaration(client, assignment):
    log_in(client, assignment.expert.user)
    desk = client.get(reverse("contest:desk")).content.decode()
    assert "Zielonki" in desk
    assert "Biblioteka" not in desk
    assert client.get(page(assignment)).url == page(assignment, "declaration")
    assert client.get(page(assignment, "reading-file", number=1)).status_code == 404
    shown = client.get(page(assignment, "declaration")).content.decode()
    assert "Zielonki" in shown
    assert "Biblioteka" not in shown
    declare_free(client, assignment)
    assert "Czytać po pracy." in client.get(page(assignment)).content.decode()


def test_other_people_get_nothing(client, world, assignment):
    other = make_expert(world, "ewa")
    for user in (other.user, world.organiser, world.clerk, make_person("obcy")):
        log_in(client, user)
        for name in ("assessment", "declaration"):
            assert client.get(page(assignment, name)).status_code == 404
        saved = client.post(page(assignment, "save-mark"), {"field": "whole"})
        assert saved.status_code == 403
        assert client.post(page(assignment, "take-back")).status_code == 404
    assert not Mark.objects.exists()


@pytest.mark.parametrize("how", ["conflict", "role", "state", "formal"])
def test_reading_ends_at_once(client, world, assignment, how):
    log_in(client, assignment.expert.user)
    declare_free(client, assignment)
    expert, entry = assignment.expert, assignment.entry
    if how == "conflict":
        Conflict.objects.create(
            expert=expert, entry=entry, kind="EMPLOYER", fingerprint="x", found_at=AFTER
        )
    elif how == "role":
        expert.user.memberships.update(until=AFTER)
    elif how == "state":
        Expert.objects.update(state="LEFT")
    else:
        type(entry).objects.update(state="DISQUALIFIED")
    assert client.get(page(assignment)).status_code == 404
    assert client.get(page(assignment, "reading-file", number=1)).status_code == 404
    body = client.get(reverse("contest:desk")).content.decode()
    assert "Zielonki" not in body
    saved = client.post(page(assignment, "save-mark"), {"field": "whole"})
    assert saved.json()["status"] == "closed"


def test_saving_answers_what_became_of_it(client, assignment):
    log_in(client, assignment.expert.user)
    declare_free(client, assignment)
    code = assignment.entry.edition.criteria.order_by("position")[0].code

    def save(**fields):
        answer = client.post(
            page(assignment, "save-mark"), {"field": code, "comment": "A", **fields}
        )
        return answer.status_code, answer.json()

    status, said = save(points="7,0", revision="0")
    assert (status, said["status"], said["revision"]) == (200, "saved", 1)
    status, said = save(points="8", revision="0")
    assert (status, said["status"], said["points"]) == (409, "conflict", "7")
    assert save(points="99", revision="1")[1]["status"] == "refused"
    assert save(points="siedem", revision="1")[1]["status"] == "refused"
    assert Mark.objects.get().points == 7
    client.logout()
    assert save(points="9", revision="1")[0] == 401


def test_marks_are_written_and_submitted_without_script(client, assignment):
    log_in(client, assignment.expert.user)
    declare_free(client, assignment)
    codes = [row.code for row in assignment.entry.edition.criteria.all()]
    sent = {f"points.{code}": "10" for code in codes} | {"do": "submit"}
    refused = client.post(page(assignment), sent)
    assert refused.status_code == 422
    assert Mark.objects.filter(points=10).count() == len(codes)  # nothing typed is lost
    sent |= {f"comment.{code}": "Opisane." for code in codes} | {"confidence": "4"}
    sent |= {f"rev.{code}": "1" for code in codes}
    assert client.post(page(assignment), sent).status_code == 302
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.SUBMITTED
    assert "50" in client.get(page(assignment)).content.decode()


def test_marks_of_others_come_only_when_all_are_in(client, world, assignment):
    other = make_assignment(assignment.entry, make_expert(world, "ewa"))
    mark_all(assignment, 11)
    log_in(client, other.expert.user)
    declare_free(client, other)
    write_marks(other, 17)
    Mark.objects.filter(assignment=assignment).update(comment="SEKRET")
    assert "SEKRET" not in client.get(page(other)).content.decode()
    client.post(page(other), {"do": "submit", "confidence": "3"})
    body = client.get(page(other)).content.decode()
    assert "SEKRET" in body
    assert assignment.expert.full_name not in body  # by number, not by name


def test_a_blind_expert_finds_no_name_anywhere(client, world):
    """Crawl everything an expert can reach from the desk, and every file."""
    world.edition.form = make_form(world.edition, _blind_form())
    world.edition.rules = {"marks": {"blind": True}}
    world.edition.save()
    entry = make_accepted(
        world,
        title="Biblioteka w Zielonkach",
        goals="Mieszkańcy Zielonek i powiatu: rada@zielonki.pl, tel. 12 285 08 50.",
        values={
            "contact": {
                "name": "Sekretarz Gminy",
                "post": "sekretarz",
                "phone": "12 285 08 50",
                "email": "rada@zielonki.pl",
            },
            "secret": "Zielonki tylko dla biura",
        },
    )
    assignment = make_assignment(entry, make_expert(world, "anna"))
    log_in(client, assignment.expert.user)
    crawl(client)
    declare_free(client, assignment)
    assert page(assignment) in crawl(client)
    body = client.get(page(assignment)).content.decode()
    assert "Biblioteka" in body
    assert "[…]" in body
    write_marks(assignment, 12)
    client.post(page(assignment), {"do": "submit", "confidence": "3"})
    crawl(client)


def test_files_of_a_blind_edition_say_nothing_of_their_author(
    client, world, settings, tmp_path
):
    settings.FILES_DIR = tmp_path
    world.edition.form = make_form(world.edition, _blind_form())
    world.edition.rules = {"marks": {"blind": True}}
    world.edition.save()
    entry = make_entry(world)
    exif = Image.Exif()
    exif[0x013B] = "Urząd Gminy Zielonki"
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "navy").save(made, "JPEG", exif=exif)
    sent = {"content": made.getvalue(), "name": "zielonki.jpg", "kind": "PHOTO"}
    attach_file(sheet=entry.sheet, field="photos", by=None, now=AFTER, **sent)
    assignment = make_assignment(
        make_accepted(world, entry=entry), make_expert(world, "anna")
    )
    log_in(client, assignment.expert.user)
    declare_free(client, assignment)
    url = page(assignment, "reading-file", number=1)
    blind = client.get(url)
    assert blind.content.startswith(b"\xff\xd8")
    assert b"Zielonki" not in blind.content
    assert "zielonki" not in str(blind.headers).lower()
    # Where the unit is named the file comes as it was sent.
    world.edition.rules = {"marks": {"blind": False}}
    world.edition.save()
    assert client.get(url).content == sent["content"]


def crawl(client):
    """Every address of experts that links lead to; each answer is searched."""
    seen, waiting = set(), [reverse("contest:desk")]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url, follow=True)
        text = " ".join([answer.content.decode(), str(answer.headers)]).lower()
        assert [leak for leak in LEAKS if leak in text] == [], url
        waiting += re.findall(r'href="((?:/en)?/ocena/[^"#?]*)"', text)
    return seen


def _blind_form():
    """The small form with a field for the office alone."""
    section = SMALL_FORM["sections"][0]
    more = {
        "code": "secret",
        "kind": "LONG_TEXT",
        "label": {"pl": "Dla biura", "en": "For the office"},
    }
    photos = {
        "code": "photos",
        "kind": "ATTACHMENTS",
        "label": {"pl": "Zdjęcia", "en": "Photographs"},
        "is_blind": True,
        "attachments": {"kinds": ["PHOTO"]},
    }
    fields = [*section["fields"], more, photos]
    return {
        **SMALL_FORM,
        "code": "blind",
        "sections": [{**section, "fields": fields}],
    }


def test_the_desk_makes_the_same_few_queries_however_long(
    client, world, django_assert_max_num_queries
):
    expert = make_expert(world, "anna")
    log_in(client, expert.user)
    for number in (1, 2, 3):
        make_assignment(make_accepted(world, number), expert, position=number)
    with django_assert_max_num_queries(10) as few:
        client.get(reverse("contest:desk"))
    for number in range(4, 9):
        make_assignment(make_accepted(world, number), expert, position=number)
    with django_assert_max_num_queries(10) as many:
        client.get(reverse("contest:desk"))
    assert len(many) == len(few)


def test_an_invitation_is_declined_without_and_accepted_with_the_account(client, world):
    def invited(name):
        return Expert.objects.create(
            edition=world.edition,
            full_name=name,
            email=f"{name}@przyklad.pl",
            invited_at=AFTER - timedelta(days=1),
        )

    ewa, anna = invited("ewa"), invited("anna")
    url = reverse("contest:expert-invitation", args=[token_of(ewa)])
    assert client.get(url).status_code == 200
    client.post(url, {"do": "decline"})
    ewa.refresh_from_db()
    assert ewa.state == "DECLINED"
    url = reverse("contest:expert-invitation", args=[token_of(anna)])
    log_in(client, make_person("anna"))
    assert client.post(url, {"do": "accept"}).status_code == 422  # confidentiality
    client.post(url, {"do": "accept", "confidential": "on"})
    anna.refresh_from_db()
    assert anna.state == "ACCEPTED"


def test_a_conflict_of_the_office_hides_the_entry(client, world, assignment):
    log_in(client, assignment.expert.user)
    declare_free(client, assignment)
    add_conflict(
        expert=assignment.expert,
        entry=assignment.entry,
        text="Rodzina",
        by=world.organiser,
        now=AFTER,
    )
    assert client.get(page(assignment)).status_code == 404
