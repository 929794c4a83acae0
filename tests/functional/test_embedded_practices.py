"""A partner's page on another origin shows a list, a field and a card of the base."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from tests.factories.practice_site import make_practice_site

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which a site of its own shows it."""
    folder = tmp_path / "partner"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def base(settings: Any, tmp_path: Path, live_server: Any) -> dict[str, str]:
    """A few published practices."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.MIARA_HOME = tmp_path
    settings.MIARA_SITE_URL = live_server.url
    return make_practice_site()[0]


def copied(path: str, **data: str) -> str:
    """What somebody copies out of the page of code."""
    answer = Client().get(path, data)
    return str(answer.context["code"])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_partner_shows_practices_on_another_origin(
    browser: Any, live_server: Any, base: dict[str, str], partner: Any, scripts: bool
) -> None:
    folder, origin = partner
    codes = [
        copied("/praktyki/osadzanie/", co="lista", pole="1", tlo="102030"),
        copied("/praktyki/osadzanie/", co="szukaj"),
        copied("/praktyki/osadzanie/", co="karta", nr=base["number"]),
    ]
    page_text = "<!doctype html><title>Partner</title>" + "".join(codes)
    (folder / "index.html").write_text(page_text, encoding="utf-8")
    context = browser.new_context(
        java_script_enabled=scripts,
        locale="pl-PL",
        viewport={"width": 900, "height": 1600},
    )
    context.set_default_timeout(10_000)
    try:
        page = context.new_page()
        page.goto(f"{origin}/index.html", wait_until="networkidle")
        for frame in page.query_selector_all("iframe"):
            frame.scroll_into_view_if_needed()
        listed, field, card = (
            page.frame_locator(f"iframe >> nth={i}") for i in (0, 1, 2)
        )
        assert listed.locator("li h2").count() == 3
        assert card.locator("h1").inner_text().startswith("Autobus")
        colour = "getComputedStyle(document.body).backgroundColor"
        if scripts:
            assert page.frames[1].evaluate(colour) == "rgb(16, 32, 48)"
        with context.expect_page() as opened:
            listed.locator("li h2 a").first.click()
        opened.value.wait_for_load_state()
        assert opened.value.url.startswith(f"{live_server.url}/praktyki/")
        listed.locator("input[type=search]").fill("biblioteki")
        listed.locator("button").click()
        listed.locator("mark").first.wait_for()
        assert listed.locator("li h2").count() == 1
        with context.expect_page() as found:
            field.locator("input").fill("autobusem")
            field.locator("input").press("Enter")
        found.value.wait_for_load_state()
        assert "q=autobusem" in found.value.url
        assert found.value.locator("h1").inner_text() == "Dobre praktyki"
        assert context.cookies() == []
    finally:
        context.close()


def test_a_cluster_of_the_map_is_opened_with_the_keyboard(
    page: Any, base: dict[str, str]
) -> None:
    page.goto("/praktyki/mapa/?wojewodztwo=12")
    link = page.locator(".practice-map a").first
    words = link.get_attribute("aria-label")
    for _press in range(80):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    else:
        pytest.fail("the keyboard does not reach the map")
    page.keyboard.press("Enter")
    page.wait_for_url("**/praktyki/?powiat=*")
    assert page.locator(".practices-lines h2").count() == int(words.split(": ")[1][0])
