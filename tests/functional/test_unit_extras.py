"""The list without reloads, a unit in a frame, and a report from its row."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from tests.factories.vintages import publish_small_vintage

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
UNIT = "/jednostki/120617-zielonki/"


@pytest.fixture(autouse=True)
def _published(settings):
    cache.clear()
    publish_small_vintage(settings)


def test_the_open_menu_has_no_violations_and_fits(visit, both_themes, page):
    visit(UNIT)
    page.locator("details.embed summary").click()
    expect(page.get_by_label("Kod ramki")).to_be_visible()
    assert both_themes(page) == {}
    for width in (320, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_is_reported_from_its_row(visit, page):
    visit(UNIT)
    link = page.locator("#w-fires_per_1000").get_by_role(
        "link", name="Zgłoś błąd: Pożary na 1000 mieszkańców"
    )
    link.click()
    page.wait_for_url("**/zglos-blad/?w=fires_per_1000&j=120617&o=*")
    expect(page.locator("main form textarea")).to_be_visible()


def test_the_list_changes_without_a_new_page(visit, page):
    visit("/jednostki/")
    page.evaluate("window.isSamePage = true")
    page.get_by_role("navigation", name="Szczebel").get_by_text("Powiaty").click()
    page.wait_for_url("**/jednostki/?poziom=powiat")
    expect(page.get_by_role("status").filter(has_text="8 jednostek")).to_be_visible()
    box = page.get_by_role("combobox", name="Nazwa gminy")
    box.fill("zielonki")
    page.get_by_role("button", name="Szukaj").click()
    page.wait_for_url("**/jednostki/?q=zielonki")
    expect(page).to_have_title("Jednostki samorządu: zielonki · Miara")
    assert page.evaluate("window.isSamePage")
    page.get_by_role("row").get_by_role("link", name="Zielonki").click()
    page.wait_for_url(f"**{UNIT}")
    assert not page.evaluate("window.isSamePage")
