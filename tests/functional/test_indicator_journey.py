"""A reader asks about one indicator: with script, by keyboard, without script."""

import pytest
from tests.factories.shapes import make_shapes
from tests.factories.vintages import publish_small_vintage, small_register

from miara.cube.register import Level

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PAGE = "/wskazniki/fires_per_1000/?j=120617"


@pytest.fixture(autouse=True)
def _published(settings) -> None:
    publish_small_vintage(settings)
    units = small_register().at_level(Level.MUNICIPALITY)
    make_shapes(Level.MUNICIPALITY, [unit.uid for unit in units])


def test_reader_sorts_and_filters_the_table_in_place(visit) -> None:
    page = visit(PAGE)
    table = page.locator("#units-table")

    table.get_by_role("link", name="Wartość").click()
    page.wait_for_url("**sort=value**")
    table.locator("th[aria-sort=ascending]", has_text="Wartość").wait_for()
    assert table.locator("tbody tr.own th a").inner_text() == "Zielonki"

    table.get_by_label("Województwo").select_option("14")
    page.wait_for_url("**woj=14**")
    assert "sort=value" in page.url
    assert table.locator("tbody tr").count() == 9


def test_reader_works_without_script(browser, live_server) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto(PAGE)
    page.locator("#units-table").get_by_role("link", name="Wartość").click()

    assert "sort=value" in page.url
    assert page.locator("#units-table th[aria-sort=ascending]").count() == 1
    assert page.get_by_role("heading", level=1).inner_text().endswith("?")
    context.close()


def test_arrow_keys_read_the_years(visit) -> None:
    page = visit(PAGE)
    figure = page.locator("#czas")

    figure.locator(".chart-box").focus()
    page.keyboard.press("End")

    assert figure.locator(".chart-reading").inner_text().startswith("2024 · Wartość: ")
