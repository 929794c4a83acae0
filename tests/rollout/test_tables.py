"""Workbooks: faults by cell, a preview, writing all or nothing."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.plans import UNIT, make_goal
from tests.factories.rollout import (
    GOALS,
    MEASURES,
    TASK_ROWS,
    begin,
    book,
    strategy_book,
    tasks_book,
)

from miara.budget.models import BudgetTask
from miara.rollout.domain.sheets import STRATEGY, TASKS
from miara.rollout.domain.tables import read_strategy, read_tasks
from miara.rollout.exports.templates import template_file
from miara.rollout.models import TableFile
from miara.strategy.models import Document, Goal, LocalIndicator, Target

HOME = "/jednostki/120617-zielonki/plany/wdrozenie/tabele/"


def faults(table):
    return [(f.sheet, f.cell, f.code) for f in table.faults]


def send(client, kind, content, name="plik.xlsx", year="2026"):
    file = SimpleUploadedFile(name, content)
    return client.post(HOME, {"kind": kind, "year": year, "content": file})


def test_a_good_workbook_is_read_whole():
    table = read_strategy(strategy_book())
    assert table.faults == []
    assert [(g.code, g.level) for g in table.goals] == [
        ("1", 0),
        ("1.1", 1),
        ("1.2", 1),
    ]
    assert table.measures[0].base == Decimal("41.5")
    tasks = read_tasks(tasks_book())
    assert tasks.faults == []
    assert [t.needed for t in tasks.tasks] == [12_500_050, 8_000_000]
    assert tasks.tasks[1].goals == ("1.1", "1.2")


def test_numbers_and_days_of_a_sheet_are_read_as_shown():
    goals = [("1", "", "Cel", "", "", "", ""), (1.1, 1, "Pod", "", "", "", "")]
    measures = [(1.1, "A", "N", "%", "mniej", 2023, 12.25, 2030.0, 7)]
    table = read_strategy(strategy_book(goals, measures))
    assert table.faults == []
    assert [g.code for g in table.goals] == ["1", "1.1"]
    assert (table.measures[0].base, table.measures[0].final_year) == (
        Decimal("12.25"),
        2030,
    )


def test_faults_name_cells():
    goals = [
        ("1", "", "Cel", "kosmiczny", "", "", ""),
        ("1", "", "Inny", "", "", "", ""),
        ("2", "9", "", "", "", "", ""),
        ("3", "4", "Pętla", "", "", "", ""),
        ("4", "3", "Pętla", "", "", "", ""),
    ]
    measures = [
        ("7", "A", "N", "%", "", "2031", "x", "2030", ""),
        ("1", "B", "N", "%", "", "", "1", "30", "5"),
    ]
    table = read_strategy(strategy_book(goals, measures, last_year="2020", number=""))
    assert set(faults(table)) == {
        ("Dokument", "B6", "YEARS_BACK"),
        ("Dokument", "B3", "ACT_HALF"),
        ("Cele", "D2", "CHOICE"),
        ("Cele", "A3", "TWICE"),
        ("Cele", "C4", "NEEDED"),
        ("Cele", "B4", "NO_GOAL"),
        ("Cele", "B5", "LOOP"),
        ("Cele", "B6", "LOOP"),
        ("Wskaźniki", "A2", "NO_GOAL"),
        ("Wskaźniki", "F2", "YEARS_BACK"),
        ("Wskaźniki", "G2", "NUMBER"),
        ("Wskaźniki", "I2", "FINAL_OR_DIRECTION"),
        ("Wskaźniki", "F3", "NEEDED"),
        ("Wskaźniki", "H3", "YEAR"),
    }


def test_a_workbook_without_its_parts_says_so():
    table = read_strategy(book({"Cele": [["Symbol"], ["1"]]}))
    assert set(faults(table)) == {
        ("Dokument", "", "NO_SHEET"),
        ("Cele", "A1", "NO_COLUMN"),
    }
    assert [f.code for f in read_tasks(b"to nie arkusz").faults] == ["UNREADABLE"]
    assert [f.code for f in read_tasks(tasks_book([])).faults] == ["EMPTY"]


def test_columns_may_stand_in_another_order_with_others_between():
    rows = [
        ["Nazwa zadania", "Uwagi własne", "SYMBOL"],
        ["Budowa", "x", "A-1"],
    ]
    table = read_tasks(book({"zadania": rows}))
    assert table.faults == []
    assert [(t.symbol, t.name) for t in table.tasks] == [("A-1", "Budowa")]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
                st.integers(-(10**12), 10**12),
                st.floats(allow_nan=False, allow_infinity=False),
                st.booleans(),
            ),
            max_size=13,
        ),
        max_size=5,
    )
)
def test_no_rows_break_the_reader(rows):
    read_tasks(tasks_book([list(map(str, row)) for row in rows]))
    read_strategy(strategy_book(rows, rows))


@pytest.mark.parametrize(
    ("name", "specs"), [("strategia", STRATEGY), ("zadania", TASKS)]
)
def test_templates_are_read_back_empty(name, specs):
    content = template_file(name)
    read = {"strategia": read_strategy, "zadania": read_tasks}[name]
    codes = {fault.code for fault in read(content).faults}
    assert codes == ({"NEEDED"} if name == "strategia" else {"EMPTY"})
    assert len(specs)


def test_a_strategy_is_looked_at_then_written(office, planner, enter):
    client = enter(planner)
    sent = send(client, "STRATEGY", strategy_book())
    assert sent.status_code == 302
    page = client.get(sent.url).content.decode()
    assert "3 cele" in page
    assert "Zapisz w planach" in page
    assert not Document.objects.exists()
    assert send(client, "STRATEGY", strategy_book()).url == sent.url
    assert client.post(sent.url, {"do": "write"}).status_code == 302
    document = Document.objects.get()
    assert (document.state, document.resolution_number) == ("ADOPTED", "XX/123/2024")
    assert document.levels == ["Cel strategiczny", "Cel operacyjny"]
    goal = Goal.objects.get(code="1.1")
    assert (goal.parent.code, goal.owner) == ("1", office.treasurer)
    assert [row.code for row in goal.domains.all()] == ["transport"]
    target = Target.objects.get()
    assert (target.local.code, target.final_value) == ("DR-1", 60)
    assert LocalIndicator.objects.get().decimals == 1
    assert (
        "już zapisany"
        in client.post(sent.url, {"do": "write"}, follow=True).content.decode()
    )
    assert Document.objects.count() == 1
    again = send(client, "STRATEGY", strategy_book())
    page = client.get(again.url).content.decode()
    assert "Dokument!B1" in page
    assert "Nadaj temu inny tytuł" in page


def test_a_faulty_file_is_not_written(office, planner, enter):
    client = enter(planner)
    goals = [*GOALS, ("2", "", "Cel", "", "nie ma takiej", "Nikt taki", "")]
    measures = [*MEASURES, ("2", "XX", "", "", "więcej", "", "", "2030", "5")]
    url = send(client, "STRATEGY", strategy_book(goals, measures)).url
    page = client.get(url).content.decode()
    for cell in ("Cele!E5", "Cele!F5", "Wskaźniki!B3"):
        assert cell in page
    assert "Zapisz w planach" not in page
    told = client.post(url, {"do": "write"}, follow=True).content.decode()
    assert "Komórki do poprawienia: 2" in told
    assert not Document.objects.exists()
    client.post(url, {"do": "remove"})
    assert TableFile.objects.get().state == "REMOVED"
    assert "Zapisz w planach" not in client.get(url).content.decode()


def test_tasks_are_written_and_known_symbols_stay(office, planner, enter):
    client = enter(planner)
    url = send(client, "TASKS", tasks_book()).url
    assert "Zadania!F2" in client.get(url).content.decode()
    goal = make_goal(code="1.1")
    make_goal(code="1.2")
    client.post(url, {"do": "write"})
    tasks = BudgetTask.objects.order_by("symbol")
    assert [(t.symbol, t.needed, t.kind) for t in tasks] == [
        ("DR-01", 12_500_050, "INVESTMENT"),
        ("DR-02", 8_000_000, "CURRENT"),
    ]
    assert tasks[1].organisational_unit == office.roads
    assert tasks[1].manager == office.treasurer
    assert goal in tasks[0].goals.all()
    measured = [(*TASK_ROWS[0], "", "Długość", "m", "1200")]
    more = [*measured, ("dr-02", "Inne", *[""] * 6), ("X-1", "Nowe", *[""] * 6)]
    url = send(client, "TASKS", tasks_book(more)).url
    page = client.get(url).content.decode()
    assert "Zostaje bez zmian" in page
    client.post(url, {"do": "write"})
    assert sorted(BudgetTask.objects.values_list("symbol", flat=True)) == [
        "DR-01",
        "DR-02",
        "X-1",
    ]


def test_what_is_no_workbook_is_refused_beside_the_field(office, planner, enter):
    client = enter(planner)
    sent = send(client, "STRATEGY", b"%PDF-1.7 nie", "strategia.pdf")
    assert sent.status_code == 422
    assert not TableFile.objects.exists()
    empty = client.post(HOME, {"kind": "STRATEGY", "year": "2026"})
    assert empty.status_code == 422


def test_a_reader_sends_nothing_and_nobody_sees_files_of_others(office, planner, enter):
    url = send(enter(planner), "STRATEGY", strategy_book()).url
    client = enter(office.people["reader"])
    assert client.get(url).status_code == 200
    assert send(client, "STRATEGY", strategy_book()).status_code == 403
    client.post(url, {"do": "write"})
    assert not Document.objects.exists()
    pk = TableFile.objects.get().pk
    other = f"/jednostki/120611-skawina/plany/wdrozenie/tabele/{pk}/"
    assert client.get(other).status_code == 403
    assert TableFile.objects.get().unit_uid == UNIT
    begin(planner)
