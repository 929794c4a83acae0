"""What the charts promise about truth, on numbers small enough to follow."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from miara.charts import (
    Bar,
    Bars,
    Map,
    Mark,
    Strip,
    Timeline,
    bars,
    choropleth,
    distribution,
    formats,
    legend,
    strip,
    timeline,
)
from miara.charts.distribution import Distribution
from miara.charts.scales import Linear, class_of, nice_ticks, quantile_edges
from miara.charts.svg import spread
from miara.charts.text import width

PLAIN = formats.numbers("pl", 1)
FINITE = st.floats(-1e12, 1e12, allow_subnormal=False)


def tree(chart) -> etree._Element:
    return etree.fromstring(chart.svg)


@given(FINITE, FINITE)
@example(0.0, 5e-324)
@example(0.0, -1.9456614771360844e-304)
def test_ticks_enclose_the_values_evenly_and_are_five_at_most(a, b):
    ticks = nice_ticks(a, b)
    slack = 1e-6 * max(abs(a), abs(b), 1e-100)
    assert 2 <= len(ticks) <= 5
    assert ticks[0] <= min(a, b) + slack
    assert ticks[-1] >= max(a, b) - slack
    steps = [y - x for x, y in itertools.pairwise(ticks)]
    assert max(steps) - min(steps) <= 1e-6 * max(map(abs, ticks))


@given(st.lists(FINITE, min_size=1, max_size=200))
def test_quantile_classes_never_split_equal_values(values):
    edges = quantile_edges(values)
    assert edges == sorted(set(edges))
    classes = {v: class_of(v, edges) for v in values}
    ordered = sorted(classes)
    assert [classes[v] for v in ordered] == sorted(classes.values())


def test_classes_of_ten_values_hold_two_each():
    data = Map(
        "m",
        "",
        "",
        {str(i): "M0 0" for i in range(10)},
        {str(i): float(i) for i in range(10)},
        (0, 0, 1, 1),
    )
    assert [(c.number, c.count) for c in legend(data)] == [
        (1, 2),
        (2, 2),
        (3, 2),
        (4, 2),
        (5, 2),
    ]


def test_one_value_everywhere_is_one_class():
    data = Map("m", "", "", {"a": "M0 0", "b": "M1 1"}, {"a": 7, "b": 7}, (0, 0, 1, 1))
    assert [(c.number, c.low, c.high, c.count) for c in legend(data)] == [(3, 7, 7, 2)]


def test_a_missing_unit_is_hatched_and_named():
    data = Map(
        "m",
        "",
        "",
        {"a": "M0 0h1", "b": "M1 1h1"},
        {"a": 1.0, "b": None},
        (0, 0, 2, 2),
        missing_label="brak danych",
    )
    root = tree(choropleth(data, show=PLAIN))
    hatched = root.xpath("//g[@fill]/path/@data-k")
    assert hatched == ["b"]
    assert "brak danych" in root.xpath("//text/text()")


def test_bars_start_at_zero_and_have_lengths_in_proportion():
    data = Bars(
        "b", "", "", [Bar("a", "a", 50), Bar("b", "b", 100), Bar("c", "c", -25)]
    )
    rects = {
        r.get("data-k"): r
        for r in tree(bars(data, show=PLAIN, tick=PLAIN)).iter("rect")
    }
    long = {key: float(rect.get("width")) for key, rect in rects.items()}
    assert long["b"] == pytest.approx(2 * long["a"], abs=0.2)
    assert long["a"] == pytest.approx(2 * long["c"], abs=0.2)
    zero = float(rects["a"].get("x"))
    assert float(rects["c"].get("x")) + long["c"] == pytest.approx(zero, abs=0.2)


def test_a_gap_and_a_break_cut_the_line():
    years = [str(y) for y in range(2015, 2023)]
    data = Timeline(
        "t", "", "", years, [1, 2, None, 3, 4, 5, 6, 7], breaks={5: "spis 2021"}
    )
    root = tree(timeline(data, tick=PLAIN))
    path = root.find("path[@class='ln']").get("d")
    assert [len(run.split("L")) for run in path.split("M")[1:]] == [2, 2, 3]
    assert "1 spis 2021" in root.xpath("//text/text()")


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="median has 1 values for 2 periods"):
        timeline(Timeline("t", "", "", ["1", "2"], [1, 2], median=[1]), tick=PLAIN)


def test_a_value_outside_the_scale_is_an_arrow():
    root = tree(strip(Strip("s", "", "", 99, [1, 2, 3], low=0, high=10)))
    assert root.find("circle") is None
    assert root.find("path[@class='dt']") is not None


def test_a_histogram_counts_every_unit_once():
    values = [float(i % 37) for i in range(500)]
    marks = [Mark(str(i), v) for i, v in enumerate(values)]
    chart = distribution(Distribution("d", "", "", marks), tick=PLAIN)
    rects = list(tree(chart).iter("rect"))
    heights = [float(r.get("height")) for r in rects]
    # The hairline of the top count gives the scale: heights add up to all units.
    words = tree(chart).xpath("//text[@class='at']/text()")
    most = float(words[1].replace(",", "."))
    full = 260 - 26 - 66
    assert sum(heights) / full * most == pytest.approx(500, rel=0.01)


def test_names_are_escaped():
    name = '<script>"&\x00'
    root = tree(strip(Strip('x" onload="', name, name, 1, [1, 2])))
    assert root[0].text == '<script>"&\ufffd'
    assert set(root.attrib) == {
        "class",
        "role",
        "aria-labelledby",
        "aria-describedby",
        "viewBox",
        "width",
        "height",
    }


def test_the_same_data_give_the_same_picture():
    data = Strip("s", "t", "d", 5, [3, 1, 2], 4, 6)
    assert strip(data) == strip(Strip("s", "t", "d", 5, [3, 1, 2], 4, 6))


def test_a_strip_of_a_list_is_light():
    peers = [float(i * i % 97) + i / 7 for i in range(30)]
    data = Strip(
        "u120617-unemployment",
        "Bezrobocie",
        "Niżej niż 7 z 10",
        12.3,
        peers,
        11.1,
        13.6,
    )
    assert len(strip(data).svg.encode()) < 1200


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_move_apart_and_keep_their_order(places):
    moved = spread(places, 16, 0, 300)
    pairs = sorted(zip(places, moved, strict=True))
    ordered = sorted(moved)
    assert all(b - a >= 16 - 1e-6 for a, b in itertools.pairwise(ordered))
    assert [m for _, m in pairs] == pytest.approx(ordered)
    assert all(-1e-6 <= m <= 300 + 1e-6 for m in moved)


def test_a_scale_holds_values_at_its_ends():
    scale = Linear(0, 10, 100, 200)
    assert [scale(v) for v in (-5, 0, 5, 10, 99)] == [100, 100, 150, 200, 200]


@given(st.text(max_size=30))
def test_width_grows_with_the_text(text):
    assert width(text + "a") > width(text)
