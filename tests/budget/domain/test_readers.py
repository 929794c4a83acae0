"""Files of the ministry and of offices, with the traps they are known for."""

import json

import pytest

from miara.budget.domain.findings import Grave, stops
from miara.budget.domain.lines import FileKind, Side
from miara.budget.domain.readers.files import read_file
from miara.budget.domain.readers.rb_xml import read_rb_xml
from miara.budget.domain.readers.unit_code import Wanted
from miara.budget.exports.rb_xml import rb_xml

UNIT = Wanted("120617", "2")


def unit(body, *, gk="17", gt="2"):
    return (
        f"<Jednostka><Nazwa>X</Nazwa><WK>12</WK><PK>06</PK><GK>{gk}</GK><GT>{gt}</GT>"
        f"<Sprawozdania>{body}</Sprawozdania></Jednostka>"
    )


def report(positions, *, number=5, quarter=4, tag="Rb-28s"):
    return (
        f'<{tag} Id="{number}"><Okres><Rok>2025</Rok><TypOkresu>K</TypOkresu>'
        f"<Okres>{quarter}</Okres></Okres><Pozycje>{positions}</Pozycje></{tag}>"
    )


def position(rest, *, paragraph="430"):
    return (
        "<Pozycja><Dzial>900</Dzial><Rozdzial>90003</Rozdzial>"
        f"<Paragraf>{paragraph}</Paragraf><P4>0</P4>{rest}</Pozycja>"
    )


def whole(*units):
    text = f'<?xml version="1.0"?><root><Jednostki>{"".join(units)}</Jednostki></root>'
    return text.encode()


def codes(reading):
    return [(each.code, each.grave.value) for each in reading.findings]


def test_missing_element_is_zero_and_other_tags_are_kept():
    content = whole(
        unit(
            report(
                position("<PL>100.50</PL><ZN>7</ZN>") + position("", paragraph="605")
            )
        )
    )
    reading = read_rb_xml(content, UNIT, Side.EXPENDITURE)
    assert (reading.year, reading.quarter, reading.findings) == (2025, 4, ())
    first, second = reading.lines
    assert (first.changed, first.committed, first.executed) == (10_050, 0, 0)
    assert first.other == {"ZN": 700}
    assert (second.key.code, second.changed) == ("900-90003-6050", 0)


def test_newest_version_of_the_newest_period_wins():
    content = whole(
        unit(
            report(position("<PL>1</PL>"), number=9, quarter=3)
            + report(position("<PL>2</PL>"), number=4)
            + report(position("<PL>3</PL>"), number=8)
        )
    )
    reading = read_rb_xml(content, UNIT, Side.EXPENDITURE)
    assert reading.lines[0].changed == 300
    assert codes(reading) == [("VERSIONS", "NOTE"), ("OTHER_PERIODS", "NOTE")]


def test_union_with_the_same_numbers_is_not_the_municipality():
    content = whole(
        unit(report(position("<PL>1</PL>")), gt="Z"),
        unit(report(position("<PL>2</PL>"))),
    )
    assert read_rb_xml(content, UNIT, Side.EXPENDITURE).lines[0].changed == 200


def test_namespace_and_root_do_not_matter():
    content = whole(unit(report(position("<PL>1</PL>")))).replace(
        b"<root>", b'<cokolwiek xmlns="urn:x">'
    )
    content = content.replace(b"</root>", b"</cokolwiek>")
    assert read_rb_xml(content, UNIT, Side.EXPENDITURE).lines[0].changed == 100


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<root><Jednostki>", "XML_DAMAGED"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "XML_DAMAGED"),
        (whole(unit(report(""), gk="18")), "NO_REPORT"),
        (whole(unit(report("", tag="Rb-27s"))), "NO_REPORT"),
        (whole(unit(report(position("<PL>dużo</PL>")))), "BAD_POSITION"),
        (whole(unit(report(position("", paragraph="4a0")))), "BAD_POSITION"),
    ],
)
def test_what_cannot_be_trusted_stops(content, code):
    reading = read_rb_xml(content, UNIT, Side.EXPENDITURE)
    assert codes(reading) == [(code, "STOP")]


def test_entities_are_never_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("tajne")
    late = b"<!-- " + b"x" * 5000 + b" -->"
    content = late + f'<!DOCTYPE r [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    content += b"<r><Jednostka><WK>&e;</WK></Jednostka></r>"
    reading = read_rb_xml(content, None, Side.EXPENDITURE)
    assert stops(reading.findings)
    assert "tajne" not in str(reading)


def test_same_code_twice_is_kept_and_told():
    content = whole(unit(report(position("<PL>1</PL>") * 2)))
    reading = read_rb_xml(content, UNIT, Side.EXPENDITURE)
    assert codes(reading) == [("REPEATED_CODE", "WARN")]
    assert reading.totals().changed == 200


