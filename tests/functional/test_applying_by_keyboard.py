"""A clerk applies by keyboard alone, from the first page to the receipt.

At every stop the focus is seen, on the screen and not behind anything.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.contest.applying import set_rules
from tests.factories.contest import DURING, World, make_world
from tests.functional.keyboard import Keyboard

from miara.contest.models import Entry

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """An open call that asks for no signatures."""
    settings.FILES_DIR = tmp_path / "files"
    world = make_world()
    set_rules(world.edition)
    monkeypatch.setattr(timezone, "now", lambda: DURING)
    return world


@pytest.fixture
def keyboard(page: Any, visit: Callable[[str], Any], sign_in: Any, world: World) -> Any:
    """A clerk on the first page, with hands on the keyboard."""
    page.context.set_default_timeout(30_000)  # the first page compiles templates
    sign_in(world.clerk)
    return Keyboard(visit("/"))


def test_an_application_is_written_and_submitted_by_keyboard(
    keyboard: Keyboard, world: World
) -> None:
    page = keyboard.page
    keyboard.follow("Konkursy")
    keyboard.skip_to_content()
    keyboard.follow("Lider Zarządzania")
    keyboard.skip_to_content()
    keyboard.follow("Złóż wniosek")
    begin(keyboard)
    entry = Entry.objects.get()
    assert entry.domain == world.edition.domains.get(code="culture")
    keyboard.skip_to_content()
    keyboard.follow("Wypełnij formularz")
    keyboard.skip_to_content()
    keyboard.follow("Projekt")
    write(keyboard)
    keyboard.follow("Zapisz i sprawdź, czego brakuje")
    keyboard.skip_to_content()
    keyboard.follow("Przejdź do złożenia wniosku")
    keyboard.skip_to_content()
    keyboard.follow("Złóż wniosek")
    expect(page.locator("main")).to_contain_text("2026/001")
    keyboard.skip_to_content()
    keyboard.go_to("Potwierdzenie (PDF)")
    entry.refresh_from_db()
    assert (entry.state, entry.title) == (Entry.State.SUBMITTED, "Biblioteka do nocy")
    assert keyboard.unseen == []


def begin(keyboard: Keyboard) -> None:
    """Unit, domain by the first letters of its name, who applies by an arrow."""
    keyboard.skip_to_content()
    keyboard.go_to("Dziedzina")
    keyboard.type("kult")
    keyboard.go_to("Kto składa wniosek?")
    keyboard.press("ArrowDown", "ArrowUp", "Space")
    keyboard.follow("Rozpocznij wniosek")


def write(keyboard: Keyboard) -> None:
    """Both required answers; leaving a field saves it."""
    page = keyboard.page
    keyboard.skip_to_content()
    keyboard.go_to("Tytuł")
    keyboard.type("Biblioteka do nocy")
    keyboard.go_to("Cele")
    keyboard.type("Czytać po pracy.")
    keyboard.press("Tab")
    for field in ("title", "goals"):
        revision = page.locator(f"[name='rev.{field}']")
        expect(revision).not_to_have_value("0", timeout=20_000)
