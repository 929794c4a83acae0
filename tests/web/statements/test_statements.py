"""Accessibility statement and privacy page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from miara.accounts.actions.memberships import grant_role
from miara.accounts.actions.people import create_operator, create_person
from miara.accounts.public import unit_scope
from miara.audit.models import Event
from miara.core.personal_data import declared_fields
from miara.web.statements.domain import is_review_overdue, review_due_on
from miara.web.statements.models import AccessibilityStatement, Party, Processing
from miara.web.statements.queries import declared_purposes, review_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"
REQUIRED_IDS = {
    "a11y-deklaracja",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-kontakt",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
}
FORM = {
    "entity_name_pl": "Gmina Dolina",
    "entity_name_en": "Dolina municipality",
    "site_name_pl": "Miara gminy Dolina",
    "site_name_en": "",
    "site_url": "https://miara.dolina.example/",
    "published_on": "2026-01-10",
    "updated_on": "2026-02-01",
    "compliance": "PARTIAL",
    "barriers_pl": "Mapa: kształtów nie da się odczytać; obok jest tabela.\n\nWykresy.",
    "barriers_en": "",
    "shortcuts_pl": "",
    "shortcuts_en": "",
    "evaluation": "SELF",
    "evaluated_on": "2026-02-02",
    "prepared_on": "2026-02-02",
    "reviewed_on": "2026-02-02",
    "contact_name": "Anna Maj",
    "contact_email": "dostepnosc@dolina.example",
    "contact_phone": "12 345 67 89",
    "architecture_pl": "Wejście bez progów.",
    "architecture_en": "",
}


@pytest.fixture(autouse=True)
def surroundings(settings):
    translation.activate("pl")
    yield
    translation.activate("pl")


@pytest.fixture
def operator(db):
    return create_operator(
        email="operator@miara.example", password="haslo-haslo-12", now=NOW
    )


@pytest.fixture
def office(client, operator):
    client.force_login(operator, BACKEND)
    return client


def person(name, *roles):
    user = create_person(email=f"{name}@gmina.example", password=None, by=None, now=NOW)
    for role, uid in roles:
        grant_role(user=user, role_code=role, scope=unit_scope(uid), by=None, now=NOW)
    return user


@given(st.dates(date(2019, 5, 23), date(2100, 1, 1)))
def test_review_is_due_on_31_march_of_the_next_year(day):
    due = review_due_on(day)
    assert (due.month, due.day, due.year) == (3, 31, day.year + 1)
    assert not is_review_overdue(day, due)
    assert is_review_overdue(day, due + timedelta(days=1))


def ids_of(response):
    return set(html.fromstring(response.content).xpath("//@id"))


def test_unwritten_statement_says_so(client, db):
    response = client.get("/deklaracja-dostepnosci/")
    assert response.status_code == 200
    assert "a11y-status" not in ids_of(response)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_statement_has_the_official_structure(office, client, prefix):
    saved = office.post(reverse("statements:accessibility-edit"), FORM)
    assert saved.status_code == 302
    client.logout()
    response = client.get(f"{prefix}/deklaracja-dostepnosci/")
    assert ids_of(response) >= REQUIRED_IDS
    page = html.fromstring(response.content)

    def text(key):
        return page.get_element_by_id(key).text_content()

    assert text("a11y-podmiot") == ("Dolina municipality" if prefix else "Gmina Dolina")
    assert text("a11y-url") == FORM["site_url"]
    assert text("a11y-data-publikacja") == "2026-01-10"
    assert text("a11y-data-sporzadzenie") == "2026-02-02"
    assert page.get_element_by_id("a11y-telefon").get("href") == "tel:123456789"
    shown = page.xpath("//h3/following-sibling::ul[1]/li/text()")
    assert [item[:4] for item in shown] == ["Mapa", "Wykr"]
    assert Event.objects.filter(kind="statements.accessibility_saved").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"barriers_pl": ""}, "barriers"),
        ({"updated_on": "2025-12-31"}, "updated_on"),
        ({"reviewed_on": "2026-02-01"}, "reviewed_on"),
        ({"entity_name_pl": ""}, "entity_name"),
        ({"contact_email": "nie adres"}, "contact_email"),
    ],
)
def test_incomplete_statement_is_not_published(office, change, field):
    response = office.post(reverse("statements:accessibility-edit"), {**FORM, **change})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not AccessibilityStatement.objects.exists()


def test_full_compliance_needs_no_barriers(office):
    data = {**FORM, "barriers_pl": "", "compliance": "FULL"}
    assert (
        office.post(reverse("statements:accessibility-edit"), data).status_code == 302
    )


def test_missed_review_is_shown_to_the_operator_alone(office, client):
    office.post(
        reverse("statements:accessibility-edit"),
        {
            **FORM,
            "published_on": "2023-01-01",
            "updated_on": "2023-01-01",
            "prepared_on": "2023-01-01",
            "reviewed_on": "2023-01-01",
        },
    )
    row = AccessibilityStatement.objects.get()
    assert review_of(row, today=date(2024, 3, 31)).overdue is False
    assert review_of(row, today=date(2024, 4, 1)).overdue is True
    office.get("/")
    assert b"alert-warning" in office.get("/deklaracja-dostepnosci/").content
    client.logout()
    assert b"alert-warning" not in client.get("/deklaracja-dostepnosci/").content


@pytest.mark.parametrize("name", ["accessibility-edit", "privacy-edit"])
def test_only_operators_edit(client, operator, name):
    url = reverse(f"statements:{name}")
    people = {
        "plain": person("pola"),
        "reader": person("rafal", ("UNIT_READER", "120617")),
        "administrator": person("ada", ("UNIT_ADMINISTRATOR", "120617")),
        "foreign": person("zofia", ("UNIT_ADMINISTRATOR", "126101")),
        "operator": operator,
    }
    found = {"anonymous": client.get(url).status_code}
    for role, user in people.items():
        client.force_login(user, BACKEND)
        found[role] = client.get(url).status_code
    assert found == {
        "anonymous": 302,
        "plain": 403,
        "reader": 403,
        "administrator": 403,
        "foreign": 403,
        "operator": 200,
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["/deklaracja-dostepnosci/", "/prywatnosc/"])
def test_statements_are_public(client, db, prefix, path):
    assert client.get(prefix + path).status_code == 200


def test_privacy_page_shows_every_declared_field(client, db):
    shown = html.fromstring(client.get("/prywatnosc/").content)
    rows = shown.xpath("//tbody/tr")
    cells = sum(len(row.xpath("./td[1]/text()")[0].split(", ")) for row in rows)
    assert cells == len(list(declared_fields()))
    assert sum(len(p.fields) for p in declared_purposes()) == cells


def management(prefix, total, initial=0):
    return {
        f"{prefix}-TOTAL_FORMS": str(total),
        f"{prefix}-INITIAL_FORMS": str(initial),
    }


def test_operator_names_parties_and_purposes(office, client, operator):
    data = {
        **management("parties", 1),
        "parties-0-kind": "CONTROLLER",
        "parties-0-name": "Gmina Dolina",
        "parties-0-email": "rodo@dolina.example",
        **management("processings", 1),
        "processings-0-purpose_pl": "Dzienniki serwera",
        "processings-0-data_pl": "adres sieciowy",
        "processings-0-legal_basis": "legitimate_interest",
        "processings-0-origin_pl": "z przeglądarki",
        "processings-0-retention_pl": "90 dni",
    }
    assert office.post(reverse("statements:privacy-edit"), data).status_code == 302
    party, purpose = Party.objects.get(), Processing.objects.get()
    client.logout()
    text = client.get("/prywatnosc/").content.decode()
    assert "Gmina Dolina" in text
    assert "Dzienniki serwera" in text
    office.force_login(operator, BACKEND)
    strike = {
        **management("parties", 1, 1),
        "parties-0-id": str(party.pk),
        "parties-0-kind": "CONTROLLER",
        "parties-0-name": "Gmina Dolina",
        "parties-0-DELETE": "on",
        **management("processings", 1, 1),
        "processings-0-id": str(purpose.pk),
        "processings-0-purpose_pl": "Dzienniki",
        "processings-0-data_pl": "adres sieciowy",
        "processings-0-legal_basis": "consent",
        "processings-0-origin_pl": "z przeglądarki",
        "processings-0-retention_pl": "90 dni",
    }
    assert office.post(reverse("statements:privacy-edit"), strike).status_code == 302
    assert not Party.objects.exists()
    assert Processing.objects.get().legal_basis == "consent"
    assert Event.objects.filter(kind="statements.privacy_row_deleted").count() == 1


def test_purpose_without_polish_is_refused(db):
    row = Processing(legal_basis="consent")
    with pytest.raises(ValidationError):
        row.full_clean()
