"""People, an owner of mail and letters of tests."""

from datetime import UTC, datetime

import pytest

from miara.accounts.public import Decision, create_operator, create_person
from miara.notifications import owners
from miara.notifications import public as notifications

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
OWNER = ("tests.thing", "7")
YES = Decision(allowed=True)
NO = Decision(allowed=False, reason="Nie pracujesz przy tej edycji.")


def _works_there(user, owner_id):
    return YES if (user.full_name, owner_id) == ("Olga", "7") else NO


def _letter(owner_id, head, values):
    return f"%PDF-1.7 {values['salutation']}".encode()


# As at start of the program: once.
notifications.register_mail_owner(
    "tests.thing",
    title=lambda owner_id: f"Rzecz {owner_id}",
    can_see=_works_there,
    can_release=_works_there,
    letters="tests.",
    letter_pdf=_letter,
)
notifications.register_template(
    "tests.invited",
    title=lambda: "Zaproszenie",
    variables={
        "name": notifications.Variable(
            {"pl": "Anna", "en": "Ann"}, lambda: "imię", required=True
        ),
        "address": notifications.Variable({"pl": "https://x.example"}, lambda: "adres"),
    },
    subject={"pl": "Dla {{ name }}", "en": "For {{ name }}"},
    text={
        "pl": "Witaj {{ name }}: {{ address }}",
        "en": "Hi {{ name }}: {{ address }}",
    },
)
assert owners.mail_owner("tests.thing")


@pytest.fixture
def organiser(db, settings):
    return create_person(
        email="olga@example.org",
        password="dluga-lipowa-aleja-7",
        full_name="Olga",
        by=None,
        now=NOW,
    )


@pytest.fixture
def stranger(organiser):
    return create_person(
        email="pola@example.org",
        password="dluga-lipowa-aleja-7",
        full_name="Pola",
        by=None,
        now=NOW,
    )


@pytest.fixture
def operator(db, settings):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    return create_operator(
        email="operator@example.org", password="dluga-lipowa-aleja-7", now=NOW
    )
