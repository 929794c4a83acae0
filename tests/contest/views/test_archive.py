"""The public archive: facts with sources, titles of units, files."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.contest import make_entry, make_world
from tests.factories.past import load, make_tricky_register
from tests.factories.units import make_register

from miara.contest.domain.past_editions import past_editions
from miara.contest.models import Award, JuryMeeting, PastEdition, PastResult, Release
from miara.contest.presenters import archive_units
from miara.core import slots
from miara.units import public as units

pytestmark = pytest.mark.django_db

LIST = "/konkursy/archiwum/"
UNITS = "/konkursy/archiwum/jednostki/"
NOW = datetime.now(UTC)


def text(response):
    """Words of a page without tags."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)


def rows(response):
    """Words of each row of a page's tables."""
    body = response.content.decode()
    cells = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", body, re.S)
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells
    ]


@pytest.fixture
def archive():
    make_tricky_register()
    load()


@pytest.mark.usefixtures("archive")
def test_the_list_shows_disagreeing_numbers_and_dashes(client):
    found = rows(client.get(LIST))
    assert len(found) == 11
    assert found[0].endswith("Transformacja energetyczna miast 17 – 4")
    assert found[-1].endswith("kultura, pomoc społeczna, oświata 91 23 albo 22 11")
    assert "Together for Development" in text(client.get(f"/en{LIST}"))


@pytest.mark.usefixtures("archive")
def test_an_edition_shows_contradictions_with_their_sources(client):
    page = client.get(f"{LIST}slz-2007/")
    said = text(page)
    assert "Źródła są sprzeczne. Z listy finalistów wychodzi 23" in said
    assert "22 finalistów. [ S3 ]" in said
    assert "(nasze wyliczenie)" in said
    assert "Nie odnaleziono pełnego regulaminu" in said
    body = page.content.decode()
    links = set(re.findall(r'href="#(zrodlo-\w+)"', body))
    assert links == set(re.findall(r'id="(zrodlo-\w+)"', body)) != set()
    english = text(client.get(f"/en{LIST}slz-2007/"))
    assert "Sources disagree. The list of finalists adds up to 23" in english


@pytest.mark.usefixtures("archive")
def test_only_certain_units_are_linked(client):
    body = client.get(f"{LIST}slz-2009/").content.decode()
    assert '<a href="/jednostki/286201-olsztyn/">Olsztyn (biblioteka' in body
    assert re.search(r'<th scope="row">\s*Płońsk\s*<', body)


@pytest.mark.usefixtures("archive")
def test_places_and_gaps_of_titles_are_said(client):
    found = rows(client.get(f"{LIST}slz-2010/"))
    second = next(row for row in found if row.startswith("Poznań"))
    assert "Kejter też Poznaniak laureat, II miejsce ex aequo" in second
    union = next(row for row in found if row.startswith("Związek Komunalny"))
    assert "nasz opis; tytułu nie znamy" in union
    assert "na podium, miejsce nieznane" in union
    assert found[-1].startswith("Lesznowola")
    assert "(dla samorządu, nie za projekt) lider wśród liderów" in found[-1]
    assert "Poza grupami" in text(client.get(f"{LIST}slz-2010/"))


def test_an_edition_without_results_says_so(client):
    load()
    assert "W żadnym źródle nie znaleziono wyniku tej edycji." in text(
        client.get(f"{LIST}slz-2011/")
    )


def test_units_are_counted_over_editions(client):
    make_tricky_register()
    load()
    found = rows(client.get(UNITS))
    assert found == [
        "miasto Ełk miejska · powiat ełcki · warmińsko-mazurskie 2 2 0 0 0 2007, 2010",
        "miasto Płońsk miejska · powiat płoński · mazowieckie 1 0 1 0 2 2010",
        "miasto Olsztyn miasto na prawach powiatu · warmińsko-mazurskie 0 0 0 0 1 2009",
    ]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("woj=28", ["Ełk", "Olsztyn"]),
        ("rodzaj=CITY", ["Olsztyn"]),
        ("tytul=LAUREATE", ["Ełk"]),
        ("od=2010", ["Płońsk", "Ełk"]),
        ("do=2007", ["Ełk"]),
        ("od=2011", []),
        ("od=dwa&woj=xx&rodzaj=?&tytul=?", ["Ełk", "Płońsk", "Olsztyn"]),
    ],
)
def test_filters_of_units(client, query, names):
    found = [row.split()[1] for row in rows(client.get(f"{UNITS}?{query}"))]
    assert sorted(found) == sorted(names)
    given = client.get(f"/konkursy/archiwum/jednostki.json?{query}").json()
    assert sorted(record["name"] for record in given) == sorted(names)


