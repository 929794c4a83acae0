"""A gala in a browser: rehearsal, keys of a clicker, no network, the release."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.ceremony import WORD, make_gala

from miara.ceremony.actions.revealing import open_ceremony
from miara.ceremony.models import Ceremony, Step
from miara.contest.models import Release

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gala(tmp_path, settings):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    return make_gala(day=timezone.localdate())


@pytest.fixture
def screen(page):
    """Open a screen and wait for its script."""

    def go(path):
        page.goto(path)
        page.locator("html[data-ready]").wait_for()
        return page

    return go


def press(page, key, step):
    """A clicker: its pause, its key, and what the screen counts afterwards."""
    page.wait_for_timeout(550)
    page.keyboard.press(key)
    page.locator("#progress", has_text=re.compile(f"^{step}/")).wait_for()


def wait_until(true):
    """Wait for the database."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_rehearsal_is_revealed_by_keyboard_in_both_languages(
    gala, page, sign_in, screen, axe
):
    sign_in(gala.world.organiser)
    screen(f"{gala.base}proba/ekran/")
    assert page.get_by_text("Próba: wszystkie nazwy są zmyślone").is_visible()
    keys = ["ArrowRight", " ", "PageDown", "Enter", "ArrowDown"]
    for step, key in enumerate(keys, 1):
        press(page, key, step)
    assert axe(page) == []
    page.keyboard.press("PageUp")
    page.locator("#progress", has_text="4/7").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#card").is_visible()
    page.keyboard.press("Escape")
    # A reload shows what was revealed; the other language goes on from there.
    page.reload()
    page.locator("#progress", has_text="5/7").wait_for()
    screen(f"/en{gala.base}proba/ekran/")
    assert page.get_by_text("Coming next:").is_visible()
    press(page, "PageDown", 6)
    press(page, "PageDown", 7)
    page.get_by_text("Everything was revealed.").first.wait_for()
    assert page.get_by_text("Dress rehearsal").is_visible()
    assert axe(page) == []
    assert not Release.objects.exists()


def test_gala_goes_on_without_network_and_releases_when_it_is_back(
    gala, page, sign_in, screen, axe
):
    open_ceremony(
        ceremony=gala.ceremony, typed=WORD, by=gala.bench.chair, now=timezone.now()
    )
    sign_in(gala.world.organiser)
    screen(f"{gala.base}ekran/")
    titles = [entry.title for entry in gala.bench.entries]
    assert not [title for title in titles if title in page.content()]
    press(page, "PageDown", 1)
    assert page.get_by_text("Dowoz po wsiach").is_visible()
    page.context.set_offline(True)
    page.wait_for_timeout(550)
    page.keyboard.press("PageDown")
    page.get_by_text("Brak sieci").wait_for()
    page.get_by_role("button", name="Hasło ogłoszenia").click()
    page.get_by_role("textbox", name="Hasło ogłoszenia").fill("ABCDE-ABCDE-ABCDE-ABCDE")
    page.get_by_role("button", name="Odblokuj").click()
    page.get_by_text("To nie jest hasło tego przygotowania").wait_for()
    assert axe(page) == []
    page.get_by_role("textbox", name="Hasło ogłoszenia").fill(gala.phrase.lower())
    page.keyboard.press("Enter")
    page.get_by_text("Hasło pasuje").wait_for()
    page.locator("body").click()
    press(page, "PageDown", 2)
    assert page.get_by_text("Czekamy na sieć").is_visible()
    assert Ceremony.objects.get(kind="REAL").revealed == 1
    press(page, "PageDown", 3)
    assert page.get_by_text("Tytul-tajny-7319").is_visible()
    assert not Release.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("Wyniki są jawne.").wait_for()
    assert Release.objects.get().set_by == gala.bench.chair
    assert Step.objects.filter(is_offline=True).count() == 2
    assert page.evaluate("localStorage.length") == 0
    page.goto(f"{gala.base.replace('uroczystosc', 'konkursy')}wyniki/")
    assert page.get_by_text("Dowoz po wsiach").first.is_visible()


def test_what_was_revealed_offline_survives_closing_the_page(
    gala, page, sign_in, screen
):
    """The phrase alone, before the chair opened: the day and the way home."""
    sign_in(gala.world.organiser)
    screen(f"{gala.base}ekran/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Hasło ogłoszenia").click()
    page.get_by_role("textbox", name="Hasło ogłoszenia").fill(gala.phrase)
    page.keyboard.press("Enter")
    page.get_by_text("Hasło pasuje").wait_for()
    press(page, "PageDown", 1)
    press(page, "PageDown", 2)
    page.get_by_text("Czekamy na sieć").wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)
    screen(f"{gala.base}ekran/")
    wait_until(lambda: Ceremony.objects.get(kind="REAL").revealed == 2)
    assert page.locator("#progress").inner_text() == "2/3"
    assert not Release.objects.exists()
    assert (
        Ceremony.objects.get(kind="REAL").day + timedelta(days=1) > timezone.localdate()
    )


def test_a_tampered_bundle_shows_nothing(gala, page, sign_in, screen):
    open_ceremony(
        ceremony=gala.ceremony, typed=WORD, by=gala.bench.chair, now=timezone.now()
    )
    step = Step.objects.get(ceremony=gala.ceremony, number=1)
    changed = bytearray(bytes(step.sealed))
    changed[40] ^= 1
    Step.objects.filter(pk=step.pk).update(sealed=bytes(changed))
    sign_in(gala.world.organiser)
    screen(f"{gala.base}ekran/")
    page.keyboard.press("PageDown")
    page.get_by_text("Ten krok się nie otwiera").wait_for()
    assert page.locator("#card").inner_text() == ""
