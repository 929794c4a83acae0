"""The API's page, mail about a unit and reports of errors in a browser."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.factories.vintages import publish_small_vintage

from miara.accounts.public import create_operator
from miara.indicators.actions.error_report_handling import report_error
from miara.indicators.actions.subscription_lifecycle import subscribe
from miara.indicators.models import ErrorReport, Subscription
from miara.indicators.queries.error_report_subject import reported_number

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
REPORT = "/zglos-blad/?w=fires_per_1000&j=120617&o=2020"


@pytest.fixture
def report(settings):
    publish_small_vintage(settings)
    subscribe(email="jan@example.org", unit_uid="120617", language="pl", now=NOW)
    return report_error(
        number=reported_number("fires_per_1000", "120617", "2020"),
        text="W naszym sprawozdaniu jest 35 pożarów.",
        reply_to="jan@example.org",
        language="pl",
        by=None,
        now=NOW,
    )


def opened(page):
    """Everything folded is scanned too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page


def check(page, visit, axe, paths):
    for prefix, scheme in (("", "light"), ("/en", "dark")):
        page.emulate_media(color_scheme=scheme)
        for path in paths:
            assert (path, axe(opened(visit(prefix + path)))) == (path, [])
    page.set_viewport_size({"width": 380, "height": 800})
    for path in paths:
        opened(visit(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, path


def test_public_pages_have_no_violations(page, visit, axe, report):
    token = Subscription.objects.get().token
    paths = [
        "/api/v1/",
        "/zglos-blad/",
        REPORT,
        "/jednostki/120617-zielonki/powiadomienia/",
        f"/powiadomienia/{token}/",
        f"/powiadomienia/{token}/koniec/",
    ]
    check(page, visit, axe, paths)


def test_the_queue_has_no_violations(page, visit, axe, report, context_login):
    context_login("/operator/zgloszenia/")
    paths = ["/operator/zgloszenia/", f"/operator/zgloszenia/{report.pk}/"]
    check(page, visit, axe, paths)


def test_an_address_is_tried_with_the_keyboard(page, visit, report):
    visit("/api/v1/")
    summary = page.locator("summary", has_text="Lista jednostek").first
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("input[name=search]:visible").first.fill("w Zielonkach")
    page.keyboard.press("Enter")
    page.wait_for_url("**/api/v1/units?*")
    assert '"count":1' in page.content()


def test_a_report_keeps_what_was_written(page, visit, report):
    visit(REPORT)
    page.locator("#id_text").fill("za mało")
    page.locator("main form button[type=submit]").click()
    page.locator(".error-summary").wait_for()
    assert page.locator("#id_text").input_value() == "za mało"
    page.locator("#id_text").fill("W sprawozdaniu jest inna liczba.")
    page.locator("main form button[type=submit]").click()
    page.get_by_role("heading", name="Zgłoszenie wysłane").wait_for()
    assert ErrorReport.objects.count() == 2


@pytest.fixture
def context_login(page, live_server):
    """The browser gets the session of an operator."""

    def login(path):
        user = create_operator(
            email="operator@miara.example",
            password="dluga-lipowa-aleja-7",
            full_name="Olga",
            now=NOW,
        )
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        value = client.cookies["sessionid"].value
        page.context.add_cookies(
            [{"name": "sessionid", "value": value, "url": live_server.url}]
        )

    return login