def test_pages_make_as_many_queries_for_one_edition_as_for_all(
    client, django_assert_num_queries
):
    make_tricky_register()
    statements = {
        LIST: 3,
        f"{LIST}slz-2007/": 4,
        UNITS: 4,
        "/konkursy/archiwum.json": 3,
    }
    for editions in (past_editions()[:1], past_editions()):
        load(editions)
        for address in statements:
            client.get(address)  # the register is read once
        for address, count in statements.items():
            with django_assert_num_queries(count):
                assert client.get(address).status_code == 200


@pytest.fixture
def honoured():
    """Two titles of one application, decided and not released."""
    world = make_world()
    entry = make_entry(
        world, number="1", state="ACCEPTED", submitted_at=NOW, title="Ciepłe szkoły"
    )
    meeting = JuryMeeting.objects.create(
        edition=world.edition, starts_at=NOW, closed_at=NOW
    )
    for role in ("FINALIST", "LAUREATE"):
        kind = world.edition.title_kinds.filter(role=role)[0]
        Award.objects.create(
            edition=world.edition,
            meeting=meeting,
            kind=kind,
            entry=entry,
            cell=entry.cell,
            decided_at=NOW,
        )
    entry.partners.create(unit_uid="120611", position=1)
    return world


def release(world, at):
    Release.objects.create(
        edition=world.edition, stage="RESULTS", released_at=at, set_at=NOW
    )


def block_of(rf, uid):
    request = rf.get("/")
    request.received_at = NOW
    return archive_units.unit_block(request, {"unit": units.unit_by_uid(uid)})


def test_titles_of_an_edition_run_here_count_once_and_only_when_released(
    client, rf, honoured
):
    release(honoured, NOW + timedelta(hours=1))
    assert rows(client.get(UNITS)) == []
    assert (
        "Zielonki"
        not in client.get("/konkursy/archiwum/jednostki.json").content.decode()
    )
    assert block_of(rf, "120617") is None

    Release.objects.update(released_at=NOW - timedelta(hours=1))
    assert rows(client.get(UNITS)) == [
        "gmina Zielonki wiejska · powiat krakowski · małopolskie 1 1 0 0 0 2026"
    ]
    (line,) = block_of(rf, "120617")["lines"]
    assert (line.title, line.is_partner) == ("Ciepłe szkoły", False)
    (line,) = block_of(rf, "120611")["lines"]
    assert line.is_partner


def test_fictional_editions_stay_out_beside_the_archive(client, honoured):
    release(honoured, NOW - timedelta(hours=1))
    edition = PastEdition.objects.create(
        code="slz-1999", year=1999, name="Dawna", digest="", loaded_at=NOW
    )
    PastResult.objects.create(
        edition=edition, position=1, entrant="Tarnów", unit_uids=["126301"],
        award="LAUREATE", sources=[],
    )  # fmt: skip
    assert [row.split()[1] for row in rows(client.get(UNITS))] == ["Tarnów"]


@pytest.mark.usefixtures("archive")
def test_the_page_of_a_unit_gets_its_titles(rf):
    lines = block_of(rf, "280501")["lines"]
    assert [(line.year, line.award) for line in lines] == [
        (2010, "laureat, II miejsce ex aequo"),
        (2007, "laureat"),
    ]
    assert block_of(rf, "280502") is None


@pytest.mark.usefixtures("archive")
def test_the_block_of_a_unit_keeps_its_number_of_queries(rf):
    request = rf.get("/")
    request.received_at = NOW
    context = {"unit": units.unit_by_uid("280501")}
    assert slots.overspending(archive_units.SLOT, request, context) == []
    assert "W konkursach" in slots.render(archive_units.SLOT, request, context)


@pytest.mark.usefixtures("archive")
def test_files_hold_every_line_with_addresses_of_its_sources(client):
    answer = client.get("/konkursy/archiwum.csv")
    records = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(records) == 66
    first = records[-11]
    assert (first["entrant"], first["group"]) == ("gmina Masłów", "gminy wiejskie")
    assert first["source_urls"].startswith("http://publiczni.pl/laureaci-")
    data = json.loads(client.get("/konkursy/archiwum/slz-2013.json").content)
    assert [s["number"] for s in data["facts"]["DOMAINS"]["statements"]] == [5, 4, 4]
    assert client.get("/konkursy/archiwum/slz-2013.csv").content.count(b"\r\n") == 2


def test_a_text_that_looks_like_a_formula_is_no_formula(client):
    load()
    PastResult.objects.filter(entrant="powiat sanocki").update(entrant="=1+1")
    assert b",'=1+1," in client.get("/konkursy/archiwum/slz-2013.csv").content


def test_a_fictional_home_says_why_there_is_no_archive(client):
    make_register(is_fictional=True)
    assert "Archiwum nie stoi obok danych fikcyjnych" in text(client.get(LIST))
    assert client.get(f"{LIST}slz-2007/").status_code == 404
    assert "Nie ma jeszcze tytułów" in text(client.get(UNITS))
