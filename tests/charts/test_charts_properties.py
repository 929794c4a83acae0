"""Whatever the numbers and names, a picture is valid and stays in its frame."""

import math
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from miara.charts import (
    Bar,
    Bars,
    ControlChart,
    Distribution,
    LimitWords,
    Map,
    Mark,
    Sparkline,
    Strip,
    Timeline,
    Words,
    bars,
    choropleth,
    control_chart,
    distribution,
    formats,
    large_strip,
    sparkline,
    strip,
    timeline,
)

Check = Callable[..., etree._Element]

NAMES = st.text(max_size=60)
NUMBERS = st.one_of(
    st.none(),
    st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.integers(-1000, 1000).map(float),
)
MONEY = formats.moneys("pl", 1)
PLAIN = formats.numbers("en", 2)


def known(values: list[float | None]) -> list[float]:
    return [v for v in values if v is not None and math.isfinite(v)]


@given(st.lists(NUMBERS, max_size=40), st.tuples(*[NUMBERS] * 5), NAMES)
def test_strip(checked: Check, peers, numbers, name):
    value, lower, upper, low, high = numbers
    data = Strip("s", name, name, value, peers, lower, upper, low=low, high=high)
    root = checked(strip(data))
    drawn = root.findall("circle[@class='dt']") + root.findall("path[@class='dt']")
    assert len(drawn) == len(known([value]))
    checked(large_strip(data, show=MONEY))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    count = draw(st.integers(1, 15))
    series = st.lists(NUMBERS, min_size=count, max_size=count)
    maybe = st.one_of(st.just([]), series)
    return Timeline(
        "t",
        draw(NAMES),
        draw(NAMES),
        [str(2010 + i) for i in range(count)],
        draw(series),
        *[draw(maybe) for _ in range(8)],
        breaks=draw(st.dictionaries(st.integers(0, count - 1), NAMES, max_size=3)),
        uncertain=draw(st.lists(st.integers(0, count - 1), max_size=3)),
        words=Words(draw(NAMES), draw(NAMES), draw(NAMES)),
        unit_of_measure=draw(NAMES),
    )


@given(timelines())
def test_timeline(checked: Check, data):
    root = checked(timeline(data, tick=MONEY))
    dots = root.findall("circle[@data-k]")
    assert [dot.get("data-k") for dot in dots] == [
        period
        for period, value in zip(data.periods, data.values, strict=True)
        if known([value])
    ]


@given(st.lists(NUMBERS, max_size=20), st.tuples(*[NUMBERS] * 3), NAMES)
def test_control_chart(checked: Check, values, limits, name):
    data = ControlChart(
        "k",
        name,
        name,
        [str(i) for i in range(len(values))],
        values,
        *limits,
        signals=range(0, len(values), 2),
        words=LimitWords(name, name, name),
        unit_of_measure=name,
    )
    root = checked(control_chart(data, tick=PLAIN))
    signals = root.findall("path[@class='sg']")
    assert len(signals) == len(known(values[::2]))
    assert len(root.findall("circle")) == len(known(values[1::2]))


@given(st.lists(NUMBERS, max_size=100), NAMES)
def test_distribution(checked: Check, values, name):
    marks = [Mark(str(i), value) for i, value in enumerate(values)]
    data = Distribution("d", name, name, marks, "0", name, name, name, name)
    root = checked(distribution(data, tick=MONEY))
    if len(known(values)) <= 80:
        assert len(root.findall("circle")) == len(known(values))


@given(st.lists(st.tuples(NAMES, NUMBERS, NUMBERS, NUMBERS), max_size=12), NAMES)
def test_bars(checked: Check, rows, unit):
    data = Bars(
        "b",
        "t",
        "",
        [Bar(str(i), *row, own=i == 0, reason=unit) for i, row in enumerate(rows)],
        unit,
    )
    root = checked(bars(data, show=MONEY, tick=PLAIN))
    keys = [rect.get("data-k") for rect in root.iter("rect")]
    assert keys == [str(i) for i, row in enumerate(rows) if known([row[1]])]


@given(st.lists(NUMBERS, max_size=30), NAMES)
def test_sparkline(checked: Check, values, name):
    root = checked(sparkline(Sparkline("p", name, "", values)))
    assert len(root.findall("circle")) >= bool(known(values))


@given(st.lists(NUMBERS, max_size=30), NAMES)
def test_map(checked: Check, values, name):
    shapes = {f"u{i}": f"M{i} 0h1v1h-1z" for i in range(len(values))}
    data = Map(
        "m",
        name,
        name,
        shapes,
        {f"u{i}": v for i, v in enumerate(values)},
        (0, 0, 40, 10),
        own="u0",
        missing_label=name,
        unit_of_measure=name,
    )
    root = checked(choropleth(data, show=PLAIN), scaled=True)
    shaded = [p for p in root.iter("path") if p.get("data-k") and p.get("class")]
    assert len(shaded) == len(known(values))
