"""An editor writes a card, an expert reads it, it becomes public at its moment."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from tests.factories.editing import PASSWORD, person_with
from tests.factories.practices import published, texts
from tests.factories.units import make_register

from miara.notifications.models import Message
from miara.practices.actions.booking import publish_due
from miara.practices.actions.review import ask_for_review
from miara.practices.models import PracticeCard

pytestmark = [
    pytest.mark.functional,
    pytest.mark.django_db(transaction=True),
]

TITLE = "Autobus na telefon"
SHOTS = os.environ.get("EDITING_SHOTS")


@pytest.fixture
def cast(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"
    # The database of tests, in memory, lets no two requests write at once.
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 3_600_000
    make_register()
    return person_with("PRACTICE_EDITOR"), person_with("PRACTICE_EXPERT")


def log_in(page, person):
    """With the keyboard alone, from the address of the desk."""
    page.context.clear_cookies()
    page.goto("/redakcja/")
    page.get_by_label("E-mail").focus()
    page.keyboard.type(person.email)
    page.get_by_label("Hasło").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/redakcja/praktyki/**")


def shot(page, name):
    if SHOTS:
        for width in (1280, 380):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(300)
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_card_goes_from_a_draft_to_readers_at_its_moment(cast, page):
    editor, expert = cast
    log_in(page, editor)
    shot(page, "list-empty")
    page.goto("/redakcja/praktyki/karty/add/")
    page.locator("#id_title").fill(TITLE)
    shot(page, "add")
    page.get_by_role("tab", name="Opis").press("Enter")
    for name, text in texts().items():
        page.locator(f"#id_{name}").fill(text)
    shot(page, "parts")
    page.get_by_role("button", name="Zapisz szkic").press("Enter")
    page.wait_for_url("**/edit/**")
    card = PracticeCard.objects.get()
    assert not card.live
    shot(page, "edit")

    set_moment(page)
    page.get_by_role("button", name="Zapisz szkic").press("Enter")
    page.get_by_text("Zapisano szkic").wait_for()
    page.get_by_role("link", name="Sprawdzenie, kontakt i archiwum").press("Enter")
    page.get_by_text("Nic nie wstrzymuje publikacji.").wait_for()
    shot(page, "state")
    page.goto(f"/redakcja/praktyki/{card.pk}/szkic/")
    page.get_by_role("heading", name=TITLE, level=1).wait_for()
    page.get_by_text("Czytelnicy nie widzą tej strony.").wait_for()
    shot(page, "draft")
    page.goto(f"/redakcja/praktyki/karty/edit/{card.pk}/")
    open_acts(page)
    page.get_by_role("button", name="Wyślij do eksperta").press("Enter")
    page.get_by_text("wysłano do eksperta").wait_for()
    shot(page, "list")

    log_in(page, expert)
    page.get_by_role("link", name=TITLE).press("Enter")
    shot(page, "review")
    page.get_by_label("uwagi dla redakcji").fill("Dobry opis, proszę dodać koszty.")
    page.get_by_role("button", name="Zatwierdź").press("Enter")
    page.get_by_text("Odpowiedź wysłano do redakcji.").wait_for()
    letters = Message.objects.filter(recipient=editor.email)
    assert "koszty" in letters.get(kind="practices.review_done").text

    card.refresh_from_db()
    assert not card.live
    assert page.request.get(f"/praktyki/{card.pk}/").status == 404
    later = timezone.now() + timedelta(days=31)
    assert publish_due(now=timezone.now()) == {"published": 0, "held": 0}
    assert publish_due(now=later) == {"published": 1, "held": 0}
    page.context.clear_cookies()
    page.goto(f"/praktyki/{card.pk}/")
    page.get_by_role("heading", name=TITLE, level=1).wait_for()


def set_moment(page):
    """In the dialog beside the form, thirty days from now."""
    page.get_by_role("button", name="Przełącz status").press("Enter")
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").press("Enter")
    moment = timezone.localtime() + timedelta(days=30)
    page.locator("#id_go_live_at").fill(moment.strftime("%Y-%m-%d %H:%M"))
    shot(page, "moment")
    page.locator("#schedule-publishing-dialog").get_by_role(
        "button", name="Zapisz"
    ).press("Enter")


def open_acts(page):
    """The rest of what can be done with the draft."""
    page.get_by_role("button", name="Więcej akcji").press("Enter")
    shot(page, "acts")


def test_rows_pictures_preview_and_comparison(cast, page, tmp_path):
    editor, _expert = cast
    card = published()
    picture = tmp_path / "autobus.png"
    Image.new("RGB", (64, 48), "navy").save(picture)
    log_in(page, editor)
    page.goto(f"/redakcja/praktyki/karty/edit/{card.pk}/")
    page.get_by_role("tab", name="Liczby i partnerzy").press("Enter")
    page.get_by_role("button", name="Dodaj koszt").press("Enter")
    page.locator("#id_costs-1-kind").select_option("YEARLY")
    page.locator("#id_costs-1-label").fill("Paliwo")
    page.locator("#id_costs-1-amount").fill("1200")
    shot(page, "rows")
    page.get_by_role("tab", name="Zdjęcia i pliki").press("Enter")
    page.get_by_role("button", name="Dodaj plik").press("Enter")
    page.locator("#id_files-0-kind").select_option("PHOTO")
    page.locator("#id_files-0-upload").set_input_files(picture)
    page.locator("#id_files-0-title").fill("Autobus")
    page.get_by_role("button", name="Zapisz szkic").press("Enter")
    page.get_by_role("tab", name="Zdjęcia i pliki").press("Enter")
    page.get_by_text("Opisz, co jest na zdjęciu").wait_for()
    shot(page, "files-refused")
    page.locator("#id_files-0-upload").set_input_files(picture)
    page.locator("#id_files-0-alternative").fill("Granatowy autobus")
    page.locator("#id_files-0-credit").fill("UG Zielonki")
    page.get_by_role("tab", name="Metryka").press("Enter")
    page.locator("#id_title").fill("Autobus na żądanie")
    page.get_by_role("button", name="Zapisz szkic").press("Enter")
    page.get_by_text("Zapisano szkic").wait_for()

    page.get_by_role("button", name="Przełącz podgląd").press("Enter")
    frame = page.frame_locator("iframe[title='Podgląd']").first
    frame.get_by_role("heading", name="Autobus na żądanie", level=1).wait_for()
    frame.get_by_role("img", name="Granatowy autobus").wait_for()
    shot(page, "preview")
    page.goto(
        f"/redakcja/praktyki/karty/history/{card.pk}/revisions/compare/live...latest/"
    )
    page.get_by_text("Autobus na").first.wait_for()
    shot(page, "compare")
    told = page.locator("#main").inner_text()
    assert "None" not in told
    assert "1200" in told
    page.goto(f"/praktyki/{card.pk}/")
    page.get_by_role("heading", name="Autobus na telefon", level=1).wait_for()
    assert page.get_by_role("img", name="Granatowy autobus").count() == 0


@pytest.mark.parametrize("language", ["pl", "en"])
def test_our_pages_of_the_desk_are_accessible(cast, page, sign_in, axe, language):
    editor, expert = cast
    for person in cast:
        person.language = language
        person.save()
    card = published()
    sign_in(editor)
    page.goto(f"/redakcja/praktyki/karty/edit/{card.pk}/")  # makes the workflow
    ask_for_review(card, by=editor, now=timezone.now())
    for person, path in (
        (editor, f"/redakcja/praktyki/{card.pk}/stan/"),
        (expert, "/redakcja/praktyki/recenzje/"),
        (expert, f"/redakcja/praktyki/{card.pk}/recenzja/"),
        (expert, f"/redakcja/praktyki/{card.pk}/szkic/"),
    ):
        sign_in(person)
        page.goto(path, wait_until="load")
        assert axe(page) == [], path
        page.set_viewport_size({"width": 320, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, path
        page.set_viewport_size({"width": 1280, "height": 900})
