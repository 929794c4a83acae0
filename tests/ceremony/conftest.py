"""A prepared gala, the hour of it, and a way in."""

import pytest
from django.utils import timezone
from tests.factories.ceremony import GALA, make_gala

from miara.ceremony.domain import sealing


@pytest.fixture(autouse=True)
def _quick_phrase(monkeypatch):
    """Rounds of the phrase cost half a second; how many there are proves nothing."""
    monkeypatch.setattr(sealing, "ITERATIONS", 1000)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole program; the hour of the gala to begin with."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(GALA)
    return at


@pytest.fixture
def gala(db, clock):
    """Prepared, not opened."""
    return make_gala()


@pytest.fixture
def opened(db, clock):
    """Prepared and opened by the chair."""
    return make_gala(opened=True)


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go
