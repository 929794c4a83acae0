"""Every address of the desk for every role."""

import pytest
from django.urls import get_resolver, reverse

from miara.accounts.public import RoleCode
from miara.indicators import urls_operator
from miara.indicators.permissions import can_see_operations

pytestmark = pytest.mark.django_db
ARGUMENTS = {
    "operator-import-again": ["0" * 32],
    "operator-load": [1],
    "operator-load-withdraw": [1],
    "operator-job": [1],
    "operator-build": ["abc"],
    "operator-publish": ["abc"],
    "operator-harvest-switch": [1],
}
NAMES = [pattern.name for pattern in urls_operator.urlpatterns]
ROLES = [None, RoleCode.UNIT_READER, RoleCode.UNIT_EDITOR, RoleCode.UNIT_ADMINISTRATOR]


def address(name):
    return reverse(f"indicators:{name}", args=ARGUMENTS.get(name, []))


def test_the_desk_is_wired():
    assert get_resolver().resolve("/operator/").view_name == "indicators:operator"


@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_asked_to_log_in(client, name):
    for answer in (client.get(address(name)), client.post(address(name))):
        assert answer.status_code == 302
        assert "/konto/" in answer["Location"]


@pytest.mark.parametrize("role", ROLES)
def test_people_of_units_get_nothing(client, make_person, unit, role):
    person = make_person(role, unit if role else None)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for name in NAMES:
        for answer in (client.get(address(name)), client.post(address(name))):
            assert answer.status_code == 403, name
    told = client.get(address("operator")).content.decode()
    assert can_see_operations(person).reason in told


@pytest.mark.parametrize("name", NAMES)
def test_the_operator_gets_a_page_or_an_honest_refusal(desk, name):
    answer = desk.get(address(name))
    # What changes things takes only POST; the arguments name nothing that exists.
    assert answer.status_code in {200, 404, 405}
    if name in {"operator", "operator-import", "operator-quality", "operator-loads"}:
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
