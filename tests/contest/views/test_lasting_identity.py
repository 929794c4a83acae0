"""Rights in applications follow the lasting identity of a unit, not its code."""

from datetime import date

import pytest
from django.urls import reverse
from tests.contest.applying import BACKEND, of_entry, of_office, receive_at, set_rules
from tests.factories.contest import DURING, make_person, make_world
from tests.factories.units import SMALL_REGISTER, make_snapshot

from miara.accounts.public import RoleCode, grant_role, unit_scope
from miara.contest.models import Entry
from miara.units.domain.facts import Kind, SnapshotUnit
from miara.units.public import unit_by_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path, monkeypatch):
    """Code 120617 belonged to another municipality, Gaj, before Zielonki."""
    settings.FILES_DIR = tmp_path / "files"
    others = [unit for unit in SMALL_REGISTER if unit.code != "120617"]
    gone = SnapshotUnit("120617", Kind.RURAL, "Gaj")
    make_snapshot([*others, gone], day=date(2015, 1, 1))
    make_snapshot(others, day=date(2016, 1, 1))
    made = make_world()
    set_rules(made.edition)
    receive_at(monkeypatch, DURING)
    return made


def editor_of(name, uid):
    """A person who edits for a unit."""
    person = make_person(name)
    grant_role(
        user=person,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope(uid),
        by=None,
        now=DURING,
    )
    return person


def test_members_of_a_unit_with_another_identity_than_its_code_apply(client, world):
    unit = unit_by_code("120617")
    assert (unit.name, unit.uid) == ("Zielonki", "120617.2")
    client.force_login(editor_of("zielonki", unit.uid), BACKEND)
    domain = world.edition.domains.get(code="culture")
    begun = {"unit": unit.code, "domain": domain.pk, "who": "unit"}
    assert client.post(of_office("entry-new"), begun).status_code == 302
    entry = Entry.objects.get()
    assert entry.unit_uid == unit.uid
    assert client.get(of_entry("entry", entry)).status_code == 200

    # A colleague who was not there sees and writes it; those of Gaj do not.
    client.force_login(editor_of("kolega", unit.uid), BACKEND)
    assert len(client.get(reverse("contest:entries")).context["rows"]) == 1
    assert client.get(of_entry("entry-describe", entry)).status_code == 200
    client.force_login(editor_of("gaj", "120617"), BACKEND)
    assert client.get(of_entry("entry", entry)).status_code == 404
    assert client.post(of_office("entry-new"), begun).status_code != 302
    assert Entry.objects.count() == 1
