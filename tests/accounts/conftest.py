"""People, roles and scopes for the tests of accounts."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from miara.accounts.actions.memberships import grant_role
from miara.accounts.actions.people import create_operator, create_person
from miara.accounts.domain.scopes import unit_scope

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNIT = unit_scope("120617")
OTHER_UNIT = unit_scope("126101")
PASSWORD = "dluga-lipowa-aleja-7"

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n99\n%%EOF\n"
)


@pytest.fixture(autouse=True)
def polish():
    """Requests leave their language behind; every test starts in Polish."""
    translation.activate("pl")
    yield
    translation.activate("pl")


@pytest.fixture
def uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


@pytest.fixture
def make_person(db):
    def make(name, *, role=None, scope=None, now=NOW):
        user = create_person(
            email=f"{name}@gmina.example",
            password=PASSWORD,
            full_name=name.title(),
            by=None,
            now=now,
        )
        if role is not None:
            grant_role(user=user, role_code=role, scope=scope, by=None, now=now)
        return user

    return make


@pytest.fixture
def operator(db):
    return create_operator(
        email="operator@miara.example", password=PASSWORD, full_name="Olga", now=NOW
    )


@pytest.fixture
def administrator(make_person):
    return make_person("ada", role="UNIT_ADMINISTRATOR", scope=UNIT)


@pytest.fixture
def mails():
    """Mails asked for, in order."""
    from miara.accounts.signals import mail_due

    asked = []

    def listen(sender, signal, **facts):
        asked.append(facts)

    mail_due.connect(listen)
    yield asked
    mail_due.disconnect(listen)
