"""A real browser for journeys: one for the session, a fresh page for each test.

The browser is the distribution's Chromium. ``BROWSER=0`` leaves these tests out,
``MIARA_CHROMIUM`` names another program.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Playwright's loop makes Django believe that it runs asynchronously.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but this machine's leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
COLOUR_RULES = ("color-contrast", "link-in-text-block")
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "chrome")

Scan = Callable[..., list[dict[str, Any]]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, whether it says so or not.

    A browser's event loop left in a process of other tests breaks those that start
    one of their own.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.functional)


def _program() -> str | None:
    chosen = os.environ.get("MIARA_CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, CANDIDATES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; skipped, and counted, when left out."""
    if os.environ.get("BROWSER") == "0":
        pytest.skip("browser tests are left out (BROWSER=0)")
    program = _program()
    if program is None:
        pytest.fail("no Chromium: sudo apt-get install chromium, or set BROWSER=0")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _only_sqlite(request: pytest.FixtureRequest) -> None:
    """What a browser shows does not depend on the database."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("browser tests run on SQLite only")


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A page of its own context: no cookies, Polish, no other host reachable.

    A message in the console or a request to another host fails the test.
    """
    context = browser.new_context(
        base_url=live_server.url,
        locale="pl-PL",
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    complaints: list[str] = []
    foreign: list[str] = []

    def look(request: Any) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            foreign.append(request.url)

    # Watched, not routed: a routed context keeps nothing of what it has fetched.
    context.on("request", look)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            # The browser reports every answer of 400 and above by itself.
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    yield opened
    context.close()
    assert foreign == []
    assert complaints == []


@pytest.fixture
def visit(page: Any) -> Callable[[str], Any]:
    """Open a path of the site and return the page."""

    def go(path: str) -> Any:
        page.goto(path, wait_until="load")
        return page

    return go


@pytest.fixture
def sign_in(page: Any, live_server: Any) -> Callable[[Any], None]:
    """Give the browser a session of this person, without the form."""

    def go(user: Any) -> None:
        from django.test import Client

        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        value = client.cookies["sessionid"].value
        page.context.add_cookies(
            [{"name": "sessionid", "value": value, "url": live_server.url}]
        )

    return go


@pytest.fixture
def axe() -> Scan:
    """Violations of accessibility rules: id, what is wrong, and where.

    All rules, only those named, or all ``without`` some. The scanner is handed over
    once a document.
    """
    from axe_playwright_python.sync_playwright import Axe

    script = Axe().axe_script

    def scan(
        page: Any, *rules: str, without: tuple[str, ...] = ()
    ) -> list[dict[str, Any]]:
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        options["rules"] = {rule: {"enabled": False} for rule in without}
        if rules:
            options["runOnly"] = {"type": "rule", "values": list(rules)}
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(script)
        found = page.evaluate(
            "async (options) => (await axe.run(document, options)).violations", options
        )
        return [
            {
                "id": violation["id"],
                "help": violation.get("help", ""),
                "where": [node["html"][:200] for node in violation["nodes"]],
            }
            for violation in found
        ]

    return scan


@pytest.fixture
def structure(axe: Scan) -> Callable[[Any], dict[str, Any]]:
    """Violations of a page whose colours were looked at in another language.

    Colours are most of the work of a scan, and no sheet makes them depend on the
    language (tests/web/test_themes.py).
    """

    def scan(page: Any) -> dict[str, Any]:
        faults = axe(page, without=COLOUR_RULES)
        return {"structure": faults} if faults else {}

    return scan


@pytest.fixture
def both_themes(axe: Scan) -> Callable[[Any], dict[str, Any]]:
    """Violations of the page by theme, on one load.

    Dark differs from light in colours alone (tests/web/test_themes.py), so there
    only the rules that read colours are asked.
    """

    def scan(page: Any) -> dict[str, Any]:
        page.emulate_media(color_scheme="light")
        found = {"light": axe(page)}
        page.emulate_media(color_scheme="dark")
        found["dark"] = axe(page, *COLOUR_RULES)
        return {theme: faults for theme, faults in found.items() if faults}

    return scan
