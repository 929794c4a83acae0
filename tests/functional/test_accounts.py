"""Logging in by the form, and a form that is refused."""

import pytest
from tests.factories.units import NOW, make_register

from miara.accounts.public import create_operator

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PASSWORD = "dluga-lipowa-aleja-7"


@pytest.fixture
def operator(db):
    make_register()
    return create_operator(
        email="operator@miara.example", password=PASSWORD, full_name="Olga", now=NOW
    )


def log_in(page, visit, operator):
    visit("/konto/logowanie/")
    page.get_by_label("Adres e-mail").fill(operator.email)
    page.get_by_label("Hasło").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "logowanie" not in url)


def test_a_refused_form_leads_to_the_field(page, visit, axe, operator):
    log_in(page, visit, operator)
    visit("/konto/administrator/")
    page.locator("main form button[type=submit]").click()
    link = page.get_by_role("link", name="Jednostka:")
    link.click()
    assert page.evaluate("document.activeElement.name") == "unit"
    assert axe(page) == []
