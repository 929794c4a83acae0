"""The editing forms, which the library makes, looked at as our pages are."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories.editing import person_with
from tests.factories.portal import NOW, editor_of, make_site, published_news
from tests.factories.practices import published
from tests.factories.units import make_register
from tests.functional.conftest import COLOUR_RULES

from miara.portal.actions.pages import create_page

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

#: Rules that the library adds to the scanner for its own advice to authors; they say
#: nothing of the form: the page being previewed has its description elsewhere.
OF_THE_LIBRARY = {"empty-meta-description"}
#: A message that fades in is read when it stands.
STILL = "Promise.all(document.getAnimations().map((one) => one.finished))"


@pytest.fixture
def desks(settings: Any, tmp_path: Any) -> dict[Any, list[str]]:
    """Who opens which forms."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"
    # The database of tests, in memory, lets no two requests write at once.
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 3_600_000
    make_register()
    card = published()
    site = make_site()
    news = published_news(site=site)
    page = create_page(site=site, slug="a", title="A", body="b", by=None, now=NOW)
    return {
        person_with("PRACTICE_EDITOR"): [
            f"/redakcja/praktyki/karty/edit/{card.pk}/",
        ],
        editor_of(site): [
            "/redakcja/aktualnosci/wpisy/add/",
            f"/redakcja/aktualnosci/wpisy/edit/{news.pk}/",
            f"/redakcja/strony/karty/edit/{page.pk}/",
            f"/redakcja/witryny/karty/edit/{site.pk}/",
        ],
    }


@pytest.fixture
def faults(page: Any, axe: Callable[..., Any]) -> Callable[..., list[Any]]:
    """What is wrong with the page as it stands, but for what the library owns."""
    page.context.set_default_timeout(30_000)  # its first page loads all its scripts

    def look(*rules: str) -> list[Any]:
        page.evaluate(STILL)
        return [each for each in axe(page, *rules) if each["id"] not in OF_THE_LIBRARY]

    return look


def test_every_tab_of_every_form_is_accessible(
    desks: dict[Any, list[str]], page: Any, sign_in: Any, faults: Any
) -> None:
    """With a new row of each kind, and once in dark."""
    found = {}
    for person, paths in desks.items():
        sign_in(person)
        for path in paths:
            page.goto(path, wait_until="load")
            tabs = page.get_by_role("tab")
            for number in range(max(tabs.count(), 1)):
                if tabs.count():
                    tabs.nth(number).press("Enter")
                for add in page.locator("button[id$='-ADD']:visible").all():
                    add.press("Enter")
                found[path, number] = faults()
            page.emulate_media(color_scheme="dark")
            found[path, "dark"] = faults(*COLOUR_RULES)
            page.emulate_media(color_scheme="light")
    assert {where: each for where, each in found.items() if each} == {}


def test_a_refused_form_is_accessible_and_names_what_is_wrong(
    desks: dict[Any, list[str]], page: Any, sign_in: Any, faults: Any
) -> None:
    sign_in(next(iter(desks)))
    page.goto("/redakcja/praktyki/karty/add/", wait_until="load")
    with page.expect_navigation(wait_until="load"):
        button = page.locator("button[name=action-publish]")
        button.evaluate("(button) => button.form.requestSubmit(button)")
    told = page.locator("#id_title").evaluate(
        "(field) => field.closest('section').innerText"
    )
    assert "To pole jest wymagane." in told
    assert faults() == []
