"""Cells and names of units as archives really write them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from miara.practices.domain.former import addresses_of_card, canonical, possible
from miara.practices.domain.migration import cells
from miara.practices.domain.migration.findings import Code
from miara.practices.domain.migration.likeness import LikenessIndex
from miara.practices.domain.migration.mapping import (
    FIELDS,
    SCHEMA_FILE,
    known_words,
    schema_text,
)
from miara.practices.domain.migration.places import PlaceCells, place_of
from miara.practices.domain.migration.table import BadArchive, Problem, read_table
from miara.practices.queries.moving import RegisterOfUnits, vocabulary


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011", date(2011, 1, 1)),
        (2011.0, date(2011, 1, 1)),
        ("2011 r.", date(2011, 1, 1)),
        ("05.2011", date(2011, 5, 1)),
        ("2011-05-03", date(2011, 5, 3)),
        ("3.05.2011", date(2011, 5, 3)),
        ("3 maja 2011 r.", date(2011, 5, 3)),
        ("październik 2011", date(2011, 10, 1)),
        (date(2011, 5, 3), date(2011, 5, 3)),
    ],
)
def test_dates(text, day):
    assert cells.date_of(text) == day


@pytest.mark.parametrize("text", ["", "wiosna 2011", "31.02.2011", "13.2011", "3011"])
def test_what_is_no_date(text):
    with pytest.raises(cells.Unreadable):
        cells.date_of(text)


@pytest.mark.parametrize(
    ("text", "began", "ended", "runs"),
    [
        ("2011", date(2011, 1, 1), date(2011, 12, 31), None),
        ("2011-2013", date(2011, 1, 1), date(2013, 12, 31), None),
        ("05.2011 – 06.2013", date(2011, 5, 1), date(2013, 6, 30), None),
        ("od maja 2011 do 2013", date(2011, 5, 1), date(2013, 12, 31), None),
        ("od 2011", date(2011, 1, 1), None, None),
        ("2011 – nadal", date(2011, 1, 1), None, True),
        ("do 2013", None, date(2013, 12, 31), None),
        ("2011-05-03", date(2011, 5, 3), None, None),
    ],
)
def test_periods(text, began, ended, runs):
    assert cells.period_of(text) == cells.Period(began, ended, runs)


@pytest.mark.parametrize(
    ("text", "zloty"),
    [
        ("12 500 zł", "12500"),
        ("12\u00a0500,50 zł", "12500.50"),
        ("12.500,50", "12500.50"),
        ("12.500", "12500"),
        ("12,5 tys. zł", "12500"),
        ("1,2 mln", "1200000"),
        ("1.2 mln zł", "1200000"),
        ("PLN 5000", "5000"),
        ("0", "0"),
        ("bezkosztowo", "0"),
        (12500.5, "12500.50"),
        ("300 zł brutto", "300"),
    ],
)
def test_money(text, zloty):
    assert cells.money_of(text) == cells.Money(Decimal(zloty).quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    "text",
    [
        "dużo",
        "300–400 tys.",
        "12 500 sztuk",
        "1.200 tys.",
        "-5",
        "1 000 000 000 000",
        True,
    ],
)
def test_what_is_no_money(text):
    with pytest.raises(cells.Unreadable):
        cells.money_of(text)


def test_formatted_texts_become_plain_paragraphs():
    html = (
        '<p onclick="x()">Krok&nbsp;1: <b>zakup</b>.</p><ul><li>raz</li><li>dwa</li></ul>'
        '<style>p{}</style><p>Opis: <a href="/plan.pdf">plan</a>, '
        '<a href="javascript:x()">zły</a></p><!-- uwaga -->'
    )
    text, was_html = cells.paragraphs_of(html, "https://baza.example/praktyki/")
    assert was_html
    assert text == (
        "Krok 1: zakup.\n\n– raz\n– dwa\n\n"
        "Opis: plan (https://baza.example/plan.pdf), zły"
    )
    assert cells.paragraphs_of("a < b & c > d\n\n\n\nkoniec")[0] == (
        "a < b & c > d\n\nkoniec"
    )


@pytest.fixture
def place(register):
    units = RegisterOfUnits()

    def find(name="", **told):
        return place_of(PlaceCells(name=name, name_column="Gmina", **told), units)

    return find


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("Zielonki", "120617"),
        ("Gmina Zielonki", "120617"),
        ("ZIELONKI", "120617"),
        ("Miasto Kraków", "126101"),
        ("m. Tarnów", "126301"),
        ("gmina Tarnów", "121609"),
        ("Miasto i Gmina Skawina", "120611"),
        ("Gmina Bochnia", "120102"),
        ("miasto Bochnia", "120101"),
        ("m.st. Warszawa", "146501"),
        ("powiat krakowski", "1206"),
        ("województwo małopolskie", "12"),
        ("Zielonki (pow. krakowski, woj. małopolskie)", "120617"),
    ],
)
def test_a_name_that_means_one_unit(place, name, uid):
    found = place(name)
    assert (found.uid, found.findings) == (uid, ())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "uid", "codes"),
    [
        ({"name": "Bochnia"}, "", [Code.AMBIGUOUS_UNIT]),
        ({"name": "Tarnów", "county": "tarnowski"}, "121609", []),
        ({"name": "Zielonki", "county": "bocheński"}, "", [Code.UNKNOWN_UNIT]),
        ({"name": "Urząd Gminy w Zielonkach"}, "120617", [Code.GUESSED_UNIT]),
        ({"name": "powiat Kraków"}, "", [Code.UNKNOWN_UNIT]),
        ({"name": "Zielona"}, "", [Code.UNKNOWN_UNIT]),
        ({"code": "1206172"}, "120617", []),
        ({"code": "999999"}, "", [Code.UNKNOWN_CODE]),
        ({"code": "120617", "name": "Kraków"}, "120617", [Code.OTHER_UNIT]),
        ({"name": "Związek Gmin Krakowa"}, "", [Code.BODY]),
        ({}, "", []),
    ],
)
def test_names_that_leave_doubt(place, told, uid, codes):
    found = place(**told)
    assert (found.uid, [each.code for each in found.findings]) == (uid, codes)


@pytest.mark.django_db
def test_candidates_are_named_with_their_codes(place):
    facts = place("Bochnia").findings[0].facts
    assert "120101" in facts["candidates"]
    assert "gmina Bochnia (bocheński, małopolskie): 120102" in facts["candidates"]


def test_likeness_stays_within_a_unit():
    index = LikenessIndex[int]()
    index.add(1, "a", "Autobus na telefon dla seniorów", "Gmina wozi seniorów.")
    assert index.like("a", "Autobusy na telefon dla seniora", "").key == 1
    assert index.like("b", "Autobus na telefon dla seniorów", "") is None
    assert index.like("a", "Autobus szkolny", "Gmina wozi seniorów.") is None
    near = index.like("a", "Autobus dla dzieci na telefon", "Gmina wozi seniorów.")
    assert near is not None
    assert near.title < 0.8
    assert near.summary == 1


def test_old_addresses_are_one_whatever_their_order():
    stored = addresses_of_card("http://a.example/?p1=7&art=596", "art")
    for asked in ("/?art=596&p1=7", "/?p1=7&art=596", "/?s=2&art=596&p1=9"):
        assert any(each in stored for each in possible(asked))
    assert not any(each in stored for each in possible("/?art=5966"))
    assert canonical("http://[zly") == ""


def test_every_field_has_names_and_the_schema_is_current():
    assert all(known_words().fields[field] for field in FIELDS)
    root = Path(__file__).parents[2]
    kept = root / "src" / "miara" / "definitions" / "schemas" / SCHEMA_FILE
    assert kept.read_text("utf-8") == schema_text()


def test_other_names_of_values_lead_to_codes_that_exist():
    words = vocabulary()
    for field in ("section", "domain"):
        known = set(getattr(words, field).values())
        assert set(known_words().values[field]) <= known


def test_a_table_may_begin_with_a_title_and_repeat_headings():
    made = "Archiwum praktyk;;\n;;\nTytuł;Cele;Cele\nA;b;c\n;;\n".encode()
    table = read_table(made, "a.csv", lambda labels: "Tytuł" in labels)
    assert table.headings == ("Tytuł", "Cele", "Cele (2)")
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (4, {"Tytuł": "A", "Cele": "b", "Cele (2)": "c"})
    ]
    with pytest.raises(BadArchive) as bad:
        read_table(b"a;b", "a.csv", lambda _labels: False)
    assert bad.value.problem is Problem.NO_TITLE_COLUMN
