"""Time line: one unit through time, against the band of its peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.formats import Number
from miara.charts.frame import Frame, end_labels, frame, label_room
from miara.charts.scales import Linear, extent, number_or_none
from miara.charts.series import (
    break_marks,
    break_notes,
    line_paths,
    period_axis,
    ribbon,
    segments,
)
from miara.charts.svg import Chart

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Words:
    """Labels written at the ends of the lines."""

    unit: str = ""
    median: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Series over ``periods``; every other sequence is as long, or empty.

    ``None`` and NaN are gaps. ``start`` is a place on the axis, between periods too,
    and the words above its line. ``breaks`` maps a position whose value is not
    comparable with the one before to the reason in words. ``uncertain`` are
    positions of estimated or provisional values: their dots are hollow.
    """

    uid: str
    title: str
    description: str
    periods: Sequence[str]
    values: Values
    lower: Values = ()
    upper: Values = ()
    q10: Values = ()
    q25: Values = ()
    median: Values = ()
    q75: Values = ()
    q90: Values = ()
    target: Values = ()
    breaks: Mapping[int, str] = field(default_factory=dict)
    uncertain: Sequence[int] = ()
    start: tuple[float, str] | None = None
    words: Words = field(default_factory=Words)
    unit_of_measure: str = ""


def timeline(
    data: Timeline, *, tick: Number, width: int = 640, height: int = 320
) -> Chart:
    """The chart; ``tick`` formats the numbers of the axis.

    Each line of reasons of breaks adds 20 px below the given height.

    Raises
    ------
    ValueError
        When a series is not as long as ``periods``.
    """
    _check(data)
    below = 20 * len(break_notes(data.breaks, width))
    tall = height + below
    bounds = extent(
        data.values,
        data.lower,
        data.upper,
        data.q10,
        data.q25,
        data.median,
        data.q75,
        data.q90,
        data.target,
    )
    parts: list[str] = []
    if bounds is not None:
        named = [data.words.unit, data.words.median, data.words.target]
        plot = frame(
            bounds,
            tick=tick,
            width=width,
            height=tall,
            right=label_room(named, width),
            below=26 + below,
            above=42,
        )
        across = Linear(0, max(len(data.periods) - 1, 1), plot.left + 8, plot.right - 8)
        parts = [
            plot.axis(width, data.unit_of_measure),
            *_bands(data, across, plot.up),
            _target(data.target, across, plot.up),
            *_unit(data, across, plot.up),
            period_axis(data.periods, across, plot.bottom, width),
            break_marks(data.breaks, across, plot.top, plot.bottom, width),
            _start(data.start, across, plot, width),
            _labels(data, across, plot, width),
        ]
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="time",
        width=width,
        height=tall,
    )


def _check(data: Timeline) -> None:
    count = len(data.periods)
    for name in (
        "values",
        "lower",
        "upper",
        "q10",
        "q25",
        "median",
        "q75",
        "q90",
        "target",
    ):
        series = getattr(data, name)
        if len(series) not in {0, count}:
            msg = f"{name} has {len(series)} values for {count} periods"
            raise ValueError(msg)


def _bands(data: Timeline, across: Linear, up: Linear) -> list[str]:
    """Ribbons of the peers, then their median on top."""
    return [
        ribbon(data.q10, data.q90, across, up, kind="b1", breaks=data.breaks)
        if data.q10 and data.q90
        else "",
        ribbon(data.q25, data.q75, across, up, kind="b2", breaks=data.breaks)
        if data.q25 and data.q75
        else "",
        line_paths(data.median, across, up, "mdd", data.breaks),
    ]


def _unit(data: Timeline, across: Linear, up: Linear) -> list[str]:
    parts = []
    if data.lower and data.upper:
        parts.append(
            ribbon(data.lower, data.upper, across, up, kind="b3", breaks=data.breaks)
        )
    places = [
        None if (v := number_or_none(value)) is None else (across(i), up(v))
        for i, value in enumerate(data.values)
    ]
    runs = [run for run in segments(places, data.breaks) if len(run) > 1]
    if runs:
        path = "".join(svg.polyline(run) for run in runs)
        parts.append(f'<path class="ln" d="{path}"/>')
    uncertain = set(data.uncertain)
    for i, place in enumerate(places):
        if place is not None:
            kind = "dh" if i in uncertain else "dt"
            parts.append(svg.dot(*place, 3.5, kind, data.periods[i]))
    return parts


def _target(values: Values, across: Linear, up: Linear) -> str:
    """Path to the target: each level lasts until the next one, or to the end."""
    points: list[tuple[float, float]] = []
    for i, value in enumerate(values):
        level = number_or_none(value)
        if level is None:
            continue
        if points:
            points.append((across(i), points[-1][1]))
        points.append((across(i), up(level)))
    if points:
        points.append((across.end, points[-1][1]))
    return f'<path class="tg" d="{svg.polyline(points)}"/>' if points else ""


def _start(
    start: tuple[float, str] | None, across: Linear, plot: Frame, width: int
) -> str:
    """A line where something began, its words above, clear of signs of breaks."""
    if start is None:
        return ""
    x, words = across(start[0]), start[1]
    half = min(texts.width(words), width) / 2
    middle = min(max(x, half), width - half)
    return svg.line(x, plot.top - 10, x, plot.bottom, "lm") + svg.label(
        words, middle, plot.top - 15, room=width, anchor="middle", kind="at"
    )


def _labels(data: Timeline, across: Linear, plot: Frame, width: int) -> str:
    found = []
    for values, words, kind in (
        (data.values, data.words.unit, "lb own"),
        (data.median, data.words.median, "lb"),
        (data.target, data.words.target, "lb"),
    ):
        known = [v for v in map(number_or_none, values) if v is not None]
        if words and known:
            found.append((plot.up(known[-1]), words, kind))
    return end_labels(
        found, x=plot.right + 6, top=plot.top, bottom=plot.bottom - 4, width=width
    )
