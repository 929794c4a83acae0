"""An announced event and a way in."""

import pytest
from tests.factories.events import make_event


@pytest.fixture
def meeting(db):
    """An announced event of two days with a published programme."""
    return make_event()


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go
