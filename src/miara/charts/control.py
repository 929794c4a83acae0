"""Control chart: is a change more than the usual swing of the unit itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from miara.charts import svg
from miara.charts.formats import Number
from miara.charts.frame import end_labels, frame, label_room
from miara.charts.scales import Linear, extent, number_or_none
from miara.charts.series import break_marks, break_notes, line_paths, period_axis
from miara.charts.svg import Chart


@dataclass(frozen=True, slots=True)
class LimitWords:
    """Labels of the three lines."""

    centre: str = ""
    lower: str = ""
    upper: str = ""


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Values over ``periods`` with the limits of natural variation.

    ``signals`` are positions that the rules point out; they are drawn as
    diamonds, so colour is not the only sign. ``None`` and NaN are gaps.
    """

    uid: str
    title: str
    description: str
    periods: Sequence[str]
    values: Sequence[float | None]
    centre: float | None
    lower: float | None
    upper: float | None
    signals: Sequence[int] = ()
    breaks: Mapping[int, str] = field(default_factory=dict)
    words: LimitWords = field(default_factory=LimitWords)
    unit_of_measure: str = ""


def control_chart(
    data: ControlChart, *, tick: Number, width: int = 640, height: int = 280
) -> Chart:
    """The chart; each line of reasons of breaks adds 20 px to the height.

    Raises
    ------
    ValueError
        When there are not as many values as periods.
    """
    if len(data.values) != len(data.periods):
        msg = f"{len(data.values)} values for {len(data.periods)} periods"
        raise ValueError(msg)
    below = 20 * len(break_notes(data.breaks, width))
    tall = height + below
    limits = {
        "centre": number_or_none(data.centre),
        "lower": number_or_none(data.lower),
        "upper": number_or_none(data.upper),
    }
    bounds = extent(data.values, limits.values())
    parts: list[str] = []
    if bounds is not None:
        words = [data.words.centre, data.words.lower, data.words.upper]
        plot = frame(
            bounds,
            tick=tick,
            width=width,
            height=tall,
            right=label_room(words, width),
            below=26 + below,
            above=42,
        )
        across = Linear(0, max(len(data.periods) - 1, 1), plot.left + 8, plot.right - 8)
        labels = []
        parts.append(plot.axis(width, data.unit_of_measure))
        for name, level in limits.items():
            if level is None:
                continue
            y = plot.up(level)
            kind = "md" if name == "centre" else "lm"
            parts.append(svg.line(plot.left, y, plot.right, y, kind))
            labels.append((y, getattr(data.words, name), "lb"))
        parts += [
            line_paths(data.values, across, plot.up, "ln", data.breaks),
            _points(data, across, plot.up),
            period_axis(data.periods, across, plot.bottom, width),
            break_marks(data.breaks, across, plot.top, plot.bottom, width),
            end_labels(
                labels,
                x=plot.right + 6,
                top=plot.top,
                bottom=plot.bottom - 4,
                width=width,
            ),
        ]
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="control",
        width=width,
        height=tall,
    )


def _points(data: ControlChart, across: Linear, up: Linear) -> str:
    signals = set(data.signals)
    out = []
    for i, value in enumerate(data.values):
        level = number_or_none(value)
        if level is None:
            continue
        x, y = across(i), up(level)
        if i in signals:
            corners = [(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)]
            tie = svg.texts.safe(data.periods[i])
            out.append(
                f'<path class="sg" d="{svg.polyline(corners)}Z" data-k="{tie}"/>'
            )
        else:
            out.append(svg.dot(x, y, 3.5, "dt", data.periods[i]))
    return "".join(out)
