"""An open desk and a way in."""

import pytest
from tests.factories.attendance import make_desk

from miara.core.visitor_limits import limits


@pytest.fixture
def reception(db):
    """An announced event with three places."""
    limits.forget()
    return make_desk()


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go
