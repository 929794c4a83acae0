"""Pages of programmes and projects, by role."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import NOW, UNIT
from tests.factories.practices import published

from miara.instruments.actions.instruments import add_part, create_instrument
from miara.instruments.models import Instrument, Money, Partner
from miara.practices.models import Adoption
from miara.strategy.models import Target

HOME = "/jednostki/120617-zielonki/plany/programy"
CIVIC = "/jednostki/120617-zielonki/budzet-obywatelski"


@pytest.fixture
def who(office):
    return {"by": office.people["planner"], "now": NOW}


def make(who, code, **values):
    facts = {"kind": "PROJECT", "code": code, "name": f"Projekt {code}", **values}
    return create_instrument(UNIT, facts, **who)


@pytest.fixture
def project(office, who):
    return make(who, "P-1", manager=office.engineer)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (None, (302, 302, 302)),
        ("stranger", (403, 403, 403)),
        ("reader", (200, 403, 403)),
        ("engineer", (200, 200, 403)),
        ("planner", (200, 200, 200)),
    ],
)
def test_roles_at_each_page(office, project, enter, name, statuses):
    reads, changes, plans = statuses
    client = enter(office.people.get(name))
    one = f"{HOME}/{project.pk}"
    for path, status in (
        (f"{HOME}/", reads),
        (f"{HOME}.csv", reads),
        (f"{one}/", reads),
        (f"{one}/zmien/", changes),
        (f"{one}/tresc/", changes),
        (f"{one}/etapy/dodaj/", changes),
        (f"{HOME}/nowy/", plans),
    ):
        assert (path, client.get(path).status_code) == (path, status)
    remove = client.post(f"{one}/zmien/", {"do": "remove"})
    assert remove.status_code == (302 if name in {None, "planner"} else 403)


def test_a_list_makes_as_many_queries_for_three_as_for_one(office, enter, who):
    client = enter(office.people["reader"])
    first = make(who, "P-1", since="2026-01-01", until="2026-12-31")
    add_part(first, "milestone", {"name": "Odbiór", "planned_on": "2026-02-01"}, **who)
    client.get(f"{HOME}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{HOME}/")
    for code in ("P-2", "P-3"):
        make(who, code, since="2026-01-01", until="2027-12-31")
    with CaptureQueriesContext(connection) as three:
        page = client.get(f"{HOME}/").content.decode()
    assert len(three) == len(one)
    assert page.count('class="ch ch-gantt"') == 2  # wide and narrow
    assert "Liczby z tego wykresu" in page or "<details" in page


def test_the_list_is_narrowed_and_says_when_nothing_fits(office, enter, who):
    make(who, "P-1")
    client = enter(office.people["reader"])
    found = client.get(f"{HOME}/?kind=PROGRAMME").content.decode()
    assert "Nic nie pasuje." in found
    assert "Projekt\u00a0P-1" in client.get(
        f"{HOME}/?kind=PROJECT"
    ).content.decode().replace(" P-1", "\u00a0P-1")


def test_every_part_is_added_changed_and_taken_away(office, project, goal, enter, who):
    client = enter(office.people["engineer"])
    target = Target.objects.create(
        unit_uid=UNIT,
        goal=goal,
        national="fires_per_1000",
        kind="TREND",
        direction="DOWN",
        final_year=2030,
    )
    other = make(who, "P-2")
    one = f"{HOME}/{project.pk}"
    given = {
        "cele": {"goal": goal.pk, "contribution": "Tak", "weight": "50"},
        "wartosci-docelowe": {"target": target.pk},
        "sklad": {"part": other.pk},
        "etapy": {"name": "Etap I", "since": "2026-01-01", "until": "2026-05-01"},
        "kamienie-milowe": {"name": "Odbiór", "planned_on": "2026-02-01"},
        "produkty": {"name": "Km", "unit_of_measure": "km", "planned": "1,5"},
        "partnerzy": {"unit_code": "120611", "part": "Płaci"},
        "pieniadze": {"year": "2026", "source": "EU", "planned": "1 234 567,89 zł"},
    }
    for word, values in given.items():
        answer = client.post(f"{one}/{word}/dodaj/", values)
        assert (word, answer.status_code) == (word, 302)
    assert Money.objects.get().planned == Decimal("1234567.89")
    assert Partner.objects.get().unit_uid == "120611"
    page = client.get(f"{one}/").content.decode()
    assert "Skawina" in page
    assert 'class="ch ch-gantt"' in page
    money = Money.objects.get()
    url = f"{one}/pieniadze/{money.pk}/"
    stale = {**given["pieniadze"], "executed": "1", "version": "1"}
    clash = client.post(url, stale)
    assert clash.status_code == 422
    assert "Ktoś zapisał zmianę" in clash.content.decode()
    project.refresh_from_db()
    assert client.post(url, {**stale, "version": project.version}).status_code == 302
    assert client.post(url, {"do": "remove"}).status_code == 302
    assert not Money.objects.exists()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (
            "etapy",
            ({"name": "E", "since": "2026-02-01", "until": "2026-01-01"}, "Koniec"),
        ),
        ("partnerzy", ({"unit_code": "999999"}, "Nie ma samorządu")),
        ("partnerzy", ({"part": "x"}, "Wpisz kod albo nazwę")),
        ("pieniadze", ({"year": "26", "source": "EU", "planned": "1"}, "od 1990")),
        ("pieniadze", ({"year": "2026", "source": "EU", "planned": "dużo"}, "liczb")),
        ("cele", ({"goal": "999999"}, "Wybierz")),
    ],
)
def test_bad_input_says_what_to_do(office, project, enter, word, told):
    values, said = told
    client = enter(office.people["planner"])
    answer = client.post(f"{HOME}/{project.pk}/{word}/dodaj/", values)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_goal_of_another_unit_is_no_choice(office, project, enter):
    from tests.factories.plans import make_goal

    foreign = make_goal("120611")
    client = enter(office.people["planner"])
    url = f"{HOME}/{project.pk}/cele/dodaj/"
    assert client.post(url, {"goal": foreign.pk}).status_code == 422


def test_entering_changing_and_writing_a_programme(office, enter):
    client = enter(office.people["planner"])
    given = {"kind": "PROGRAMME", "code": "PR", "name": "Program", "state": "GOING"}
    assert client.post(f"{HOME}/nowy/", given).status_code == 302
    again = client.post(f"{HOME}/nowy/", given)
    assert "Inny wpis jednostki ma ten symbol." in again.content.decode()
    row = Instrument.objects.get()
    one = f"{HOME}/{row.pk}"
    wrong = {**given, "civic_year": "2025", "version": row.version}
    assert "tylko projekt" in client.post(f"{one}/zmien/", wrong).content.decode()
    texts = {"diagnosis": "Jest źle.", "version": row.version}
    assert client.post(f"{one}/tresc/", texts).status_code == 302
    stale = client.post(f"{one}/tresc/", {**texts, "diagnosis": "Moje słowa."})
    assert stale.status_code == 422
    assert "Moje słowa." in stale.content.decode()
    page = client.get(f"{one}/").content.decode()
    assert "Diagnoza obszaru" in page
    assert "Nie służy żadnemu celowi." in page


def test_everybody_sees_what_became_of_civic_projects(office, enter, who):
    shown = {"civic_year": 2025, "is_public": True, "district": office.village}
    make(who, "B-1", state="DONE", votes=120, **shown)
    make(who, "B-2", state="GOING", votes=90, **shown)
    make(who, "B-3", state="STOPPED", civic_year=2025)  # not public
    client = enter(None)
    page = client.get(f"{CIVIC}/").content.decode()
    assert "Zakończono 1 z\u00a02 wybranych projektów (50,00\u00a0%)." in page
    assert "B-3" not in page
    table = client.get(f"{CIVIC}.csv")
    assert table["Content-Type"].startswith("text/csv")
    assert table.content.decode("utf-8-sig").count("\r\n") == 3
    other = client.get("/jednostki/120611-skawina/budzet-obywatelski/")
    assert "nie pokazał tu projektów" in other.content.decode()


def test_an_adoption_becomes_a_project(office, enter):
    card = published()
    adoption = Adoption.objects.create(
        card=card, unit_uid=UNIT, state="WANTED", declared_at=NOW
    )
    client = enter(office.people["planner"])
    page = client.get(f"{HOME}/").content.decode()
    assert f"?wdrozenie={adoption.pk}" in page
    form = client.get(f"{HOME}/nowy/?wdrozenie={adoption.pk}").content.decode()
    assert f'value="{card.title}"' in form
    given = {
        "kind": "PROJECT",
        "code": "A-1",
        "name": card.title,
        "state": "PLANNED",
        "adoption": adoption.pk,
    }
    assert client.post(f"{HOME}/nowy/", given).status_code == 302
    row = Instrument.objects.get()
    assert row.adoption == adoption
    assert card.title in client.get(f"{HOME}/{row.pk}/").content.decode()
    assert "?wdrozenie" not in client.get(f"{HOME}/").content.decode()


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(office, enter, who):
    make(who, "=1+1")
    content = enter(office.people["reader"]).get(f"{HOME}.csv").content
    assert "'=1+1" in content.decode("utf-8-sig")
