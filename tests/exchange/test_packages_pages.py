"""Pages of keys, packages and open data, by role and to the end."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import NOW, UNIT
from tests.factories.strategy import (
    make_document,
    make_goal,
    make_indicator,
    make_target,
    make_value,
)

from miara.audit.public import Event
from miara.core import jobs
from miara.exchange.actions.keys import make_key
from miara.exchange.actions.packages import KEPT_FOR, erase_old_packages
from miara.exchange.domain.keys import Scope
from miara.exchange.models import AccessKey, Package
from miara.exchange.queries.tables import filled_tables

PLANS = "/jednostki/120617-zielonki/plany"
KEYS = f"{PLANS}/wymiana/"
PACKAGES = f"{PLANS}/wymiana/paczki/"
OPEN = "/jednostki/120617-zielonki/otwarte-dane/"
OTHER = "120611"


@pytest.fixture
def new_key(office):
    """What a form sends; a year ahead of any day on which tests run."""
    from django.utils import timezone

    day = timezone.localdate() + timedelta(days=100)
    return {
        "name": "Księgowość",
        "scopes": ["plans.read", "budget.send"],
        "expires_on": day.isoformat(),
    }


@pytest.mark.parametrize(
    ("name", "keys", "packages"),
    [
        (None, 302, 302),
        ("stranger", 403, 403),
        ("elsewhere", 403, 403),
        ("reader", 403, 403),
        ("engineer", 403, 403),
        ("treasurer", 200, 403),
        ("planner", 200, 200),
        ("head", 200, 200),
    ],
)
def test_roles_at_each_page(office, enter, name, keys, packages):
    row = Package.objects.create(unit_uid=UNIT, direction="OUT", ordered_at=NOW)
    client = enter(office.people.get(name))
    assert client.get(KEYS).status_code == keys
    assert client.get(PACKAGES).status_code == packages
    assert client.get(f"{PACKAGES}{row.uid}/").status_code == packages
    file = client.get(f"{PACKAGES}{row.uid}/plik/").status_code
    assert file == (302 if packages == 200 else packages)
    sent = client.post(PACKAGES, {"do": "make"}).status_code
    assert sent == (302 if packages in {200, 302} else 403)
    assert client.get(OPEN).status_code == 200


def test_a_key_is_shown_once_and_kept_as_a_digest(office, enter, new_key):
    client = enter(office.people["head"])
    page = client.post(KEYS, new_key).content.decode()
    row = AccessKey.objects.get()
    secret = page.partition("<code>miara_")[2].partition("</code>")[0]
    assert len(secret) == 43
    again = client.get(KEYS).content.decode()
    assert secret not in again
    assert secret not in str(AccessKey.objects.values().get())
    assert row.hint in again
    assert "nigdy" in again
    event = Event.objects.get(kind="exchange.key_made")
    assert secret not in str(event.after)
    # Sent again by a reload: the name is taken, and what was typed stays.
    twice = client.post(KEYS, new_key)
    assert twice.status_code == 422
    assert "już działa" in twice.content.decode()
    assert 'value="Księgowość"' in twice.content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, "Nazwa systemu"),
        ({"scopes": []}, "Klucz pozwala"),
        ({"scopes": ["everything"]}, "everything"),
        ({"expires_on": "2020-01-01"}, "dopiero nadejdzie"),
        ({"expires_on": "2090-01-01"}, "dwóch lat"),
    ],
)
def test_a_bad_form_says_what_to_mend(office, enter, new_key, change, told):
    answer = enter(office.people["head"]).post(KEYS, {**new_key, **change})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not AccessKey.objects.exists()


def test_people_give_only_what_is_theirs(office, enter, new_key):
    treasurer = enter(office.people["treasurer"])
    values = {**new_key, "scopes": ["values.send"]}
    assert treasurer.post(KEYS, values).status_code == 422
    assert treasurer.post(KEYS, new_key).status_code == 200
    planner = enter(office.people["planner"])
    other = {**new_key, "name": "Arkusz"}
    assert planner.post(KEYS, other).status_code == 422
    assert planner.post(KEYS, {**other, "scopes": ["risks.read"]}).status_code == 200


def test_a_revoked_key_opens_nothing(office, enter, program, client):
    asking = program()
    assert asking.ask("").status_code == 200
    row = AccessKey.objects.get()
    enter(office.people["elsewhere"]).post(KEYS, {"do": "revoke", "key": row.pk})
    assert asking.ask("").status_code == 200
    answer = enter(office.people["treasurer"]).post(
        KEYS, {"do": "revoke", "key": row.pk}, follow=True
    )
    assert "już nie działa" in answer.content.decode()
    assert asking.ask("").status_code == 401
    assert Event.objects.filter(kind="exchange.key_revoked").count() == 1


def test_lists_make_as_many_queries_for_three_as_for_one(office, enter):
    from django.utils import timezone

    client = enter(office.people["head"])

    def one(name):
        make_key(
            UNIT,
            name=name,
            scopes=[Scope.READ_PLANS],
            expires_on=timezone.localdate() + timedelta(days=9),
            by=office.people["head"],
            now=NOW,
        )
        Package.objects.create(unit_uid=UNIT, direction="OUT", ordered_at=NOW)

    def count():
        with CaptureQueriesContext(connection) as found:
            client.get(KEYS)
            client.get(PACKAGES)
        return len(found)

    one("1")
    client.get(KEYS)
    first = count()
    one("2")
    one("3")
    assert count() == first


def do(row):
    """Do the work of a package as the worker does."""
    row.refresh_from_db()
    jobs.perform(row.job_id)
    row.refresh_from_db()


def test_a_unit_moves_by_pages_alone(office, enter, django_capture_on_commit_callbacks):
    make_value(make_indicator(), "2024", "5")
    client = enter(office.people["planner"])
    assert client.post(PACKAGES, {"do": "make"}).status_code == 302
    made = Package.objects.get()
    page = client.get(f"{PACKAGES}{made.uid}/").content.decode()
    assert "hx-get" in page
    again = client.post(PACKAGES, {"do": "make"})
    assert made.uid in again.url
    do(made)
    page = client.get(f"{PACKAGES}{made.uid}/").content.decode()
    assert "Pobierz paczkę" in page
    content = b"".join(client.get(f"{PACKAGES}{made.uid}/plik/").streaming_content)
    assert made.size == len(content)

    client = enter(office.people["elsewhere"])
    there = "/jednostki/120611-skawina/plany/wymiana/paczki/"
    bad = client.post(there, {"do": "bring"})
    assert bad.status_code == 422
    upload = SimpleUploadedFile("paczka.zip", content)
    assert client.post(there, {"do": "bring", "content": upload}).status_code == 302
    row = Package.objects.get(direction="IN")
    do(row)
    assert filled_tables(OTHER) == []
    page = client.get(f"{there}{row.uid}/").content.decode()
    assert "dotyczy innej jednostki" in page
    assert client.get(f"{PACKAGES}{row.uid}/").status_code == 403
    client.post(f"{there}{row.uid}/", {"do": "take"})
    do(row)
    assert row.state == "TAKEN"
    assert filled_tables(OTHER) != []
    again = client.post(f"{there}{row.uid}/", {"do": "take"}, follow=True)
    assert "usunięta albo nie jest gotowa" in again.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{there}{row.uid}/", {"do": "erase"})
    assert not row.path.exists()
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {
        "exchange.package_ordered",
        "exchange.package_downloaded",
        "exchange.package_received",
        "exchange.package_taken",
        "exchange.package_erased",
    } <= kinds


def test_a_package_that_is_no_package_says_why(office, enter):
    client = enter(office.people["planner"])
    upload = SimpleUploadedFile("paczka.zip", b"PK nothing")
    client.post(PACKAGES, {"do": "bring", "content": upload})
    row = Package.objects.get()
    do(row)
    assert row.state == "REFUSED"
    page = client.get(f"{PACKAGES}{row.uid}/").content.decode()
    assert "nie jest plikiem ZIP" in page


def test_old_packages_are_erased(office):
    row = Package.objects.create(
        unit_uid=UNIT, direction="OUT", state="READY", ordered_at=NOW
    )
    row.path.parent.mkdir()
    row.path.write_bytes(b"x")
    assert erase_old_packages(NOW + KEPT_FOR) == 0
    with_commit = erase_old_packages(NOW + KEPT_FOR + timedelta(seconds=1))
    assert with_commit == 1
    assert Package.objects.get().state == "ERASED"


def test_open_data_hold_what_is_public_alone(office, client):
    public = make_document(title="Strategia jawna", published_at=NOW)
    secret = make_document(title="Projekt tajny", kind="PROGRAMME")
    own, hidden = make_indicator("JAWNY"), make_indicator("TAJNY")
    for document, indicator in ((public, own), (secret, hidden)):
        goal = make_goal(document, f"{document.pk}.1")
        make_target(goal, indicator)
        make_value(indicator, "2024", "12.5")
        make_value(indicator, "2023", "11", state="CHECKED")
    page = client.get(OPEN).content.decode()
    found = {}
    for name in ("cele", "cele-liczbowe", "wartosci", "programy"):
        assert f"{OPEN}{name}.csv" in page
        answer = client.get(f"{OPEN}{name}.csv")
        assert (
            client.get(
                f"{OPEN}{name}.csv", HTTP_IF_NONE_MATCH=answer["ETag"]
            ).status_code
            == 304
        )
        text = answer.content.decode("utf-8-sig")
        assert "tajny" not in text.lower()
        rows = list(csv.DictReader(io.StringIO(text)))
        data = json.loads(client.get(f"{OPEN}{name}.json").content)
        assert [
            {key: "" if value is None else str(value) for key, value in row.items()}
            for row in data["rows"]
        ] == rows
        assert all(data["columns"].values())
        found[name] = rows
    assert [row["document"] for row in found["cele"]] == ["Strategia jawna"]
    assert [row["indicator"] for row in found["cele-liczbowe"]] == ["JAWNY"]
    assert [(row["period"], row["value"]) for row in found["wartosci"]] == [
        ("2024", "12.5")
    ]
    assert client.get(f"{OPEN}ryzyka.csv").status_code == 404


def test_the_national_portal_sees_tables_of_units(office):
    from miara.core.open_data import LONGEST_IDENT
    from miara.exchange.exports.open_data import dataset

    assert dataset() is None
    make_document(published_at=NOW)
    found = dataset()
    assert len(found.resources) == 4
    assert all(len(each.ident) <= LONGEST_IDENT for each in found.resources)
    assert found.resources[0].path == f"{OPEN}cele.csv"
    assert "Zielonki" in str(found.resources[0].title)


def test_a_stranger_learns_nothing_of_another_units_package(office, enter):
    row = Package.objects.create(unit_uid=OTHER, direction="OUT", ordered_at=NOW)
    client = enter(office.people["planner"])
    assert client.get(f"{PACKAGES}{row.uid}/").status_code == 404
