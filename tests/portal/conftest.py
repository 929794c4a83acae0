"""An index and files of the test's own, two sites and their editors."""

import pytest
from django.test import Client
from tests.factories.portal import editor_of, make_site

from miara.portal.actions.counting import buffer

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    settings.SEARCH_DIR = tmp_path / "search"
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_SITES = {}
    buffer.take()


@pytest.fixture
def site(db):
    return make_site()


@pytest.fixture
def other_site(db):
    return make_site("zpp", "Związek Powiatów Próbnych")


@pytest.fixture
def editor(site):
    return editor_of(site)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor, BACKEND)
    return client
