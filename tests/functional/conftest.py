"""A real browser for journeys: one for the session, a fresh page for each test.

The browser is the distribution's Chromium. ``BROWSER=0`` leaves these tests out,
``MIARA_CHROMIUM`` names another program.
"""

import os
import shutil
from collections.abc import Callable, Iterator
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
]
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "chrome")


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

    def guard(route: Any) -> None:
        url = route.request.url
        if url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            foreign.append(url)
            route.abort()

    context.route("**/*", guard)
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
def axe() -> Callable[[Any], list[dict[str, Any]]]:
    """Violations of accessibility rules: id, what is wrong, and where."""
    from axe_playwright_python.sync_playwright import Axe

    scanner = Axe()

    def scan(page: Any) -> list[dict[str, Any]]:
        found = scanner.run(page).response["violations"]
        return [
            {
                "id": violation["id"],
                "help": violation["help"],
                "where": [node["html"][:200] for node in violation["nodes"]],
            }
            for violation in found
        ]

    return scan
