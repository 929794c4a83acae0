"""The frame of every page: focus, menus, languages, high contrast, no script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _gallery_is_open(settings):
    settings.DEBUG = True


def test_high_contrast_has_no_violations(visit, axe, page):
    visit("/styl/")
    page.get_by_label("Wygląd").select_option("contrast")
    assert page.locator("html").get_attribute("data-theme") == "contrast"
    assert axe(page) == []
    visit("/")
    assert page.locator("html").get_attribute("data-theme") == "contrast"


def test_the_first_tab_skips_to_the_content(visit, page):
    visit("/styl/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Przejdź do treści"
    assert focused.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_control_shows_its_focus(visit, page):
    visit("/styl/")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "(() => { const e = document.activeElement;"
            " const s = getComputedStyle(e);"
            " return e === document.body ? null"
            " : [s.outlineStyle, parseFloat(s.outlineWidth), e.outerHTML]; })()"
        )
        if ring is None:
            break
        seen += 1
        assert ring[0] != "none", ring[2]
        assert ring[1] >= 3, ring[2]
    assert seen > 20


def test_a_menu_opens_and_closes_by_keyboard(visit, page):
    visit("/styl/")
    menu = page.locator("details.menu").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_language_switch_leads_to_the_same_page(visit, page):
    visit("/styl/?sort=-value")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/styl/?sort=-value")
    page.get_by_role("link", name="Polski").click()
    assert page.url.endswith("/styl/?sort=-value")
    assert "/en/" not in page.url


def test_the_arrow_keys_read_a_chart(visit, page):
    visit("/styl/")
    figure = page.locator("figure", has_text="Oś czasu")
    figure.locator(".chart-box").focus()
    page.keyboard.press("End")
    assert figure.locator(".chart-reading").inner_text().startswith("2024")
    assert figure.locator("svg .lit").get_attribute("data-k") == "2024"
    page.keyboard.press("ArrowLeft")
    assert figure.locator(".chart-reading").inner_text().startswith("2023")


def test_suggestions_are_chosen_by_keyboard(visit, page, live_server):
    page.route(
        "**/jednostki/podpowiedzi?**",
        lambda route: route.fulfill(
            json=[
                {"code": "1", "name": "Zielonki", "where": "krakowski", "url": "/?z=1"},
                {"code": "2", "name": "Zielona Góra", "where": "<b>", "url": "/?z=2"},
            ]
        ),
    )
    visit("/")
    box = page.get_by_role("combobox", name="Nazwa gminy")
    box.press_sequentially("ziel")
    page.locator("#unit-search-list [role=option]").first.wait_for()
    assert page.locator("#unit-search-list [role=option]").count() == 2
    assert (
        page.locator("#unit-search-list [role=option]")
        .nth(1)
        .inner_text()
        .endswith("<b>")
    )
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator("[aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Enter")
    page.wait_for_url("**/?z=2")


def test_errors_of_a_form_lead_to_their_fields(visit, page):
    visit("/styl/")
    page.get_by_role("button", name="Wyślij wniosek").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").nth(1).click()
    assert page.evaluate("document.activeElement.name") == "email"


def test_a_dialog_gives_the_focus_back(visit, page):
    visit("/styl/")
    opener = page.get_by_role("button", name="Zgłoś błąd")
    opener.click()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert page.evaluate("document.activeElement.dataset.opens") == "report"


def test_it_works_without_script(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="pl-PL"
    )
    page = context.new_page()
    page.goto("/styl/")
    assert page.get_by_role("combobox").count() == 1  # the plain select of the form
    assert not page.locator("[data-theme-choice]").is_visible()
    page.locator("summary", has_text="Liczby z tego wykresu").first.click()
    assert page.get_by_role("rowheader", name="2024").first.is_visible()
    context.close()
