"""Trying an address of the API, and reporting an error."""

from datetime import UTC, datetime

import pytest
from tests.factories.vintages import publish_small_vintage

from miara.indicators.actions.error_report_handling import report_error
from miara.indicators.models import ErrorReport
from miara.indicators.queries.error_report_subject import reported_number

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
REPORT = "/zglos-blad/?w=fires_per_1000&j=120617&o=2020"


@pytest.fixture
def report(settings):
    publish_small_vintage(settings)
    return report_error(
        number=reported_number("fires_per_1000", "120617", "2020"),
        text="W naszym sprawozdaniu jest 35 pożarów.",
        reply_to="jan@example.org",
        language="pl",
        by=None,
        now=NOW,
    )


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
