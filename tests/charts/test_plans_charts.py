"""Pictures of plans: work in time, and a matrix of risks."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.charts import (
    Gantt,
    GanttMark,
    GanttRow,
    Matrix,
    MatrixCell,
    gantt,
    matrix,
)
from miara.charts.gantt import bounds, ticks

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))


def drawn(rows, width=640):
    data = Gantt("g", "Plan <1>", "Opis", rows, today=TODAY, today_word="dziś")
    return ET.fromstring(gantt(data, tick=lambda day: f"{day:%m.%Y}", width=width).svg)


def test_a_bar_a_milestone_and_today_are_drawn():
    row = GanttRow(
        "r",
        "Droga",
        date(2026, 1, 1),
        date(2026, 6, 30),
        marks=[GanttMark(date(2026, 2, 1), "done"), GanttMark(date(2026, 5, 1))],
    )
    root = drawn([row])
    (bar,) = root.iter("rect")
    assert bar.get("data-k") == "r"
    assert [c.get("class") for c in root.iter("circle")] == ["halo", "dt", "halo", "dh"]
    words = [text.text for text in root.iter("text")]
    assert "dziś" in words
    assert root.find("title").text == "Plan <1>"


def test_a_row_without_an_end_runs_out_and_without_a_start_says_why():
    rows = [
        GanttRow("a", "Bez końca", date(2026, 1, 1), None),
        GanttRow("b", "Bez dat", None, None, reason="brak dat"),
    ]
    root = drawn(rows)
    assert not list(root.iter("rect"))
    assert [p.get("class") for p in root.iter("path")].count("lm") == 1
    assert "brak dat" in [text.text for text in root.iter("text")]


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6), st.sampled_from([300, 640]))
def test_bars_stay_inside(days, width):
    rows = [GanttRow(f"r{i}", "Zadanie", *sorted(d)) for i, d in enumerate(days)]
    for bar in drawn(rows, width).iter("rect"):
        x, wide = float(bar.get("x")), float(bar.get("width"))
        assert 0 <= x <= x + wide <= width


@given(DAYS, DAYS)
def test_ticks_are_few_and_within(one, two):
    first, last = bounds(Gantt("g", "", "", [GanttRow("a", "", *sorted((one, two)))]))
    found = ticks(first, last)
    assert len(found) <= 9
    assert all(first <= day <= last for day in found)


@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_matrix_has_a_square_for_each_pair_darker_upwards(size):
    steps = [str(i + 1) for i in range(size)]
    cells = [
        [
            MatrixCell(str((i + 1) * (j + 1)), min(i, j), key=f"{i}{j}")
            for j in range(size)
        ]
        for i in range(size)
    ]
    data = Matrix("m", "Macierz", "", steps, steps, cells, size)
    root = ET.fromstring(matrix(data).svg)
    squares = {s.get("data-k"): s for s in root.iter("rect")}
    assert len(squares) == size * size
    assert squares["00"].get("class") == "b1"
    assert squares[f"{size - 1}{size - 1}"].get("class") == "b3"
    low, high = squares["00"], squares[f"{size - 1}0"]
    assert float(low.get("y")) > float(high.get("y"))
