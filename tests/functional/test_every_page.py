"""Every public page, in both languages and themes: accessible, and never too wide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from tests.factories.vintages import publish_small_vintage

from miara.indicators.models import PublishedVintage
from miara.indicators.queries.definitions import definitions

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PHONE = 380
PAGES = [
    "/",
    "/jednostki/?q=zielonki",
    "/jednostki/?q=nikt-taki",
    "/jednostki/?poziom=powiat",
    "/jednostki/1206-krakowski/",
    "/jednostki/12-malopolskie/",
    "/wskazniki/",
    "/wskazniki/?q=nic-takiego",
    "/wskazniki/fires_per_1000/",
    "/wskazniki/fires_per_1000/?j=120617",
    "/wskazniki/library_loans/",
    "/porownanie/",
    "/porownanie/?j=120617&j=126101",
    "/grupy/nowa/",
    "/metoda/",
    "/zrodla/",
    "/wydania/",
    "/api/v1/",
    "/zglos-blad/",
    "/deklaracja-dostepnosci/",
    "/prywatnosc/",
    "/konto/logowanie/",
    "/nie-ma-takiej/",
]


@pytest.fixture(autouse=True)
def _published(settings: Any) -> None:
    cache.clear()
    publish_small_vintage(settings)


@pytest.fixture
def pages() -> list[str]:
    """The addresses above, and the one of the vintage that is served."""
    assert definitions().indicators["library_loans"].status == "unconfirmed"
    served = PublishedVintage.objects.get()
    return [*PAGES, f"/wydania/{served.vintage_id}/"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_accessible_and_fits_a_phone(
    visit: Callable[[str], Any],
    axe: Callable[[Any], list[dict[str, Any]]],
    page: Any,
    pages: list[str],
    prefix: str,
) -> None:
    faults: dict[str, object] = {}
    for path in pages:
        page.set_viewport_size({"width": 1280, "height": 900})
        visit(prefix + path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if found := axe(page):
                faults[f"{path} {scheme}"] = found
        page.set_viewport_size({"width": PHONE, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > PHONE:
            faults[f"{path} width"] = wide
        if page.locator("main h1").count() != 1:
            faults[f"{path} h1"] = page.locator("h1").count()
    assert faults == {}


def test_what_opens_below_a_button_stays_on_a_phone(
    visit: Callable[[str], Any], page: Any
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    for path in ("/jednostki/120617-zielonki/", "/wskazniki/fires_per_1000/"):
        visit(path)
        menus = page.locator("details.menu > summary")
        assert menus.count()
        for menu in menus.all():
            menu.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path
