"""Lists of experts as offices send them."""

import io

import pytest
import xlsxwriter

from miara.contest.domain.expert_table import (
    BadTable,
    BrokenRow,
    Fault,
    read_experts,
    read_pairs,
)

DOMAINS = {"culture": ["kultura"], "health": ["ochrona zdrowia"]}
TEXT = """Imię i nazwisko;E-mail;Zamieszkanie TERYT;Limit;Kultura;Ochrona zdrowia
Anna Lis;Anna@Przyklad.pl;120617;12;3;
Jan Lis;anna@przyklad.pl;;;;x
Ewa Sowa;ewa(at)przyklad.pl;;;;
;brak@przyklad.pl;;;;
Iga Wrona;iga@przyklad.pl;;dużo;;
Ola Kos;ola@przyklad.pl;;;5;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_rows_are_read_and_faults_told_by_line(encoding):
    good, broken = read_experts(TEXT.encode(encoding), "e.csv", DOMAINS)
    (anna,) = good
    assert (anna.email, anna.home_code, anna.load) == ("anna@przyklad.pl", "120617", 12)
    assert anna.domains == {"culture": 3}
    assert broken == [
        BrokenRow(3, Fault.TWICE, "anna@przyklad.pl"),
        BrokenRow(4, Fault.BAD_EMAIL, "ewa(at)przyklad.pl"),
        BrokenRow(5, Fault.NO_NAME),
        BrokenRow(6, Fault.BAD_LOAD, "dużo"),
        BrokenRow(7, Fault.BAD_FIT, "5"),
    ]


def test_a_workbook_keeps_the_leading_zero_it_lost():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Imię i nazwisko", "E-mail", "Zamieszkanie TERYT"])
    sheet.write_row(1, 0, ["Anna Lis", "anna@przyklad.pl", 20101])
    book.close()
    good, broken = read_experts(target.getvalue(), "e.xlsx", DOMAINS)
    assert [row.home_code for row in good] == ["020101"]
    assert broken == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"a;b\n1;2\n", "NO_COLUMNS"), (b"PK\x03\x04 nie", "UNREADABLE")],
)
def test_a_useless_file_is_refused_with_the_reason(content, problem):
    with pytest.raises(BadTable) as error:
        read_experts(content, "x", DOMAINS)
    assert error.value.problem == problem


def test_pairs():
    assert read_pairs(b"numer;e-mail\n2026/001;A@b.pl\n;x@y.pl\n", "p.csv") == [
        ("2026/001", "a@b.pl")
    ]
