"""Sparkline: the shape of a series in a line of text."""

from collections.abc import Sequence
from dataclasses import dataclass

from miara.charts import svg
from miara.charts.scales import Linear, extent, number_or_none
from miara.charts.series import segments
from miara.charts.svg import Chart


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Values in order of time; ``None`` and NaN are gaps.

    ``breaks`` are positions whose value is not comparable with the one before.
    """

    uid: str
    title: str
    description: str
    values: Sequence[float | None]
    breaks: Sequence[int] = ()


def sparkline(data: Sparkline, *, width: int = 80, height: int = 20) -> Chart:
    """The line with gaps; the last known value is a dot."""
    values = [number_or_none(v) for v in data.values]
    parts: list[str] = []
    bounds = extent(values)
    if bounds is not None:
        across = Linear(0, max(len(values) - 1, 1), 4, width - 4)
        up = Linear(*bounds, height - 4, 4)
        places = [
            None if v is None else (across(i), up(v)) for i, v in enumerate(values)
        ]
        runs = segments(places, data.breaks)
        parts = [
            f'<path class="ln" d="{svg.polyline(run)}"/>'
            for run in runs
            if len(run) > 1
        ]
        last = [place for place in places if place is not None][-1]
        alone = [run[0] for run in runs if len(run) == 1 and run[0] != last]
        parts += [svg.dot(x, y, 1.2, "dt") for x, y in alone]
        parts.append(svg.dot(*last, 2.6, "dt"))
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="spark",
        width=width,
        height=height,
    )
