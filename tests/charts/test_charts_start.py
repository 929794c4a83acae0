"""A day on which something began, on a time line."""

import re

import pytest

from miara.charts import Timeline, timeline

YEARS = ("2019", "2020", "2021", "2022")


def drawn(start, **options):
    data = Timeline(
        uid="t", title="T", description="D", periods=YEARS, values=(1, 2, 3, 4),
        start=start,
    )  # fmt: skip
    return timeline(data, tick=str, **options).svg


def lines(picture):
    """Left ends of the lines that mark a start."""
    return [float(x) for x in re.findall(r'class="lm" d="M([\d.]+)', picture)]


def dots(picture):
    return [float(x) for x in re.findall(r'cx="([\d.]+)"', picture)]


def test_the_line_stands_where_it_began_and_not_elsewhere():
    picture = drawn((1.5, "początek"))
    (x,) = lines(picture)
    places = dots(picture)
    assert x == pytest.approx((places[1] + places[2]) / 2, abs=0.2)
    assert "początek" in picture
    assert lines(drawn(None)) == []


@pytest.mark.parametrize("at", [0, 3])
@pytest.mark.parametrize("width", [360, 640])
def test_its_words_stay_inside_the_picture(at, width):
    picture = drawn((at, "początek 01.05.2021"), width=width)
    label = re.search(r'<text[^>]*x="([\d.]+)"[^>]*>początek', picture)
    assert 40 < float(label[1]) < width - 40
