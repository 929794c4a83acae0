"""A unit with an office, a goal, and tables of resolutions as files."""

import csv
import io

import pytest
from tests.factories.plans import NOW, UNIT, make_goal, make_office
from tests.factories.units import make_register

from miara.council.actions.debates import open_debate
from miara.council.actions.resolutions import create_resolution


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


@pytest.fixture
def resolution(office):
    """A resolution that the engineer executes."""
    values = {
        "number": "XII/86/2025",
        "adopted_on": "2025-05-29",
        "title": "w sprawie nadania nazwy ulicy Żółtej",
        "executor": office.engineer,
    }
    row = create_resolution(UNIT, values, by=office.people["planner"], now=NOW)
    row.refresh_from_db()
    return row


@pytest.fixture
def debate(office):
    """A debate on the report of 2025 that somebody began."""
    return open_debate(UNIT, 2025, by=office.people["planner"], now=NOW)


@pytest.fixture
def as_csv():
    """Rows as bytes of a CSV file."""

    def make(*rows, mark=";"):
        out = io.StringIO()
        csv.writer(out, delimiter=mark).writerows(rows)
        return out.getvalue().encode()

    return make
