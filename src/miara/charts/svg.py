"""The frame of every chart: a described image made of classes only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from miara.charts import text as texts
from miara.charts.scales import Linear

_ID: Final = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished picture: SVG for use inside a page, and its size in pixels."""

    svg: str
    width: int
    height: int

    def __str__(self) -> str:
        return self.svg


def px(value: float) -> str:
    """A coordinate with at most one decimal, as short as it can be.

    >>> px(12.04), px(3.96), px(0.5), px(-0.04)
    ('12', '4', '.5', '0')
    """
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    if text.startswith("0."):
        return text[1:]
    return "0" if text == "-0" else text


def identifier(text: str) -> str:
    """An id without characters that would break a reference.

    >>> identifier("a b#1")
    'a_b_1'
    """
    return "c" + _ID.sub("_", text) if not text[:1].isalpha() else _ID.sub("_", text)


def picture(
    parts: Iterable[str],
    *,
    uid: str,
    title: str,
    description: str,
    kind: str,
    width: int,
    height: int,
) -> Chart:
    """Put the parts into an image with a title and a description.

    ``uid`` must be unique on the page: names of the image refer to it.
    """
    key = identifier(uid)
    describes = f' aria-describedby="{key}-d"' if description else ""
    body = "".join(parts)
    desc = f'<desc id="{key}-d">{texts.safe(description)}</desc>' if description else ""
    svg = (
        f'<svg class="ch ch-{kind}" role="img" aria-labelledby="{key}-t"{describes} '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<title id="{key}-t">{texts.safe(title)}</title>{desc}{body}</svg>'
    )
    return Chart(svg, width, height)


def ornament(parts: Iterable[str], *, kind: str, width: int, height: int) -> Chart:
    """Put the parts into an image that is not read out: its numbers stand beside it."""
    svg = (
        f'<svg class="ch ch-{kind}" aria-hidden="true" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{''.join(parts)}</svg>"
    )
    return Chart(svg, width, height)


def label(
    text: str,
    x: float,
    y: float,
    *,
    room: float,
    anchor: str = "start",
    kind: str = "lb",
) -> str:
    """A line of text, shortened to ``room`` pixels; nothing when none fits."""
    shown = texts.fit(text, room)
    if not shown:
        return ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    words = texts.safe(shown)
    return f'<text class="{kind}" x="{px(x)}" y="{px(y)}"{place}>{words}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line as a path: shorter than ``<line>``."""
    return f'<path class="{kind}" d="M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}"/>'


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle at least half a pixel wide, so that it never vanishes."""
    return (
        f'<rect class="{kind}" x="{px(x)}" y="{px(y)}" '
        f'width="{px(max(width, 0.5))}" height="{px(max(height, 0.5))}"/>'
    )


def dot(x: float, y: float, radius: float, kind: str, key: str = "") -> str:
    """A dot; ``key`` ties it to a row of the chart's table."""
    tie = f' data-k="{texts.safe(key)}"' if key else ""
    return f'<circle class="{kind}" cx="{px(x)}" cy="{px(y)}" r="{px(radius)}"{tie}/>'


def polyline(points: Sequence[tuple[float, float]]) -> str:
    """Path data through points."""
    return "M" + "L".join(f"{px(x)} {px(y)}" for x, y in points)


def value_axis(
    ticks: Sequence[float],
    scale: Linear,
    words: Sequence[str],
    *,
    left: float,
    right: float,
    size: float = texts.SIZE,
) -> str:
    """Horizontal hairlines with numbers to the left of them."""
    out = []
    for tick, word in zip(ticks, words, strict=True):
        y = scale(tick)
        out.append(line(left, y, right, y, "ax"))
        out.append(
            label(word, left - 8, y + size / 3, room=left - 8, anchor="end", kind="at")
        )
    return "".join(out)


def across_axis(
    ticks: Sequence[float],
    scale: Linear,
    words: Sequence[str],
    *,
    y: float,
    width: float,
) -> str:
    """Numbers below a horizontal scale; some are left out rather than cut short."""
    wide = max((texts.width(word) for word in words), default=0.0) + 8
    gap = abs(scale(ticks[1]) - scale(ticks[0])) if len(ticks) > 1 else width
    step = 1
    while step * gap < wide and step < len(ticks):
        step += 1
    zero = ticks.index(0.0) if 0.0 in ticks else 0
    out = []
    for i in range(zero % step, len(ticks), step):
        half = min(texts.width(words[i]), width) / 2
        x = min(max(scale(ticks[i]), half), width - half)
        out.append(label(words[i], x, y, room=width, anchor="middle", kind="at"))
    return "".join(out)


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart to at least ``gap``, keeping their order and the range.

    >>> spread([10, 12, 50], 16, 0, 100)
    [3.0, 19.0, 50.0]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    clusters: list[tuple[list[int], float]] = []
    for i in order:
        clusters.append(([i], float(places[i])))
        while len(clusters) > 1 and _overlap(clusters[-2], clusters[-1], gap):
            (a, ca), (b, cb) = clusters[-2], clusters[-1]
            centre = (ca * len(a) + cb * len(b)) / (len(a) + len(b))
            clusters[-2:] = [(a + b, centre)]
    result = [0.0] * len(places)
    for members, centre in clusters:
        first = centre - gap * (len(members) - 1) / 2
        for k, i in enumerate(members):
            result[i] = first + k * gap
    shift_up = max([result[i] for i in order], default=high) - high
    floor = low
    for i in order:
        result[i] = max(result[i] - max(shift_up, 0.0), floor)
        floor = result[i] + gap
    return result


def _overlap(
    above: tuple[list[int], float], below: tuple[list[int], float], gap: float
) -> bool:
    reach = gap * (len(above[0]) + len(below[0])) / 2
    return below[1] - above[1] < reach
