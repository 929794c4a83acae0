"""A unit with an office and a strategy of one goal."""

import pytest
from tests.factories.plans import UNIT, make_goal, make_office
from tests.factories.units import make_register


@pytest.fixture
def office(db):
    """The register and an office in it."""
    make_register()
    return make_office(UNIT)


@pytest.fixture
def goal(office):
    """A goal of the unit."""
    return make_goal()


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go
