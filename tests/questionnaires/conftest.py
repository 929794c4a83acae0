"""Forms, people and rules for the tests of forms."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from miara.accounts.public import create_person
from miara.questionnaires import permissions
from miara.questionnaires.domain.checks import from_data
from miara.questionnaires.public import (
    Access,
    OwnerRules,
    create_form,
    open_sheet,
    publish_version,
    register_owner,
)

from miara.accounts.public import Decision  # isort: skip

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
OWNER = "tests.thing"

#: Every kind of field once, with a condition, limits and marks.
DATA = {
    "code": "everything",
    "title": {"pl": "Wszystko", "en": "Everything"},
    "sections": [
        {
            "code": "first",
            "title": {"pl": "Pierwsza", "en": "First"},
            "fields": [
                {"code": "title", "kind": "SHORT_TEXT", "label": {"pl": "Tytuł", "en": "Title"}, "required": True, "max_characters": 40, "is_public": True, "is_blind": True, "summary": "TITLE"},
                {"code": "story", "kind": "LONG_TEXT", "label": {"pl": "Opis", "en": "Story"}, "max_words": 5, "is_public": True},
                {"code": "count", "kind": "NUMBER", "label": {"pl": "Liczba", "en": "Number"}, "minimum": 1, "maximum": 1000},
                {"code": "amount", "kind": "MONEY", "label": {"pl": "Kwota", "en": "Amount"}},
                {"code": "year", "kind": "YEAR", "label": {"pl": "Rok", "en": "Year"}},
                {"code": "day", "kind": "DATE", "label": {"pl": "Dzień", "en": "Day"}},
                {"code": "period", "kind": "PERIOD", "label": {"pl": "Okres", "en": "Period"}},
                {"code": "works", "kind": "YES_NO", "label": {"pl": "Czy działa?", "en": "Does it work?"}},
                {"code": "why", "kind": "SHORT_TEXT", "label": {"pl": "Dlaczego?", "en": "Why?"}, "required": True, "condition": {"field": "works", "values": [False]}},
                {"code": "colour", "kind": "CHOICE", "label": {"pl": "Kolor", "en": "Colour"}, "choices": [{"code": "red", "label": {"pl": "czerwony", "en": "red"}}, {"code": "blue", "label": {"pl": "niebieski", "en": "blue"}}]},
                {"code": "tools", "kind": "CHOICES", "label": {"pl": "Narzędzia", "en": "Tools"}, "choices": [{"code": "axe", "label": {"pl": "siekiera", "en": "axe"}}, {"code": "saw", "label": {"pl": "piła", "en": "saw"}}]},
            ],
        },
        {
            "code": "second",
            "title": {"pl": "Druga", "en": "Second"},
            "fields": [
                {"code": "mail", "kind": "EMAIL", "label": {"pl": "E-mail", "en": "E-mail"}},
                {"code": "phone", "kind": "PHONE", "label": {"pl": "Telefon", "en": "Telephone"}},
                {"code": "page", "kind": "URL", "label": {"pl": "Strona", "en": "Page"}},
                {"code": "unit", "kind": "UNIT", "label": {"pl": "Jednostka", "en": "Unit"}},
                {"code": "words", "kind": "KEYWORDS", "label": {"pl": "Słowa", "en": "Words"}, "max_rows": 3, "is_blind": True},
                {"code": "costs", "kind": "COSTS", "label": {"pl": "Koszty", "en": "Costs"}, "is_public": True},
                {"code": "results", "kind": "RESULTS", "label": {"pl": "Rezultaty", "en": "Results"}, "is_public": True},
                {"code": "partners", "kind": "PARTNERS", "label": {"pl": "Partnerzy", "en": "Partners"}},
                {"code": "head", "kind": "PERSON", "label": {"pl": "Kierownik", "en": "Head"}, "personal": {"purpose": {"pl": "Podpis", "en": "Signature"}, "keep_days": 30}, "is_public": True},
                {"code": "contact", "kind": "CONTACT", "label": {"pl": "Kontakt", "en": "Contact"}, "personal": {"purpose": {"pl": "Kontakt", "en": "Contact"}, "keep_days": 90}},
                {"code": "papers", "kind": "ATTACHMENTS", "label": {"pl": "Załączniki", "en": "Attachments"}, "attachments": {"kinds": ["DOCUMENT", "PHOTO", "FILM"], "max_files": 3, "max_megabytes": 1, "consent": {"pl": "Zgoda", "en": "Consent"}}},
                {"code": "true_data", "kind": "STATEMENT", "label": {"pl": "Prawda", "en": "Truth"}, "statement": {"pl": "Oświadczam.", "en": "I state."}, "required": True, "version": 2},
            ],
        },
    ],
}  # fmt: skip

#: A good answer to every field that is not attachments.
ANSWERS = {
    "title": "Wspólne usługi",
    "story": "Pięć słów i ani więcej",
    "count": "12.5",
    "amount": "12500.50",
    "year": "2024",
    "day": "2024-03-01",
    "period": {"from": "2022-01-01", "to": ""},
    "works": False,
    "why": "Zabrakło prądu",
    "colour": "blue",
    "tools": ["axe", "saw"],
    "mail": "biuro@gmina.example",
    "phone": "+48 61 633 50 53",
    "page": "https://gmina.example/strona",
    "unit": {"code": "120617", "name": "Zielonki", "uid": "120617"},
    "words": ["szkoły", "usługi wspólne"],
    "costs": [
        {"item": "Serwer", "one_off": "1000.00", "yearly": "120.50", "source": "własne"}
    ],
    "results": [
        {
            "indicator": "",
            "name": "Czas oczekiwania",
            "unit": "dni",
            "baseline": "30",
            "baseline_year": "2020",
            "target": "10",
            "achieved": "8.5",
            "achieved_year": "2024",
            "source": "rejestr urzędu",
        }
    ],
    "partners": [
        {
            "kind": "ORGANISATION",
            "code": "",
            "name": "Fundacja Przykład",
            "role": "szkolenia",
            "uid": "",
        }
    ],
    "head": {"name": "Anna Fikcyjna", "office": "wójt"},
    "contact": {
        "name": "Jan Zmyślony",
        "post": "sekretarz",
        "phone": "61 633 50 53",
        "email": "jan@gmina.example",
    },
    "true_data": {"agreed": True, "version": 2},
}


def definition_of(data=DATA):
    definition, problems = from_data(data)
    assert definition is not None, problems
    return definition


@pytest.fixture(autouse=True)
def polish():
    """Requests leave their language behind; every test starts in Polish."""
    with translation.override("pl"):
        yield


@pytest.fixture
def writer(db):
    return _person("pisarka")


@pytest.fixture
def colleague(db):
    return _person("kolega")


def _person(name):
    return create_person(
        email=f"{name}@gmina.example",
        password="dluga-lipowa-aleja-7",
        full_name=name.title(),
        by=None,
        now=NOW,
    )


@pytest.fixture
def draft(writer):
    return create_form(
        definition=definition_of(), owner_kind=OWNER, owner_id="1", by=writer, now=NOW
    )


@pytest.fixture
def version(draft, writer):
    return publish_version(version=draft, by=writer, now=NOW)


@pytest.fixture
def sheet(version, writer):
    return open_sheet(
        version=version, owner_kind=OWNER, owner_id="1", by=writer, now=NOW
    )


@pytest.fixture
def rules(monkeypatch):
    """Rules of the owner of the tests: whoever is listed writes, the rest see nothing."""
    monkeypatch.setattr(permissions, "_rules", {})
    writers, readers = set(), {}

    def decision(allowed):
        return Decision(allowed=allowed, reason="" if allowed else "Nie wolno.")

    register_owner(
        OWNER,
        OwnerRules(
            can_edit_form=lambda user, owner: decision(user.pk in writers),
            can_write=lambda user, sheet: decision(user.pk in writers),
            can_read=lambda user, sheet: Access(
                decision(user.pk in writers or user.pk in readers),
                readers.get(user.pk, "FULL"),
            ),
            back_url=lambda sheet: "/konto/",
            title=lambda sheet: "Zgłoszenie próbne",
        ),
    )
    return writers, readers
