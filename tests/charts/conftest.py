"""Checks that every picture must pass."""

import re
from collections.abc import Callable

import pytest
from lxml import etree

from miara.charts import Chart
from miara.charts.style import RULES
from miara.charts.text import SIZE, width

_COMMAND = re.compile(r"([MLhvHVZz])([^MLhvHVZz]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_CLASS = re.compile(r"\.(?!ch\b)([a-z][a-z0-9]*)\b")
STYLED = set(_CLASS.findall(RULES))


def points(path: str) -> list[tuple[float, float]]:
    """Corners of path data, whatever commands our charts use."""
    x = y = 0.0
    out = []
    for command, rest in _COMMAND.findall(path):
        numbers = [float(n) for n in _NUMBER.findall(rest)]
        if command in "ML":
            assert len(numbers) == 2, path
            x, y = numbers
        elif command == "h":
            x += numbers[0]
        elif command == "v":
            y += numbers[0]
        out.append((x, y))
    return out


def _text_span(node: etree._Element) -> tuple[float, float]:
    wide = width(node.text, SIZE)
    x = float(node.get("x"))
    start = {"start": x, "middle": x - wide / 2, "end": x - wide}
    left = start[node.get("text-anchor", "start")]
    return left, left + wide


def check(chart: Chart, *, scaled: bool = False) -> etree._Element:
    """Valid XML, named, classes only, everything inside; returns the root.

    ``scaled``: shapes of maps have coordinates of their own and are not looked at.
    """
    root = etree.fromstring(chart.svg.encode())
    assert root.get("role") == "img"
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert root[0].tag == "title"
    assert root[0].get("id") == root.get("aria-labelledby")
    if root.get("aria-describedby"):
        assert root[1].tag == "desc"
        assert root[1].get("id") == root.get("aria-describedby")
    assert not root.xpath("//@style | //@onload | //*[name()='script']")
    box = (chart.width, chart.height)
    assert root.get("viewBox") == f"0 0 {box[0]} {box[1]}"
    used = {c for value in root.xpath("//*/@class")[1:] for c in value.split()}
    assert used <= STYLED
    for node in root.iter("text"):
        left, right = _text_span(node)
        assert left >= -0.1, node.text
        assert right <= box[0] + 0.1, node.text
        assert SIZE * 0.7 <= float(node.get("y")) <= box[1] + 0.1, node.text
    if not scaled:
        _marks_inside(root, box)
    return root


def _marks_inside(root: etree._Element, box: tuple[int, int]) -> None:
    slack = 0.1
    for path in root.iter("path"):
        for x, y in points(path.get("d")):
            assert -slack <= x <= box[0] + slack, path.get("d")
            assert -slack <= y <= box[1] + slack, path.get("d")
    for circle in root.iter("circle"):
        r = float(circle.get("r"))
        assert r - slack <= float(circle.get("cx")) <= box[0] - r + slack
        assert r - slack <= float(circle.get("cy")) <= box[1] - r + slack
    for rect in root.iter("rect"):
        x, y = float(rect.get("x")), float(rect.get("y"))
        assert x >= -slack
        assert x + float(rect.get("width")) <= box[0] + slack
        assert y >= -slack
        assert y + float(rect.get("height")) <= box[1] + slack


@pytest.fixture(scope="session")
def checked() -> Callable[..., etree._Element]:
    """The check of a picture."""
    return check
