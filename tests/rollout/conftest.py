"""A unit with an office, and signing in."""

import pytest
from tests.factories.plans import UNIT, make_office
from tests.factories.units import make_register


@pytest.fixture
def office(db, settings, tmp_path):
    """The register and an office in it; files of the test stay with the test."""
    settings.FILES_DIR = tmp_path / "files"
    make_register()
    return make_office(UNIT)


@pytest.fixture
def planner(office):
    """Who plans in the unit."""
    return office.people["planner"]


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go
