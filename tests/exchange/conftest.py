"""A unit with plans, keys for its programs, and files in a folder of the test."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.factories.plans import NOW, UNIT, make_office, make_person
from tests.factories.units import make_register

from miara.exchange.actions.keys import make_key
from miara.exchange.domain.keys import Scope

API = "/api/v1/jednostki"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    cache.clear()


@pytest.fixture
def office(db):
    """The register, an office in it, and a treasurer."""
    make_register()
    office = make_office(UNIT)
    office.people["treasurer"] = make_person("skarbnik", "UNIT_TREASURER", UNIT)
    office.people["head"] = make_person("wojt", "UNIT_ADMINISTRATOR", UNIT)
    office.people["elsewhere"] = make_person("sasiad", "UNIT_PLANNER", "120611")
    return office


@pytest.fixture
def enter(client):
    """Sign in and give the client."""

    def go(user):
        client.logout()
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return go


@dataclass
class Program:
    """A program of the unit: asks with its key."""

    client: Any
    secret: str

    def ask(self, path, method="get", body=None, **headers):
        """Ask an address below that of the unit."""
        more = {f"HTTP_{k.upper()}": v for k, v in headers.items()}
        if self.secret:
            more["HTTP_AUTHORIZATION"] = f"Bearer {self.secret}"
        if body is not None:
            more |= {"data": body, "content_type": "application/octet-stream"}
        address = path if path.startswith("/") else f"{API}/{UNIT}{path and '/' + path}"
        return getattr(self.client, method)(address, **more)


@pytest.fixture
def program(client, office):
    """A program whose key allows everything, or what is asked for."""

    def make(*scopes, name="Księgowość", expires_on=date.max):
        ends = min(expires_on, timezone.localdate() + timedelta(days=365))
        _row, secret = make_key(
            UNIT,
            name=name,
            scopes=scopes or tuple(Scope),
            expires_on=ends,
            by=office.people["head"],
            now=NOW,
        )
        return Program(client, secret)

    return make
