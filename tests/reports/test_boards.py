"""Pages for residents and councillors: only what was made public, in plain words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import NOW, UNIT
from tests.factories.reports import make_task
from tests.factories.strategy import make_goal, make_indicator, make_target, make_value

from miara.audit import public as audit
from miara.budget.models import Line, ReportFile
from miara.core import slots
from miara.council.models import Debate, Resolution
from miara.cycle.public import ChangedMeanwhileError, NotAllowedError, unit_of_address
from miara.documents.models import StoredFile
from miara.instruments.actions.instruments import add_part, create_instrument
from miara.instruments.actions.publication import publish_instrument
from miara.reports.actions.boards import set_board
from miara.reports.models import PublicBoard

UNIT_PAGE = "/jednostki/120617-zielonki"
RESIDENTS = f"{UNIT_PAGE}/dla-mieszkancow/"
COUNCILLORS = f"{UNIT_PAGE}/dla-radnych/"
SETTINGS = f"{UNIT_PAGE}/plany/co-widac/"


@pytest.fixture(autouse=True)
def _in_march(monkeypatch):
    """Requests come on 2 March 2026, the day of the factories."""
    cache.clear()
    monkeypatch.setattr(
        "miara.reports.views.boards._today", lambda request: date(2026, 3, 2)
    )


def words(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def who(world):
    return {"by": world.office.people["planner"], "now": NOW}


def show(who, **choices):
    return set_board(UNIT, choices, version=None, **who)


def publish_all(world, who):
    document = world.goal.document
    document.published_at = NOW
    document.save()
    publish_instrument(world.project, **who)


def make_budget(world):
    """Lines of a report in force."""
    stored = StoredFile.objects.create(
        sha256="0" * 64,
        size=1,
        kind="CSV",
        media_type="text/csv",
        name="rb.csv",
        uploaded_at=NOW,
    )
    file = ReportFile.objects.create(
        budget_year=world.year,
        kind="RB28S",
        quarter=1,
        version=1,
        state="ACTIVE",
        base_sides="E",
        stored=stored,
        name="rb.csv",
        sent_at=NOW,
        taken_at=NOW,
    )
    for division, executed in (("801", 100_00), ("900", 9_000_00)):
        Line.objects.create(
            file=file,
            side="E",
            division=division,
            chapter=f"{division}01",
            paragraph="430",
            changed=10_000_00,
            executed=executed,
        )


def make_debate(**facts):
    given = {
        "unit_uid": UNIT,
        "year": 2025,
        "session_on": date(2026, 6, 20),
        "starts_at": datetime(2026, 6, 20, 10, tzinfo=UTC).time(),
        "place": "Sala obrad",
        "signatures": 20,
        "speakers": 15,
        "rules_checked_on": date(2026, 3, 1),
        "rules_basis": "ustawa",
        "submission_place": "Biuro rady",
        "published_at": NOW,
    }
    return Debate.objects.create(**{**given, **facts})


def test_nothing_is_shown_before_it_is_made_public(world, enter, who):
    make_budget(world)
    make_debate(published_at=None)
    Resolution.objects.create(
        unit_uid=UNIT, number="I/1/26", adopted_on=date(2026, 1, 9), title="Tajna"
    )
    client = enter(None)
    for path in (RESIDENTS, COUNCILLORS):
        page = words(client.get(path))
        for hidden in (
            *("I.1", "Czyste ulice", "Zadanie GK-01", "Sala obrad", "Tajna"),
            *("801", "I/1/26", world.target.local.name),
        ):
            assert (path, hidden in page) == (path, False)
    assert "Samorząd nie pokazał tu swoich celów." in words(client.get(RESIDENTS))
    for path in (f"{RESIDENTS}zadania.csv", f"{COUNCILLORS}dzialy.csv"):
        assert len(client.get(path).content.splitlines()) == 1


def test_residents_read_goals_works_money_and_the_day(world, enter, who):
    publish_all(world, who)
    show(who, shows_tasks=True, note="Pytania: pokój 12.")
    world.year.population = 30_000
    world.year.save()
    money = {
        "year": 2026,
        "source": "OWN",
        "planned": Decimal(2000),
        "executed": Decimal(500),
    }
    add_part(world.project, "money", money, **who)
    civic = {"kind": "PROJECT", "code": "B", "name": "Plac", "civic_year": 2025}
    create_instrument(UNIT, {**civic, "state": "DONE", "is_public": True}, **who)
    make_task(world.year, "MALE", (1, 100_00, 0, 0))
    make_debate()
    page = words(enter(None).get(RESIDENTS))
    for told in (
        "Pytania: pokój 12.",
        "Cel o symbolu I.1",
        "Wskaźnik PM25",
        "Publiczne cele mają 1 wartość docelową: zgodnie z planem 1",
        "Czyste ulice",
        "planowany; plan 2 000 zł; wydano 25 %",
        "Budżet obywatelski 2025: zakończono 1 z 1 projektu.",
        "W 2026 roku najwięcej kosztuje: Zadanie GK-01, 120 000 zł, czyli 4,00 zł",
        "Debata nad raportem za 2025 rok: 20 czerwca 2026, godz. 10:00, Sala obrad.",
    ):
        assert told in page, told
    assert f"{UNIT_PAGE}/debata-2025/" in page
    assert COUNCILLORS in page
    table = enter(None).get(f"{RESIDENTS}zadania.csv").content.decode("utf-8-sig")
    assert "2026;GK-01;Zadanie GK-01;120000,00;30000,50" in table
    assert table.count("\r\n") == 3


def test_councillors_read_what_stands_badly_and_what_to_ask(
    world, enter, who, monkeypatch
):
    publish_all(world, who)
    show(who, shows_budget=True, shows_resolutions=True)
    make_budget(world)
    bad = make_indicator("HALAS", name="Hałas")
    make_value(bad, "2025", "12")
    make_target(world.goal, bad)
    late = {"name": "Odbiór", "planned_on": date(2026, 1, 1)}
    add_part(world.project, "milestone", late, **who)
    day = date(2026, 1, 9)
    Resolution.objects.create(
        unit_uid=UNIT, number="I/1/26", adopted_on=day, title="O drogach"
    )
    monkeypatch.setattr(
        "miara.reports.views.boards._today", lambda request: date(2026, 8, 2)
    )
    page = words(enter(None).get(COUNCILLORS))
    for told in (
        "Zagrożone cele",
        "Dlaczego „Hałas” wypada gorzej od planu",
        "Wydatki 2026 roku: plan po zmianach 20 000 zł, wykonanie 9 100 zł (46 %).",
        "Dlaczego wydatki na „801",
        "Kamień milowy „Czyste ulice” jest po terminie",
        "Kiedy zostanie opublikowany raport o stanie gminy?",
        "1 uchwała starsza niż pół roku nie jest wykonywana",
        "O drogach",
    ):
        assert told in page, told
    assert "Dlaczego wydatki na „900" not in page
    table = enter(None).get(f"{COUNCILLORS}dzialy.csv").content.decode("utf-8-sig")
    assert ";801;" in table


def test_a_year_of_the_address_and_odd_ones(world, enter, who):
    show(who, shows_tasks=True)
    client = enter(None)
    for asked in ("2026", "2025", "x", "99999999999", "-1"):
        assert client.get(f"{RESIDENTS}?rok={asked}").status_code == 200
    assert client.get("/jednostki/999999-nikt/dla-mieszkancow/").status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (None, 302),
        ("stranger", 403),
        ("reader", 403),
        ("engineer", 403),
        ("planner", 200),
    ],
)
def test_who_says_what_is_seen(world, enter, name, status):
    client = enter(world.office.people.get(name))
    assert client.get(SETTINGS).status_code == status
    sent = client.post(SETTINGS, {"shows_tasks": "on", "version": 1})
    assert sent.status_code == (302 if status == 200 else status)
    assert PublicBoard.objects.exists() is (status == 200)


def test_choices_are_kept_with_a_trail_and_never_overwritten_unseen(world, enter, who):
    client = enter(world.office.people["planner"])
    client.post(SETTINGS, {"shows_tasks": "on", "note": "Pokój 12", "version": 1})
    row = PublicBoard.objects.get()
    assert (row.shows_tasks, row.shows_budget, row.version) == (True, False, 2)
    told = audit.describe_all(list(audit.events_for(row)))
    assert "największe zadania budżetowe z kwotami: nie → tak" in told[0]
    stale = client.post(SETTINGS, {"note": "Moje słowa", "version": 1})
    assert stale.status_code == 422
    assert "Moje słowa" in words(stale)
    with pytest.raises(ChangedMeanwhileError):
        set_board(UNIT, {"note": ""}, version=1, **who)
    reader = {**who, "by": world.office.people["reader"]}
    with pytest.raises(NotAllowedError):
        set_board(UNIT, {"note": ""}, version=None, **reader)


def test_pages_make_as_many_queries_for_many_rows_as_for_one(world, enter, who):
    publish_all(world, who)
    show(who, shows_tasks=True, shows_budget=True, shows_resolutions=True)
    make_budget(world)
    client = enter(None)

    def asked(path):
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    for path in (RESIDENTS, COUNCILLORS):
        asked(path)
    one = [asked(path) for path in (RESIDENTS, COUNCILLORS)]
    for number in range(3):
        goal = make_goal(world.goal.document, f"I.{number + 7}", world.top)
        indicator = make_indicator(f"W{number}")
        make_value(indicator, "2025", "50")
        make_target(goal, indicator)
        code = {"kind": "PROJECT", "code": f"N{number}", "name": f"Nowy {number}"}
        row = create_instrument(UNIT, {**code, "is_public": True}, **who)
        add_part(row, "milestone", {"name": "x", "planned_on": date(2026, 1, 1)}, **who)
        make_task(world.year, f"T{number}", (1, 100, 0, 0))
        Resolution.objects.create(
            unit_uid=UNIT,
            number=f"I/{number}/26",
            adopted_on=date(2026, 1, 9),
            title="x",
        )
    ReportFile.objects.update(base_sides="E")
    assert [asked(path) for path in (RESIDENTS, COUNCILLORS)] == one


def test_the_page_of_the_unit_and_dashboards_lead_there(world, enter, who, rf):
    request, context = rf.get("/"), {"unit": unit_of_address("120617")}
    (block,) = [b for b in slots.blocks("unit-page") if b.name.startswith("reports.")]
    assert str(block.render(request, context)) == ""
    publish_all(world, who)
    with CaptureQueriesContext(connection) as found:
        shown = str(block.render(request, context))
    assert RESIDENTS in shown
    assert COUNCILLORS in shown
    assert len(found) <= block.queries
    page = words(enter(world.office.people["reader"]).get(f"{UNIT_PAGE}/plany/pulpit/"))
    assert RESIDENTS in page
    assert SETTINGS not in page


def test_an_old_debate_is_told_until_the_next_one(world, enter):
    make_debate(year=2024, session_on=date(2025, 6, 20) + timedelta(days=1))
    page = words(enter(None).get(RESIDENTS))
    assert "Debata nad raportem za 2024 rok: 21 czerwca 2025" in page
