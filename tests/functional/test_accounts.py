"""Accounts and statements in a browser: accessible, narrow, by the forms."""

import pytest
from tests.factories.units import NOW, make_register

from miara.accounts.domain.scopes import unit_scope
from miara.accounts.public import create_operator, create_person, grant_role

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

PASSWORD = "dluga-lipowa-aleja-7"
PUBLIC = [
    "/konto/logowanie/",
    "/konto/rejestracja/",
    "/konto/haslo/nowe/",
    "/konto/logowanie/urzad/",
    "/deklaracja-dostepnosci/",
    "/prywatnosc/",
]
SIGNED_IN = [
    "/konto/",
    "/konto/ludzie/jednostka-120617/",
    "/konto/administrator/",
    "/konto/wnioski/",
    "/konto/polaczenia/",
    "/konto/polaczenia/nowe/saml/",
    "/konto/drugi-skladnik/",
    "/konto/adres/",
    "/deklaracja-dostepnosci/edycja/",
    "/prywatnosc/edycja/",
]


@pytest.fixture
def operator(db, settings):
    make_register()
    user = create_operator(
        email="operator@miara.example", password=PASSWORD, full_name="Olga", now=NOW
    )
    reader = create_person(
        email="rafal@gmina.example", password=None, full_name="Rafał", by=None, now=NOW
    )
    grant_role(
        user=reader,
        role_code="UNIT_READER",
        scope=unit_scope("120617"),
        by=user,
        now=NOW,
    )
    return user


def log_in(page, visit, operator):
    visit("/konto/logowanie/")
    page.get_by_label("Adres e-mail").fill(operator.email)
    page.get_by_label("Hasło").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "logowanie" not in url)


def check(page, visit, axe, paths):
    for prefix in ("", "/en"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for path in paths:
                assert (path, axe(visit(prefix + path))) == (path, [])
    page.set_viewport_size({"width": 380, "height": 800})
    for path in paths:
        visit(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, path


def test_public_pages_have_no_violations(page, visit, axe, operator):
    check(page, visit, axe, PUBLIC)


def test_pages_of_the_operator_have_no_violations(page, visit, axe, operator):
    log_in(page, visit, operator)
    check(page, visit, axe, SIGNED_IN)


def test_a_refused_form_leads_to_the_field(page, visit, axe, operator):
    log_in(page, visit, operator)
    visit("/konto/administrator/")
    page.locator("main form button[type=submit]").click()
    link = page.get_by_role("link", name="Jednostka:")
    link.click()
    assert page.evaluate("document.activeElement.name") == "unit"
    assert axe(page) == []
