"""Every finding and every error of a reader has words in both languages."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from miara.cube.assemble.findings import SEVERITIES as ASSEMBLY
from miara.cube.loads import Finding, Severity
from miara.cube.sources import (
    CODES,
    AmbiguousTable,
    BrokenRow,
    HeaderError,
    UnknownTable,
    UnreadableFile,
)
from miara.indicators.presenters.findings import (
    SENTENCES,
    finding_groups,
    finding_lines,
)
from miara.indicators.presenters.source_errors import explain

ALL_CODES = sorted({*CODES, *ASSEMBLY})


def test_sentences_are_those_of_the_codes_and_no_others():
    assert sorted(SENTENCES) == ALL_CODES


@pytest.mark.parametrize("code", ALL_CODES)
def test_each_code_has_three_polish_forms_and_two_english_ones(code):
    def told(count, language):
        with translation.override(language):
            [line] = finding_lines([Finding(code, Severity.INFO, count)])
        return line.sentence

    for count in (1, 3, 7):
        polish, english = told(count, "pl"), told(count, "en")
        assert str(count) in polish
        assert str(count) in english
        assert polish != english


@given(st.lists(st.sampled_from(list(Severity)), max_size=8))
def test_the_gravest_come_first_and_none_is_lost(severities):
    found = [Finding("unknown_unit", each, n) for n, each in enumerate(severities, 1)]
    lines = finding_lines(found)
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    places = [order.index(line.severity) for line in lines]
    assert places == sorted(places)
    assert len(lines) == len(found)


def test_groups_add_up_and_name_the_first_places():
    found = [
        Finding("summed_cell", Severity.INFO, n, ("0201 2010",), f"szereg {n}")
        for n in range(1, 8)
    ]
    with translation.override("en"):
        text = finding_groups(found)[0].text
    assert text == (
        "28 numbers were added up from smaller units. Series: szereg 1; szereg 2; "
        "szereg 3; szereg 4 and 3 more."
    )


def test_a_code_of_a_later_release_is_still_shown():
    [line] = finding_lines([Finding("something_new", Severity.WARNING, 3)])
    assert line.sentence == "something_new: 3"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            BrokenRow("a.csv", "17 fields", expected="5", line=12),
            (
                "Nie wczytano: a.csv, wiersz 12, ma błędny wiersz (liczba pól w wierszu: "
                "17). Popraw wiersz albo pobierz plik ponownie. Oczekiwano: 5."
            ),
        ),
        (
            UnreadableFile("a.csv", "the file is empty"),
            (
                "Nie wczytano: a.csv nie jest tablicą albo jest uszkodzony (plik jest "
                "pusty). Pobierz plik ponownie od wydawcy."
            ),
        ),
        (
            HeaderError("a.csv", "no such columns", expected="Kod"),
            (
                "Nie wczytano: a.csv ma nagłówek inny niż ta tablica (nie ma oczekiwanych "
                "kolumn). Sprawdź, czy to właściwa tablica i oryginalny plik. "
                "Oczekiwano: Kod."
            ),
        ),
        (
            AmbiguousTable("a.csv", ("x", "y")),
            (
                "Nie wczytano a.csv: taki układ ma kilka tablic i nic w pliku ich nie "
                "rozróżnia. Podaj właściwą (--table): x, y."
            ),
        ),
        (
            UnknownTable("a.csv", "no known table", ("x",)),
            (
                "Nie wczytano a.csv: jego układ nie pasuje do żadnej znanej tablicy. "
                "Sprawdź, czy to oryginalny plik; miara import list wypisuje znane "
                "tablice: x."
            ),
        ),
    ],
)
def test_errors_say_what_where_and_what_to_do(error, told):
    with translation.override("pl"):
        assert explain(error) == told


def test_words_of_readers_are_translated():
    """Plain words that readers raise are among those with a translation."""
    import re

    from miara.cube import sources
    from miara.indicators.presenters.source_errors import WHAT

    folder = Path(sources.__file__).parent
    text = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r'Error\(\s*\w+\.name, "([a-z ]+)"', text))
    raised |= set(re.findall(r'UnreadableFile\(\s*(?:\w+\.)?name, "([a-z ]+)"', text))
    raised |= set(re.findall(r'HeaderError\(\s*[\w.]+, "([a-zA-Z ]+)"', text))
    assert len(raised) >= 5
    untold = {
        what for what in raised if not any(re.fullmatch(p, what) for p, _t in WHAT)
    }
    assert untold == set()
