"""Codes reach back before the first snapshot, unless the unit was created later."""

from datetime import date

import pytest
from tests.factories.units import make_register

from miara.units import public as units

pytestmark = pytest.mark.django_db


def test_units_of_the_first_snapshot_are_known_from_the_beginning():
    make_register()
    register = units.register()
    first = {
        uid: min(span.since for span in register.spans if span.uid == uid)
        for uid in register.uids
    }
    created = {
        uid
        for uid in register.uids
        if uid != "PL"
        and any(event.kind == "created" for event in units.history_of(uid))
    }
    assert {uid for uid, since in first.items() if since == date.min} == (
        set(first) - created
    )
