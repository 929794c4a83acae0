"""The directory is kept by the operator and by people of associations, nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.units import make_register

from miara.accounts.public import (
    create_person,
    grant_role,
    organisation_scope,
    unit_scope,
)
from miara.core import slots
from miara.core.localized import Localized
from miara.organisations import public as organisations
from miara.organisations.models import Organisation

from .conftest import NOW

pytestmark = pytest.mark.django_db
PAGES = [
    reverse("notifications:directory"),
    reverse("notifications:directory-file", args=["csv"]),
    reverse("notifications:directory-import"),
    reverse("notifications:head", args=["120617"]),
]


def person(role="", scope=None, until=None):
    made = create_person(
        email="ada@example.org",
        password="dluga-lipowa-aleja-7",
        full_name="Ada",
        by=None,
        now=NOW,
    )
    if role:
        since = timezone.now() - timedelta(days=9)
        facts = {"user": made, "scope": scope, "by": None}
        grant_role(role_code=role, now=since, until=until, **facts)
    return made


def organisation(kind="ASSOCIATION"):
    made = Organisation.objects.create(kind=kind, name=Localized(pl="Nazwa zmyślona"))
    return organisation_scope(made.uid)


@pytest.mark.parametrize("role", ["ORGANISATION_ADMINISTRATOR", "ORGANISATION_EDITOR"])
def test_people_of_an_association_keep_the_directory(client, role):
    make_register()
    user = person(role, organisation())
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    facts = {"office": "WOJT", "standing": "ELECTED", "form": "F"}
    facts["full_name"] = "Anna Wymyślona"
    client.post(PAGES[-1], facts | {"reason": "telefon"})
    assert organisations.head_of("120617").full_name == "Anna Wymyślona"
    assert PAGES[0] in client.get("/konto/").content.decode()
    # Mail and its outbox stay with the operator.
    assert "/operator/" not in client.get(PAGES[0]).content.decode()
    assert client.get("/operator/poczta/").status_code == 403


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("ORGANISATION_READER", "ASSOCIATION"),
        ("ORGANISATION_ADMINISTRATOR", "MUNICIPAL_UNION"),
        ("ORGANISATION_EDITOR", "OTHER"),
        ("UNIT_ADMINISTRATOR", ""),
        ("", ""),
    ],
)
def test_nobody_else_does(client, role, kind):
    make_register()
    organisation()  # one that the person has no part in
    user = person(role, organisation(kind) if kind else unit_scope("120617"))
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert [client.get(page).status_code for page in PAGES] == [403] * len(PAGES)
    assert client.post(PAGES[-1], {"reason": "x"}).status_code == 403
    assert organisations.head_of("120617") is None
    assert PAGES[0] not in client.get("/konto/").content.decode()


def test_a_role_that_ended_and_an_account_switched_off_open_nothing(client):
    yesterday = timezone.now() - timedelta(days=1)
    user = person("ORGANISATION_EDITOR", organisation(), until=yesterday)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGES[0]).status_code == 403


def test_the_link_on_the_account_asks_as_little_as_it_says(client, rf):
    request = rf.get("/konto/")
    request.user = person("ORGANISATION_EDITOR", organisation())
    assert not slots.overspending("account-work", request, {})
