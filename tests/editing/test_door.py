"""Who may open which address of the editing pages."""

import pytest
from tests.factories.editing import NOW, editing_paths, person_with

from miara.accounts.public import create_operator

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    settings.SEARCH_DIR = tmp_path / "search"


def test_every_address_is_found_here():
    names = [name for name, _path in editing_paths()]
    for name in ("wagtailadmin_login", "wagtailusers_users:index", "wagtailadmin_home"):
        assert name in names
    assert len(names) > 120


def test_strangers_are_sent_to_the_login_of_the_site(client):
    for name, path in editing_paths():
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/konto/logowanie/?next="), name


@pytest.mark.parametrize("role", ["", "UNIT_ADMINISTRATOR", "OPERATOR"])
def test_people_without_a_role_in_the_base_are_refused_everywhere(client, role):
    if role == "OPERATOR":
        user = create_operator(
            email="op@baza.example", password="dluga-lipowa-7", now=NOW
        )
    else:
        user = person_with(role)
    client.force_login(user, BACKEND)
    for name, path in editing_paths():
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 403, name
    assert user.groups.count() == 0
