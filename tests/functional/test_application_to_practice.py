"""An application becomes a published practice: organiser, author, editor, reader."""

import re

import pytest
from django.utils import timezone
from tests.factories.assessment import make_accepted
from tests.factories.contest import AFTER, DURING, make_form, make_world
from tests.factories.editing import person_with
from tests.factories.practices import texts

from miara.accounts.public import grant_role
from miara.contest.roles import ContestRole, entry_scope
from miara.notifications.models import Message
from miara.practices.models import PracticeCard
from miara.questionnaires.public import load_form

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
TITLE = "Wspólne centrum usług"


@pytest.fixture
def world(settings, tmp_path, live_server, monkeypatch):
    """An admitted application whose author agreed to the publication."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_SITE_URL = live_server.url
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 3_600_000
    made = make_world()
    form = load_form("slz").model_dump(mode="json") | {"code": "slz"}
    made.edition.form = make_form(made.edition, form)
    made.edition.save()
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    return made


@pytest.fixture
def entry(world):
    made = make_accepted(
        world,
        1,
        title=TITLE,
        values={
            "title": TITLE,
            "before": "Kolejki sięgały dwóch godzin.",
            "still_running": True,
            "publication": {"agreed": True},
        },
    )
    scope = entry_scope(made.uid)
    role = ContestRole.AUTHOR
    grant_role(user=world.clerk, role_code=role, scope=scope, by=None, now=DURING)
    return made


def publish(page, card, *, parts=None):
    """The editor completes the draft and presses the button that publishes."""
    page.goto(f"/redakcja/praktyki/karty/edit/{card.pk}/")
    page.get_by_role("tab", name="Opis").press("Enter")
    for name, text in (parts or {}).items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name="Więcej akcji").press("Enter")
    page.locator("button[name=action-publish]").press("Enter")


def test_an_application_becomes_a_published_practice(world, entry, page, sign_in):
    edition = world.edition
    sign_in(world.organiser)
    page.goto(
        f"/konkursy/{edition.contest.code}/{edition.slug}/biuro/zgloszenia/{entry.uid}/"
    )
    page.get_by_role("button", name="Przenieś do bazy dobrych praktyk").click()
    page.get_by_text("Szkic jest w bazie.").first.wait_for()
    card = PracticeCard.objects.get()
    letter = Message.objects.get(kind="contest.card_to_confirm")

    editor = person_with("PRACTICE_EDITOR")
    sign_in(editor)
    publish(page, card, parts=texts())
    page.get_by_text("jeszcze nie potwierdził opisu").first.wait_for()
    assert page.request.get(f"/praktyki/{card.pk}/").status == 404

    sign_in(world.clerk)
    page.goto(re.findall(r"http\S+", letter.text)[0])
    page.get_by_role("heading", name=TITLE).wait_for()
    page.get_by_role("button", name="Potwierdzam opis").click()
    page.get_by_text("Dziękujemy.").first.wait_for()

    sign_in(editor)
    publish(page, card)
    page.wait_for_url("**/redakcja/praktyki/karty/")

    page.context.clear_cookies()
    page.goto(f"/praktyki/{card.pk}/")
    page.get_by_role("heading", name=TITLE, level=1).wait_for()
    assert edition.name.pl in page.locator("main").inner_text()
