"""Public pages of programmes and projects: made public by an act, and what they tell."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import NOW, UNIT

from miara.audit import public as audit
from miara.core import slots
from miara.instruments.actions.instruments import (
    add_part,
    change_instrument,
    change_part,
    create_instrument,
)
from miara.instruments.actions.publication import (
    publish_instrument,
    withdraw_instrument,
)
from miara.instruments.models import Instrument
from miara.instruments.presenters.history import public_history
from miara.instruments.queries.public_pages import public_events

HOME = "/jednostki/120617-zielonki/plany/programy"
PUBLIC = "/jednostki/120617-zielonki/programy"
NBSP = "\u00a0"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def who(office):
    return {"by": office.people["planner"], "now": NOW}


def make(who, code, **values):
    facts = {"kind": "PROJECT", "code": code, "name": f"Chodnik {code}", **values}
    return create_instrument(UNIT, facts, **who)


@pytest.fixture
def project(office, who):
    """A public project with a part of every kind that the page shows."""
    row = make(who, "P-1", state="GOING", district=office.village, is_public=True)
    days = {"since": date(2026, 1, 1), "until": date(2026, 5, 1)}
    parts = {
        "stage": {"name": "Projekt", **days},
        "milestone": {"name": "Odbiór", "planned_on": date(2026, 6, 1)},
        "product": {
            "name": "Chodnik",
            "unit_of_measure": "km",
            "planned": Decimal("1.5"),
        },
        "partner": {"name": "Rada rodziców", "part": "sprząta"},
    }
    for code, values in parts.items():
        add_part(row, code, values, **who)
    for source, planned in (("OWN", "100.10"), ("EU", "200.20")):
        money = {"year": 2026, "source": source, "planned": Decimal(planned)}
        add_part(row, "money", money, **who)
    row.refresh_from_db()
    return row


def text_of(response):
    return response.content.decode().replace(NBSP, " ")


def test_nothing_is_public_before_an_act_of_a_planner(office, who, enter):
    row = make(who, "P-1", manager=office.engineer)
    one = f"{HOME}/{row.pk}/"
    assert enter(None).get(f"{PUBLIC}/{row.pk}/").status_code == 404
    for name in ("reader", "engineer"):
        answer = enter(office.people[name]).post(one, {"do": "publish"})
        assert answer.status_code == 403
    client = enter(office.people["planner"])
    assert "Pokaż wszystkim" in text_of(client.get(one))
    # A form of facts cannot make it public by the way.
    facts = {"kind": "PROJECT", "code": "P-1", "name": "Inna", "state": "GOING"}
    given = {**facts, "is_public": "on", "version": row.version}
    assert client.post(f"{one}zmien/", given).status_code == 302
    row.refresh_from_db()
    assert not row.is_public
    assert client.post(one, {"do": "publish"}).status_code == 302
    row.refresh_from_db()
    assert row.is_public
    assert row.published_at
    told = audit.describe_all(list(audit.events_for(row)))
    assert told[0] == "„P-1 Inna” pokazano wszystkim."
    assert enter(None).get(f"{PUBLIC}/{row.pk}/").status_code == 200


def test_taking_back_needs_a_reason(office, project, enter):
    client = enter(office.people["planner"])
    one = f"{HOME}/{project.pk}/"
    refused = client.post(one, {"do": "withdraw", "reason": " "})
    assert refused.status_code == 422
    assert 'role="alert"' in text_of(refused)
    assert client.post(one, {"do": "withdraw", "reason": "Pomyłka"}).status_code == 302
    assert enter(None).get(f"{PUBLIC}/{project.pk}/").status_code == 404
    told = audit.describe_all(list(audit.events_for(project)))
    assert told[0].endswith("Powód: Pomyłka.")


def test_acts_done_twice_change_nothing(project, who):
    before = audit.events_for(project).count()
    publish_instrument(project, **who)
    assert audit.events_for(project).count() == before
    withdraw_instrument(project, reason="x", **who)
    withdraw_instrument(project, reason="x", **who)
    assert audit.events_for(project).count() == before + 1


def test_the_page_shows_what_everybody_may_see(office, project, goal, enter, who):
    add_part(project, "goal", {"goal": goal}, **who)
    hidden = make(who, "T-1", name="Tajny program")
    add_part(hidden, "member", {"part": project}, **who)
    page = text_of(enter(None).get(f"{PUBLIC}/{project.pk}/"))
    for shown in ("Bibice", "Rada rodziców", "1,5", "300,30 zł", "razem", "Odbiór"):
        assert shown in page
    assert "Tajny program" not in page
    assert "Bezpieczne drogi" not in page  # its strategy is no public document
    goal.document.state, goal.document.published_at = "ADOPTED", NOW
    goal.document.save()
    page = text_of(enter(None).get(f"{PUBLIC}/{project.pk}/"))
    assert "Bezpieczne drogi" in page


def test_history_tells_only_what_is_public_and_since_when(office, project, who):
    late = {"by": who["by"], "now": LATER}
    values = {"state": "DONE", "manager": office.treasurer, "until": date(2026, 7, 1)}
    change_instrument(project, values, version=None, **late)
    mark = project.milestones.get()
    moved = {"forecast_on": date(2026, 9, 1)}
    change_part(project, "milestone", mark.pk, moved, version=None, **late)
    money = project.money.get(source="EU")
    spent = {"executed": Decimal("12.50")}
    change_part(project, "money", money.pk, spent, version=None, **late)
    changes = public_history(public_events(project))
    told = [change.sentence.replace(NBSP, " ") for change in changes[:3]]
    assert told[0].startswith("Zmieniono: ")
    assert "12,50 zł" in told[0]
    assert "2026, " in told[0]
    assert "1 września 2026" in told[1]
    assert "w toku → zakończon" in told[2]
    assert "Skarbnik" not in " ".join(told)
    assert [c.day for c in changes[:1]] == [LATER.date()]
    assert changes[-1].sentence == "Pokazano wszystkim."
    # What changed while the office alone saw it stays there.
    withdraw_instrument(project, reason="x", **late)
    project.refresh_from_db()
    assert public_events(project) == []


def test_the_list_is_narrowed_and_counts(office, project, enter, who):
    make(who, "P-2", state="DONE", is_public=True)
    make(who, "P-3")
    client = enter(None)
    page = text_of(client.get(f"{PUBLIC}/"))
    assert "2 programy i projekty: w toku 1" in page
    assert "Chodnik P-3" not in page
    place = f"{PUBLIC}/?district={office.village.pk}"
    assert "Chodnik P-2" not in text_of(client.get(place))
    assert "Nic nie pasuje." in text_of(client.get(f"{PUBLIC}/?kind=NETWORK"))
    assert client.get(f"{PUBLIC}/?district=x&kind=%00").status_code == 200
    other = client.get("/jednostki/120611-skawina/programy/")
    assert "nie pokazał tu programów" in text_of(other)


def test_a_list_of_three_makes_as_many_queries_as_of_one(project, enter, who):
    client = enter(None)

    def asked(path):
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    paths = [f"{PUBLIC}/", f"{PUBLIC}.json", f"{PUBLIC}.csv"]
    one = [asked(path) for path in paths]
    for code in ("P-2", "P-3"):
        row = make(who, code, is_public=True)
        add_part(row, "partner", {"unit_uid": "120611"}, **who)
    assert [asked(path) for path in paths] == one


def test_files_say_the_same_as_pages(project, enter, who):
    make(who, "=1+1", name="=HYPERLINK()", is_public=True)
    client = enter(None)
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{PUBLIC}.csv").content.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    assert {row["code"] for row in rows} == {"P-1", "'=1+1"}
    ours = next(row for row in rows if row["code"] == "P-1")
    assert (ours["planned_pln"], ours["executed_pln"]) == ("300.30", "")
    data = json.loads(client.get(f"{PUBLIC}.json").content)
    assert [row["code"] for row in data["instruments"]] == ["=1+1", "P-1"]
    one = json.loads(client.get(f"{PUBLIC}/{project.pk}.json").content)["instrument"]
    assert [m["planned"] for m in one["money"]] == ["100.10", "200.20"]
    assert one["stages"][0]["until"] == "2026-05-01"
    parts = client.get(f"{PUBLIC}/{project.pk}.csv").content.decode("utf-8-sig")
    lines = parts.splitlines()
    assert len({line.count(";") for line in lines}) == 1
    assert [line.split(";")[0] for line in lines[1:]] == [
        *("stage", "milestone", "product", "money", "money")
    ]
    hidden = make(who, "P-9")
    assert client.get(f"{PUBLIC}/{hidden.pk}.json").status_code == 404


def test_the_page_of_the_unit_leads_there(project, rf):
    from miara.cycle.public import unit_of_address

    request, context = rf.get("/"), {"unit": unit_of_address("120617")}
    (block,) = [b for b in slots.blocks("unit-page") if b.name.startswith("instr")]
    with CaptureQueriesContext(connection) as found:
        shown = str(block.render(request, context))
    assert f"{PUBLIC}/" in shown
    assert len(found) <= block.queries
    Instrument.objects.update(is_public=False)
    assert str(block.render(request, context)) == ""
