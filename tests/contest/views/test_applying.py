"""Applying through the pages: from the first click to the receipt, and too late."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.contest.applying import (
    BACKEND,
    draft,
    of_entry,
    of_office,
    receive_at,
    set_rules,
)
from tests.factories.contest import CLOSES, DURING, OPENS, make_person, make_world

from miara.accounts.public import RoleCode, grant_role, unit_scope
from miara.contest.models import Edition, Entry, EntryPartner
from miara.notifications.public import Message
from miara.questionnaires.permissions import rules_of
from miara.questionnaires.public import history

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def world(client, settings, tmp_path, monkeypatch):
    settings.FILES_DIR = tmp_path / "files"
    made = make_world()
    set_rules(made.edition)
    client.force_login(made.clerk, BACKEND)
    receive_at(monkeypatch, DURING)
    return made


def test_an_application_from_the_first_click_to_the_receipt(client, world):
    # begun
    domain = world.edition.domains.get(code="culture")
    answer = client.post(
        of_office("entry-new"), {"unit": "120617", "domain": domain.pk, "who": "unit"}
    )
    entry = Entry.objects.get()
    assert answer.url == of_entry("entry", entry)
    # a partner is named, asked and confirms without an account
    client.post(
        of_entry("entry-describe", entry),
        {
            "domain": domain.pk,
            "who": "unit",
            "p-TOTAL_FORMS": 1,
            "p-INITIAL_FORMS": 0,
            "p-0-unit": "120611",
            "p-0-role": "sala",
            "p-0-email": "gmina@przyklad.pl",
        },
    )
    partner = EntryPartner.objects.get()
    client.post(of_entry("partner-ask", entry, partner.pk))
    letter = Message.objects.get(recipient="gmina@przyklad.pl")
    link = re.search(r"/zgloszenia/partner/\S+", letter.text)[0]
    assert client.get(link).status_code == 200
    client.post(link, {"full_name": "Jan Próbny, wójt"})
    partner.refresh_from_db()
    assert (partner.confirmed_at, partner.confirmed_name) == (
        DURING,
        "Jan Próbny, wójt",
    )
    # not complete: the page says what is missing, nothing is submitted
    refused = client.post(of_entry("entry-submit", entry))
    assert refused.status_code == 422
    assert "#field-goals" in refused.content.decode()
    # written and submitted
    section = reverse("questionnaires:section", args=[entry.sheet.uid, "project"])
    client.post(
        section,
        {"title": "Noc", "rev.title": "0", "goals": "Czytać.", "rev.goals": "0"},
    )
    assert client.post(of_entry("entry-submit", entry)).url == of_entry("entry", entry)
    entry.refresh_from_db()
    assert (entry.number, entry.title) == ("2026/001", "Noc")
    home = client.get(of_entry("entry", entry)).content.decode()
    assert "2026/001" in home
    assert entry.latest.sha256 in home
    # the receipt says the same, once made it stays
    receipt = client.get(of_entry("entry-receipt", entry, 1))
    assert receipt.content.startswith(b"%PDF")
    entry.latest.refresh_from_db()
    assert client.get(of_entry("entry-version", entry, 1)).content[:4] == b"%PDF"
    again = client.get(of_entry("entry-receipt", entry, 1))
    assert again.content == receipt.content
    # whoever has the hash learns number and moment, nothing else
    client.logout()
    page = client.get(
        reverse("contest:receipt-check"), {"skrot": entry.latest.sha256}
    ).content.decode()
    assert "2026/001" in page
    assert "Noc" not in page
    unknown = client.get(reverse("contest:receipt-check"), {"skrot": "0" * 64})
    assert "2026/001" not in unknown.content.decode()


@pytest.mark.parametrize(
    ("closes", "last"),
    [
        (CLOSES, CLOSES),
        # Half past two comes twice on that night; the later one is meant.
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
        # The last second before the clocks go forward is 01:59:59 in Warsaw.
        (
            datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
        ),
    ],
    ids=["usual", "autumn", "spring"],
)
def test_the_second_of_the_deadline_through_the_pages(
    client, world, monkeypatch, closes, last
):
    Edition.objects.update(first_closes_at=closes, closes_at=closes)
    entry = draft(world)
    section = reverse("questionnaires:section", args=[entry.sheet.uid, "project"])
    typed = {"title": "Spóźnione", "rev.title": "1"}

    receive_at(monkeypatch, last + SECOND)
    late = client.post(of_entry("entry-submit", entry))
    assert late.status_code == 409
    assert client.post(section, typed).status_code == 403
    entry.refresh_from_db()
    assert (entry.state, entry.number) == ("DRAFT", "")
    # What was typed too late is no answer and is not lost either.
    kept = history(entry.sheet, "title")[0]
    assert (kept.outcome, kept.value, kept.by) == ("LATE", "Spóźnione", world.clerk)

    for moment in (last - SECOND, last):
        receive_at(monkeypatch, moment)
        assert client.post(of_entry("entry-submit", entry)).status_code == 302
        entry.refresh_from_db()
        assert entry.submitted_at == moment
    assert entry.title == "Biblioteka do nocy"


def test_before_the_call_people_write_and_do_not_submit(client, world, monkeypatch):
    entry = draft(world)
    receive_at(monkeypatch, OPENS - SECOND)
    section = reverse("questionnaires:section", args=[entry.sheet.uid, "project"])
    answer = client.post(section, {"title": "Wcześniej", "rev.title": "1"})
    assert answer.status_code == 302
    assert client.post(of_entry("entry-submit", entry)).status_code == 409


def test_strangers_do_not_learn_of_an_application(client, world):
    entry = draft(world)
    pages = [
        of_entry(name, entry, *more)
        for name, *more in (
            ("entry",),
            ("entry-describe",),
            ("entry-history",),
            ("entry-people",),
            ("entry-signatures",),
            ("entry-submit",),
            ("entry-withdraw",),
            ("entry-supplement",),
            ("entry-appeal",),
            ("entry-copy", "xml"),
            ("entry-receipt", 1),
            ("entry-version", 1),
        )
    ]
    pages.append(reverse("questionnaires:sheet", args=[entry.sheet.uid]))
    neighbour = make_person("sasiad")
    grant_role(
        user=neighbour,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope("120611"),
        by=None,
        now=DURING,
    )
    for somebody in (neighbour, world.organiser):
        client.force_login(somebody, BACKEND)
        assert {client.get(url).status_code for url in pages} == {404}
    # A draft is unknown to the office as well.
    client.force_login(world.organiser, BACKEND)
    assert client.get(of_office("application", entry.uid)).status_code == 404
    assert entry.uid not in client.get(of_office("applications")).content.decode()


def test_author_hands_over_and_never_leaves_nobody(client, world):
    entry = draft(world)
    people = of_entry("entry-people", entry)
    client.post(
        people,
        {"action": "invite", "email": "nowa@przyklad.pl", "role": "ENTRY_AUTHOR"},
    )
    assert Message.objects.filter(recipient="nowa@przyklad.pl").count() == 1
    held = client.get(people).context["people"]
    client.post(people, {"action": "end", "pk": held[0]["member"].pk})
    assert len(client.get(people).context["people"]) == 1


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_an_application_opens(client, world, language):
    entry = draft(world)
    client.post(of_entry("entry-submit", entry))
    names = ("entry", "entry-describe", "entry-history", "entry-people",
             "entry-signatures", "entry-submit", "entry-withdraw",
             "entry-supplement", "entry-appeal")  # fmt: skip
    urls = [of_entry(name, entry) for name in names]
    urls += [reverse("contest:entries"), of_office("entry-new")]
    assert {client.get(f"{language}{url}").status_code for url in urls} == {200}


def test_my_list_asks_the_same_number_of_questions(
    client, world, django_assert_max_num_queries
):
    draft(world)
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("contest:entries"))
    draft(world)
    draft(world)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(client.get(reverse("contest:entries")).context["rows"]) == 3


def test_attachments_have_the_limits_that_the_rules_tell(client, world):
    set_rules(world.edition, attachment_limit_mb=3, attachments_total_mb=7)
    sheet = draft(world).sheet
    assert rules_of(sheet.owner_kind).file_limits(sheet) == (3 * 2**20, 7 * 2**20)
