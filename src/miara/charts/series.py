"""What charts over time share: runs without gaps, ribbons, axes of periods."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.scales import Linear, number_or_none

Place = tuple[float, float]
T = TypeVar("T")


def segments(places: Sequence[T | None], breaks: Collection[int] = ()) -> list[list[T]]:
    """Runs of consecutive places, cut at gaps and before each break.

    >>> segments([1, 2, None, 3, 4], breaks=[4])
    [[1, 2], [3], [4]]
    """
    runs: list[list[T]] = []
    run: list[T] = []
    for i, place in enumerate(places):
        if i in breaks and run:
            runs.append(run)
            run = []
        if place is not None:
            run.append(place)
        elif run:
            runs.append(run)
            run = []
    return [*runs, run] if run else runs


def line_paths(
    values: Sequence[float | None],
    across: Linear,
    up: Linear,
    kind: str,
    breaks: Collection[int] = (),
) -> str:
    """Lines through known values; a value without neighbours is a short dash."""
    places = [
        None if (v := number_or_none(value)) is None else (across(i), up(v))
        for i, value in enumerate(values)
    ]
    out = []
    for run in segments(places, breaks):
        points = (
            run
            if len(run) > 1
            else [(run[0][0] - 3, run[0][1]), (run[0][0] + 3, run[0][1])]
        )
        out.append(svg.polyline(points))
    return f'<path class="{kind}" d="{"".join(out)}"/>' if out else ""


def ribbon(
    lower: Sequence[float | None],
    upper: Sequence[float | None],
    across: Linear,
    up: Linear,
    *,
    kind: str,
    breaks: Collection[int] = (),
) -> str:
    """Area between two series; a single period is a bar 6 px wide."""
    pairs: list[tuple[float, float, float] | None] = []
    for i, (low, high) in enumerate(zip(lower, upper, strict=True)):
        a, b = number_or_none(low), number_or_none(high)
        pairs.append(None if a is None or b is None else (across(i), up(a), up(b)))
    out = []
    for run in segments(pairs, breaks):
        cells = run
        if len(run) == 1:
            x, low_y, high_y = run[0]
            cells = [(x - 3, low_y, high_y), (x + 3, low_y, high_y)]
        edge = [(x, y) for x, y, _ in cells] + [(x, y) for x, _, y in reversed(cells)]
        out.append(svg.polyline(edge) + "Z")
    return f'<path class="{kind}" d="{"".join(out)}"/>' if out else ""


def period_axis(
    periods: Sequence[str], across: Linear, y: float, width: float, most: int = 5
) -> str:
    """At most five periods written below the chart, the last one always."""
    if not periods:
        return ""
    step = max(1, -(-(len(periods) - 1) // (most - 1)))
    widest = max(texts.width(word) for word in periods)
    gap = across(1) - across(0) if len(periods) > 1 else width
    while step * gap < widest + 8 and step < len(periods):
        step += 1
    out = []
    for i in range(len(periods) - 1, -1, -step):
        x = across(i)
        half = min(texts.width(periods[i]), width) / 2
        centre = min(max(x, half), width - half)
        out.append(svg.line(x, y, x, y + 4, "ax"))
        out.append(
            svg.label(
                periods[i], centre, y + 18, room=width, anchor="middle", kind="at"
            )
        )
    return "".join(out)


def break_notes(breaks: Mapping[int, str], width: float) -> list[str]:
    """What is written below a chart about its breaks: numbered, line by line."""
    return [
        line
        for order, (_position, words) in enumerate(sorted(breaks.items()), start=1)
        for line in texts.wrapped(f"{order} {words}", width - 8)
    ]


def break_marks(
    breaks: Mapping[int, str], across: Linear, top: float, bottom: float, width: float
) -> str:
    """A dotted line before each break with its number, and its words below.

    Words start 22 px below the axis labels, in the lines of :func:`break_notes`.
    """
    out = []
    for order, position in enumerate(sorted(breaks), start=1):
        x = across(position - 0.5) if position > 0 else across(0)
        out.append(svg.line(x, top, x, bottom, "bk"))
        sign = str(order)
        half = texts.width(sign) / 2
        out.append(
            svg.label(
                sign,
                min(max(x, half), width - half),
                top - 3,
                room=40,
                anchor="middle",
                kind="at",
            )
        )
    for order, note in enumerate(break_notes(breaks, width), start=1):
        out.append(
            svg.label(note, 4, bottom + 18 + 20 * order, room=width - 8, kind="at")
        )
    return "".join(out)