def test_what_is_written_is_read_back():
    content = whole(
        unit(
            report(
                position("<PL>9.99</PL><ZA>5</ZA><WW>1.01</WW>")
                + position("<PL>1</PL>", paragraph="421")
            )
        )
    )
    lines = read_rb_xml(content, UNIT, Side.EXPENDITURE).lines
    written = rb_xml(
        lines,
        side=Side.EXPENDITURE,
        unit_code="120617",
        unit_kind="2",
        unit_name="Zielonki",
        year=2025,
        quarter=4,
    )
    again = read_file(written, FileKind.RB28S, wanted=UNIT)
    assert [(x.key, x.changed, x.committed, x.executed) for x in again.lines] == [
        (x.key, x.changed, x.committed, x.executed) for x in lines
    ]


def page(rows, total):
    return {
        "data": rows,
        "paging": {"totalItems": total, "totalPages": 2},
        "links": {"self": "…"},
    }


def api_row(paragraph="001", dw="1 234,50", **more):
    return {
        "dzial": "756",
        "rozdzial": "75621",
        "paragraf": paragraph,
        "finansowanie-paragrafu": "0",
        "pl": "2 000,00",
        "dw": dw,
        **more,
    }


def sent(*pages):
    return b"\xef\xbb\xbf" + json.dumps(list(pages)).encode()


def test_pages_of_the_api_are_read():
    content = sent(page([api_row()], 2), page([api_row("002")], 2))
    reading = read_file(content, FileKind.RB27S, wanted=UNIT)
    assert reading.findings == ()
    assert reading.totals().executed == 246_900
    assert [line.place for line in reading.lines] == ["1/1", "2/1"]


def test_pages_without_sort_are_caught():
    repeated = sent(page([api_row()], 2), page([api_row()], 2))
    assert codes(read_file(repeated, FileKind.RB27S)) == [("ROWS_TWICE", "STOP")]
    lost = sent(page([api_row()], 2))
    assert codes(read_file(lost, FileKind.RB27S)) == [("ROWS_LOST", "STOP")]
    mixed = sent(page([api_row()], 2), page([api_row("002")], 5))
    assert codes(read_file(mixed, FileKind.RB27S)) == [("PAGES_OF_TWO", "STOP")]


def test_empty_answer_of_the_api_is_said():
    content = json.dumps(page([], 0)).encode()
    assert codes(read_file(content, FileKind.RB27S)) == [("NOTHING_SENT", "STOP")]
    assert codes(read_file(b"{nie", FileKind.RB27S)) == [("JSON_DAMAGED", "STOP")]


def test_rows_of_a_union_are_left_out_of_the_api():
    own = {f"jednostka-{n}": v for n, v in (("wk", "12"), ("pk", "06"), ("gk", "17"))}
    rows = [
        api_row(**own, **{"jednostka-gt": "2"}),
        api_row("002", **own, **{"jednostka-gt": "Z"}),
    ]
    reading = read_file(sent(page(rows, 2)), FileKind.RB27S, wanted=UNIT)
    assert (len(reading.lines), codes(reading)) == (1, [("OTHER_UNITS", "NOTE")])


def test_statements_of_the_api_are_read():
    rows = [
        {"symbol": "A", "p": "10,00", "w": "9,50"},
        {"symbol": "A1", "p": "1", "w": "1"},
    ]
    reading = read_file(sent(page(rows, 2)), FileKind.RBNDS)
    assert [(s.symbol, s.planned, s.executed) for s in reading.statements] == [
        ("A", 1000, 950),
        ("A1", 100, 100),
    ]


LEDGER = """Wydruk z systemu księgowego;;;;;;;;
Kod jednostki;Symbol zadania;Dział;Rozdział;§;Plan;Plan po zmianach;Zaangażowanie;Wykonanie
ZDM;GK-01;900;90003;4300;1 000,00;1 200,00;1 100,00;300,00
ZDM;;900;90003;4210;10,00;10,00;;5,00
Razem;;;;;1 010,00;1 210,00;1 100,00;305,00
"""


def test_ledger_export_is_read():
    reading = read_file(LEDGER.encode("cp1250"), FileKind.LEDGER)
    assert reading.findings == ()
    first = reading.lines[0]
    assert (first.key.office, first.key.task, first.key.code) == (
        "ZDM",
        "GK-01",
        "900-90003-4300",
    )
    assert reading.totals().as_json() == {
        "lines": 2,
        "planned": 101_000,
        "changed": 121_000,
        "committed": 110_000,
        "executed": 30_500,
    }
    assert reading.columns["changed"] == "Plan po zmianach"


