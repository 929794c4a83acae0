"""Distribution: dots to 80 units, a histogram above, the unit marked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.formats import Number
from miara.charts.scales import (
    Linear,
    class_of,
    extent,
    finite,
    nice_ticks,
    number_or_none,
    quantile,
)
from miara.charts.svg import Chart

MOST_DOTS = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """One unit: the key of its row in the table, and its value."""

    key: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values of many units; those without a number are not drawn.

    ``own`` is the key of the unit of the page, ``own_label`` its name with the
    value; ``median_label`` stands at the median, ``count_label`` names the
    height of the histogram's bars.
    """

    uid: str
    title: str
    description: str
    marks: Sequence[Mark]
    own: str = ""
    own_label: str = ""
    median_label: str = ""
    count_label: str = ""
    unit_of_measure: str = ""


def distribution(
    data: Distribution,
    *,
    tick: Number,
    count: Number | None = None,
    width: int = 640,
    height: int = 260,
) -> Chart:
    """The chart.

    ``tick`` formats values of the axis, ``count`` numbers of units (else ``tick``).
    """
    values = finite(mark.value for mark in data.marks)
    parts: list[str] = []
    bounds = extent(values)
    if bounds is not None:
        ticks = nice_ticks(*bounds)
        bottom = height - (46.0 if data.unit_of_measure else 26.0)
        own = next((m for m in data.marks if m.key == data.own), None)
        own_value = number_or_none(own.value) if own else None
        if len(values) <= MOST_DOTS:
            scale = Linear(ticks[0], ticks[-1], 20, width - 20)
            parts += _dots(data, scale, 52, bottom)
        else:
            most, edges, counts = _bins(values, ticks)
            words = [(count or tick)(float(n)) for n in (0, most)]
            left = min(max(texts.width(w) for w in words) + 16, width / 3)
            scale = Linear(ticks[0], ticks[-1], left, width - 20)
            own_bin = None if own_value is None else _bin_of(own_value, edges)
            parts += _histogram(
                edges, counts, scale, Linear(0, most, bottom, 66), own_bin
            )
            up = Linear(0, most, bottom, 66)
            parts.append(
                svg.value_axis([0, most], up, words, left=left, right=width - 20)
            )
            parts.append(svg.label(data.count_label, 4, 52, room=left + 140, kind="at"))
        parts.append(_values_axis(ticks, scale, tick, bottom, width))
        parts.append(
            svg.label(
                data.unit_of_measure,
                width / 2,
                height - 6,
                room=width - 8,
                anchor="middle",
                kind="at",
            )
        )
        parts += _lines(
            data, values, own_value, scale=scale, bottom=bottom, width=width
        )
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="dist",
        width=width,
        height=height,
    )


def _values_axis(
    ticks: Sequence[float], scale: Linear, tick: Number, bottom: float, width: int
) -> str:
    out = [svg.line(scale.start, bottom, scale.end, bottom, "ax")]
    out += [svg.line(scale(v), bottom, scale(v), bottom + 4, "ax") for v in ticks]
    words = [tick(value) for value in ticks]
    out.append(svg.across_axis(ticks, scale, words, y=bottom + 18, width=width))
    return "".join(out)


def _dots(data: Distribution, scale: Linear, top: float, bottom: float) -> list[str]:
    """Dots piled up where they would overlap; the pile shrinks to fit."""
    known = sorted(
        (v, m.key) for m in data.marks if (v := number_or_none(m.value)) is not None
    )
    radius = 5.0
    while True:
        columns: dict[int, list[tuple[float, str]]] = {}
        for value, key in known:
            columns.setdefault(round(scale(value) / (2 * radius)), []).append(
                (value, key)
            )
        highest = max(map(len, columns.values()))
        if highest * 2 * radius <= bottom - top - 4 or radius <= 1:
            break
        radius -= 0.5
    step = min(2 * radius, (bottom - top - 4) / highest)
    out: list[str] = []
    own: list[str] = []
    for column, members in sorted(columns.items()):
        # A column is a little wider than the dots; its ends stay in the plot.
        x = min(max(column * 2 * radius, scale.start), scale.end)
        for level, (_value, key) in enumerate(members):
            y = bottom - 2 - radius - level * step
            is_own = key == data.own
            mark = svg.dot(x, y, radius - 0.5, "dt" if is_own else "pd", key)
            (own if is_own else out).append(mark)
    return out + own


def _bins(
    values: Sequence[float], ticks: Sequence[float]
) -> tuple[int, list[float], list[int]]:
    """Bins that divide the ticks evenly: height of the axis, edges, counts."""
    wanted = min(40.0, max(10.0, 2 * len(values) ** (1 / 3)))
    per_tick = max(1, round(wanted / (len(ticks) - 1)))
    number = per_tick * (len(ticks) - 1)
    step = (ticks[-1] - ticks[0]) / number
    edges = [ticks[0] + i * step for i in range(number)] + [ticks[-1]]
    counts = [0] * number
    for value in values:
        counts[_bin_of(value, edges)] += 1
    most = math.ceil(nice_ticks(0, max(counts))[-1])
    return most, edges, counts


def _bin_of(value: float, edges: Sequence[float]) -> int:
    return min(max(class_of(value, edges) - 1, 0), len(edges) - 2)


def _histogram(
    edges: Sequence[float],
    counts: Sequence[int],
    scale: Linear,
    up: Linear,
    own: int | None,
) -> list[str]:
    bottom = up.start
    out = []
    for i, number in enumerate(counts):
        if number:
            x, end = scale(edges[i]), scale(edges[i + 1])
            y = up(number)
            kind = "br own" if i == own else "br"
            out.append(svg.rect(x + 0.5, y, end - x - 1, bottom - y, kind))
    return out


def _lines(
    data: Distribution,
    values: Sequence[float],
    own: float | None,
    *,
    scale: Linear,
    bottom: float,
    width: int,
) -> list[str]:
    """Median and the unit, each with its words in a line of its own above.

    The words lean away from the other line; where there is no room for that, a
    halo keeps the line out of them.
    """
    median = quantile(sorted(values), 0.5)
    own_is_right = own is None or own >= median
    lines, labels = [], []
    for value, words, y, line, kind, right in (
        (median, data.median_label, 32.0, "mdd", "lb halo", not own_is_right),
        (own, data.own_label, 14.0, "ow", "lb own halo", own_is_right),
    ):
        if value is None or not words:
            continue
        x = scale(value)
        wide = min(texts.width(words), width - 4.0)
        start = min(max(x if right else x - wide, 2.0), width - 2.0 - wide)
        lines.append(svg.line(x, y + 4, x, bottom, line))
        anchor = "start" if right else "end"
        place = start if right else start + wide
        labels.append(
            svg.label(words, place, y, room=width - 4, anchor=anchor, kind=kind)
        )
    return lines + labels
