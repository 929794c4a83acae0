"""Pages of the office about experts, plans, progress and the ranking."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.assessment import (
    make_accepted,
    make_assignment,
    make_expert,
    mark_all,
)
from tests.factories.contest import AFTER, make_member, make_world

from miara.contest.models import Assignment, AssignmentPlan, Conflict, Expert
from miara.contest.roles import ContestRole

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGES = ("experts", "expert-new", "expert-import", "conflicts", "plans", "progress")


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """Requests arrive when experts work."""
    monkeypatch.setattr("miara.core.middleware.timezone.now", lambda: AFTER)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def office(client, world):
    client.force_login(world.organiser, BACKEND)
    return client


def url(name, *args):
    return reverse(f"contest:{name}", args=["lider", "2026", *args])


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", [*PAGES, "ranking"])
def test_empty_pages_open_for_the_organiser_alone(client, world, name):
    expert = make_expert(world, "anna")
    for user, status in (
        (world.organiser, 200),
        (expert.user, 403),
        (world.clerk, 403),
    ):
        client.force_login(user, BACKEND)
        assert client.get(url(name)).status_code == status
    juror = make_member(world, ContestRole.JUROR, "jurorka")
    client.force_login(juror, BACKEND)
    expected = 200 if name == "ranking" else 403
    assert client.get(url(name)).status_code == expected


def test_experts_are_invited_taken_in_and_corrected(office):
    sent = {
        "full_name": "Anna Lis",
        "email": "anna@przyklad.pl",
        "home_uid": "120617",
        "fit_culture": "3",
    }
    assert office.post(url("expert-new"), sent).status_code == 302
    anna = Expert.objects.get()
    assert (anna.home_uid, anna.fits.get().fit) == ("120617", 3)
    again = office.post(url("expert-new"), sent)
    assert again.status_code == 422
    assert "Anna Lis" in text_of(again)  # nothing typed is lost
    assert "120617" in text_of(office.get(url("expert", anna.uid)))
    rows = "imię i nazwisko;e-mail;zamieszkanie TERYT\nEwa Sowa;ewa@przyklad.pl;\n"
    rows += "Jan Kos;jan@przyklad.pl;999999\n"
    file = SimpleUploadedFile("e.csv", rows.encode())
    told = text_of(office.post(url("expert-import"), {"file": file}))
    assert Expert.objects.count() == 2
    assert "999999" in told


def test_a_plan_goes_from_proposal_to_marks_and_ranking(office, world):
    for number in range(1, 6):
        make_accepted(world, number)
    for name in ("anna", "ewa"):
        make_expert(world, name)
    proposed = office.post(url("plan-new"))
    plan = AssignmentPlan.objects.get()
    assert proposed.url == url("plan", plan.pk)
    assert "2026/001" in text_of(office.get(proposed.url))
    pairs = office.get(url("plan-file", plan.pk)).content
    assert pairs.count(b"@przyklad.pl") == 10
    back = office.post(
        url("plan-pairs"), {"file": SimpleUploadedFile("pary.csv", pairs)}
    )
    assert back.status_code == 302
    office.post(url("plan-adopt", plan.pk), {"due_at": "2026-05-20T12:00"})
    rows = list(Assignment.objects.order_by("entry__number", "expert__full_name"))
    assert len(rows) == 10
    for row, points in zip(rows, (19, 5, 12, 11, 8, 7, 3, 4, 9, 9), strict=True):
        mark_all(row, points)
    board = text_of(office.get(url("progress")))
    assert "2026/002" in board
    differing = text_of(office.get(url("progress") + "?stan=rozbieznosc"))
    assert "2026/001" in differing
    assert "2026/002" not in differing
    entry = rows[0].entry
    assert "95" in text_of(office.get(url("progress-entry", entry.uid)))
    office.post(url("progress-close", entry.cell_id))
    entry.cell.refresh_from_db()
    assert entry.cell.closed_at == AFTER
    ranking = text_of(office.get(url("ranking")))
    assert "2026/001" in ranking
    assert "<svg" in ranking
    assert office.get(url("ranking-file", "csv")).content.count(b"mark;") == 50
    assert office.get(url("ranking-file", "xlsx")).content.startswith(b"PK")


def test_an_impossible_plan_says_why_and_what_would_help(office, world):
    make_accepted(world)
    make_expert(world, "anna")
    answer = office.post(url("plan-new"))
    assert answer.status_code == 422
    assert "2026/001" in text_of(answer)
    assert answer.context["remedies"]


def test_drafts_stay_the_experts_own(office, world):
    from tests.factories.assessment import write_marks

    from miara.contest.actions.assignments import declare

    entry = make_accepted(world)
    row = make_assignment(entry, make_expert(world, "anna"))
    declare(assignment=row, is_free=True, by=row.expert.user, now=AFTER)
    write_marks(row, 13)
    assert "Dobrze opisane." not in text_of(
        office.get(url("progress-entry", entry.uid))
    )


def test_a_conflict_is_dismissed_with_a_reason_only(office, world):
    entry = make_accepted(world)
    expert = make_expert(world, "anna", home_uid="120617")
    office.post(url("conflicts"), {"do": "refresh"})
    found = Conflict.objects.get(expert=expert, entry=entry)
    decide = url("conflict-decide", found.pk)
    office.post(decide, {"answer": "dismiss", "reason": ""})
    found.refresh_from_db()
    assert found.state == "SUSPECTED"
    office.post(decide, {"answer": "dismiss", "reason": "Wyprowadziła się"})
    found.refresh_from_db()
    assert found.state == "DISMISSED"


@pytest.mark.parametrize("name", ["experts", "conflicts", "progress", "ranking"])
def test_lists_make_a_constant_number_of_queries(
    office, world, name, django_assert_max_num_queries
):
    experts = [make_expert(world, each) for each in ("anna", "ewa")]
    make_expert(world, "ola", home_uid="120617")  # a conflict with every entry

    def add(number):
        entry = make_accepted(world, number)
        for expert in experts:
            mark_all(make_assignment(entry, expert), 5 + number)

    for number in (1, 2):
        add(number)
    with django_assert_max_num_queries(30) as few:
        office.get(url(name))
    for number in (3, 4, 5):
        add(number)
    with django_assert_max_num_queries(30) as many:
        office.get(url(name))
    assert len(many) == len(few)