def test_total_of_the_file_is_compared():
    text = LEDGER.replace("305,00", "306,00")
    reading = read_file(text.encode(), FileKind.LEDGER)
    (finding,) = reading.findings
    assert (finding.code, finding.where) == ("TOTAL_DIFFERS", "5")
    assert finding.facts == {"field": "executed", "told": 30_600, "made": 30_500}


def test_bad_cells_are_named_by_row():
    text = LEDGER.replace("300,00", "trzysta").replace("4210", "42x0")
    reading = read_file(text.encode(), FileKind.LEDGER)
    assert [(f.code, f.where, f.grave) for f in reading.findings] == [
        ("BAD_AMOUNT", "3", Grave.STOP),
        ("BAD_CODE", "4", Grave.STOP),
    ]


def test_columns_may_be_chosen_by_a_person():
    text = LEDGER.replace("Plan po zmianach", "Kolumna X").replace(
        "Symbol zadania", "MPK"
    )
    reading = read_file(
        text.encode(), FileKind.LEDGER, chosen={"changed": "Kolumna X", "task": "MPK"}
    )
    assert reading.lines[0].key.task == "GK-01"
    assert reading.totals().changed == 121_000


def test_file_without_codes_says_which_column_is_missing():
    text = "Symbol;Dział;Kwota\nA;900;1\n"
    reading = read_file(text.encode(), FileKind.LEDGER)
    assert [(f.code, f.facts["field"]) for f in reading.findings] == [
        ("NO_COLUMN", "chapter"),
        ("NO_COLUMN", "paragraph"),
    ]
    assert codes(read_file(b"a\n1\n", FileKind.LEDGER)) == [("NO_HEADINGS", "STOP")]
    assert codes(read_file(b" ", FileKind.LEDGER)) == [("EMPTY_FILE", "STOP")]
    assert codes(read_file(b"PK\x03\x04xx", FileKind.LEDGER)) == [
        ("UNREADABLE_FILE", "STOP")
    ]


def test_one_cell_may_hold_the_whole_classification():
    text = "Klasyfikacja budżetowa;Zadanie;Plan;Wykonanie\n600-60016-4270;D1;5;1\n"
    reading = read_file(text.encode(), FileKind.LEDGER)
    assert reading.lines[0].key.code == "600-60016-4270"
    assert (reading.lines[0].planned, reading.lines[0].changed) == (500, 500)


def test_plan_of_a_report_is_the_plan_after_changes():
    text = "Dział;Rozdział;Paragraf;P4;Plan;Zaangażowanie;Wydatki wykonane\n10;1005;430;7;5;4;1\n"
    reading = read_file(text.encode(), FileKind.RB28S)
    (line,) = reading.lines
    assert (line.planned, line.changed, line.key.code) == (0, 500, "010-01005-4307")


def test_chapter_of_another_division_is_told():
    text = "Dział;Rozdział;Paragraf;Plan\n900;60016;430;5\n"
    assert codes(read_file(text.encode(), FileKind.RB28S)) == [
        ("CHAPTER_ELSEWHERE", "WARN")
    ]


def test_statement_table_is_read_without_adding_parts():
    text = "Symbol;Wyszczególnienie;Plan;Wykonanie\nE;Zobowiązania;;300\nE1;papiery;;100\nE2;kredyty;;200\n"
    reading = read_file(text.encode(), FileKind.RBZ)
    assert {s.symbol: s.executed for s in reading.statements} == {
        "E": 30_000,
        "E1": 10_000,
        "E2": 20_000,
    }
    twice = text + "E2;kredyty;;1\n"
    assert codes(read_file(twice.encode(), FileKind.RBZ)) == [
        ("REPEATED_SYMBOL", "STOP")
    ]


def test_xml_of_a_kind_we_do_not_read_is_refused():
    assert codes(read_file(b"<a/>", FileKind.LEDGER)) == [("XML_OF_OTHER_KIND", "STOP")]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "wanted", "executed"),
    [
        ("pit_gminy_2020.xlsx", Wanted("321805", "3"), 3_476_544_00),
        (
            "pit_miasta_npp_2020.xlsx",
            Wanted("326301", "1"),
            42_361_185_00 + 11_378_471_00,
        ),
        ("pit_powiaty_2020.xlsx", Wanted("3218"), 6_038_431_00),
    ],
)
def test_shares_in_income_tax_of_the_ministry(real_data, name, wanted, executed):
    content = (real_data / "mf" / name).read_bytes()
    reading = read_file(content, FileKind.MF_PIT, wanted=wanted)
    assert {line.key.code[4:] for line in reading.lines} <= {"75621-0010", "75622-0010"}
    assert not stops(reading.findings)
    assert reading.totals().executed == executed
