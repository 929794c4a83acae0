"""From a few letters to the page of a unit, its group and a comparison."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from tests.factories.vintages import publish_small_vintage

from miara.indicators.models import PeerGroup

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

UNIT = "/jednostki/120617-zielonki/"


@pytest.fixture(autouse=True)
def _published(settings):
    cache.clear()
    publish_small_vintage(settings)


def test_a_few_letters_lead_to_a_unit_by_keyboard(visit, page):
    visit("/")
    box = page.get_by_role("combobox", name="Nazwa gminy")
    box.press_sequentially("zielonkach")
    page.locator("#unit-search-list [role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**{UNIT}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gmina Zielonki")


def test_the_reader_chooses_with_whom_to_compare(visit, page):
    visit(UNIT)
    page.get_by_label("Na tle").select_option("powiat")
    page.get_by_label("Rok", exact=True).select_option("2020")
    page.get_by_role("button", name="Pokaż").click()
    page.wait_for_url("**?na-tle=powiat&rok=2020")
    expect(page.get_by_label("Na tle")).to_contain_text("gminy powiatu (12)")
    expect(page.locator("#w-water_access_percent")).to_contain_text(
        "gminy powiatu (12)"
    )


def test_a_city_is_looked_at_as_a_county(visit, page):
    visit("/jednostki/126101-krakow/")
    page.get_by_role("link", name="jako powiat").click()
    page.wait_for_url("**?poziom=powiat")
    expect(page.get_by_label("Na tle")).to_contain_text("powiaty")


def test_a_unit_is_added_to_the_comparison_by_keyboard(visit, page):
    visit("/porownanie/?j=120617")
    box = page.get_by_role("combobox", name="Dodaj jednostkę")
    box.press_sequentially("krak")
    page.locator("#add-unit-list [role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**j=120617&j=126101*")
    heads = page.locator(".compare-table thead th")
    expect(heads).to_have_text(["Wskaźnik", "Zielonki", "Kraków"])


def test_own_group_is_made_and_used(visit, page):
    visit(UNIT)
    page.get_by_role("link", name="Własna grupa").click()
    page.get_by_label("Nazwa grupy").fill("Nad Prądnikiem")
    lines = page.get_by_label("Jednostki, każda w osobnym wierszu")
    lines.fill("Zielonki\nNowa Wieś")
    page.get_by_role("button", name="Utwórz grupę").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(lines).to_have_value("Zielonki\nNowa Wieś")
    lines.fill("Zielonki\nMichałowice\nLiszki")
    page.get_by_role("button", name="Utwórz grupę").click()
    page.get_by_role("link", name="Zielonki").click()
    group = PeerGroup.objects.get()
    page.wait_for_url(f"**{UNIT}?na-tle=grupa-{group.token}")
    expect(page.get_by_label("Na tle")).to_contain_text("Nad Prądnikiem (2)")


def test_pages_work_without_script(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="pl-PL"
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("textbox", name="Nazwa gminy").fill("zielonkach")
    page.get_by_role("button", name="Szukaj").click()
    page.get_by_role("link", name="Zielonki").click()
    assert page.get_by_role("heading", name="W skrócie").is_visible()
    assert page.locator("table.unit-table svg").count() > 10
    assert not page.get_by_role("button", name="Drukuj").is_visible()
    page.get_by_role("link", name="Porównaj z innymi").click()
    page.get_by_role("textbox", name="Dodaj jednostkę").fill("126101")
    page.get_by_role("button", name="Dodaj").click()
    assert "Kraków" in page.locator(".compare-table thead").inner_text()
    context.close()


def test_all_links_of_the_page_are_reached_by_tab(visit, page):
    """Focus goes down the page in the order of reading and never gets stuck."""
    visit(UNIT)
    expected = page.locator(
        "main a:visible, main button:visible, main select:visible,"
        " main summary:visible, main [tabindex='0']"
    ).count()
    seen = 0
    for _ in range(2 * expected + 40):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('main') !== null")
        seen += inside
        if seen and not inside:
            break
    assert seen == expected


def test_a_printed_page_has_no_bars(visit, page):
    visit(UNIT)
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".choice-bar").is_visible()
    assert page.locator(".unit-table").first.is_visible()
