"""People of the desk, quick passwords, an index and files of the test's own."""

import pytest
from tests.factories.editing import person_with


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def editor(db):
    return person_with("PRACTICE_EDITOR")


@pytest.fixture
def expert(db):
    return person_with("PRACTICE_EXPERT")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def reading(client_factory, expert):
    return client_factory(expert)


@pytest.fixture
def client_factory():
    from django.test import Client

    def make(user):
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return make
