"""A unit with a whole chain."""

import pytest
from tests.factories.reports import make_world


@pytest.fixture
def world(db):
    """The register, an office, and one of each link."""
    return make_world()


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go
