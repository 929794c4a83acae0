"""Filling in a form in a browser: saved while typing, nothing lost."""

import pytest
from tests.questionnaires.conftest import NOW, OWNER, definition_of

from miara.accounts.public import Decision, create_person
from miara.questionnaires import permissions
from miara.questionnaires.public import (
    Access,
    OwnerRules,
    content_of,
    create_form,
    history,
    open_sheet,
    publish_version,
    register_owner,
    save_answer,
)

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PASSWORD = "dluga-lipowa-aleja-7"
YES = Decision(allowed=True)


@pytest.fixture
def sheet(db, settings, monkeypatch):
    monkeypatch.setattr(permissions, "_rules", {})
    register_owner(
        OWNER,
        OwnerRules(
            can_edit_form=lambda user, owner: YES,
            can_write=lambda user, sheet: YES,
            can_read=lambda user, sheet: Access(YES),
        ),
    )
    draft = create_form(
        definition=definition_of(), owner_kind=OWNER, owner_id="1", by=None, now=NOW
    )
    version = publish_version(version=draft, by=None, now=NOW)
    return open_sheet(version=version, owner_kind=OWNER, owner_id="1", by=None, now=NOW)


@pytest.fixture
def writer(sheet):
    return create_person(
        email="pisarka@gmina.example",
        password=PASSWORD,
        full_name="Pisarka",
        by=None,
        now=NOW,
    )


def log_in(page):
    page.get_by_label("Adres e-mail").fill("pisarka@gmina.example")
    page.get_by_label("Hasło").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "logowanie" not in url)


def test_writing_saving_conflict_and_return_after_logout(page, visit, sheet, writer):
    first = f"/formularze/{sheet.uid}/czesc/first/"
    visit(first)
    log_in(page)
    page.wait_for_url(f"**{first}")

    page.get_by_label("Tytuł").fill("Wspólne usługi")
    page.get_by_label("Opis").focus()
    page.get_by_text("Zapisano o").wait_for()
    assert content_of(sheet).values == {"title": "Wspólne usługi"}

    page.get_by_label("Opis").fill("raz dwa trzy cztery pięć sześć")
    page.get_by_text("Słowa: 6 z 5").wait_for()
    page.get_by_text("Tekst jest za długi o 1 słowo").wait_for()

    # Somebody else changes the title meanwhile: both texts are shown.
    save_answer(
        sheet=sheet, field="title", value="Cudzy", base_revision=1, by=writer, now=NOW
    )
    page.get_by_label("Tytuł").fill("Mój tytuł")
    page.get_by_role("button", name="Zapisz mój tekst").wait_for()
    assert "Cudzy" in page.locator("#field-title").inner_text()
    page.get_by_role("button", name="Zapisz mój tekst").click()
    page.get_by_text("Zapisano o").wait_for()
    page.wait_for_function(
        "document.querySelector('[name=\"rev.title\"]').value == '3'"
    )
    lost = [change.value for change in history(sheet, "title")]
    assert lost == ["Mój tytuł", "Mój tytuł", "Cudzy", "Wspólne usługi"]

    # The session ends; what was typed waits in the browser for the next login.
    page.context.clear_cookies()
    page.get_by_label("Liczba").fill("77")
    page.get_by_label("Kwota").focus()
    page.get_by_role("link", name="Zaloguj się i wróć tutaj").click()
    log_in(page)
    page.wait_for_url(f"**{first}")
    page.get_by_role("button", name="Przywróć go").click()
    page.get_by_text("Zapisano o").wait_for()
    assert content_of(sheet).values["count"] == "77"
