"""Bars from zero, with whiskers of uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.formats import Number
from miara.charts.scales import Linear, extent, nice_ticks, number_or_none
from miara.charts.svg import Chart

ROW = 28.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``own`` is the unit that the page is about.

    Without a value, ``reason`` stands in its place.
    """

    key: str
    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    own: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in the order in which they are drawn, from the top."""

    uid: str
    title: str
    description: str
    bars: Sequence[Bar]
    unit_of_measure: str = ""


def bars(data: Bars, *, show: Number, tick: Number, width: int = 640) -> Chart:
    """Horizontal bars; the height follows their number."""
    top = 26.0 if data.unit_of_measure else 6.0
    bottom = top + ROW * len(data.bars)
    height = round(bottom + 26)
    found = extent(
        [b.value for b in data.bars],
        [b.lower for b in data.bars],
        [b.upper for b in data.bars],
        [0.0],
    )
    ticks = nice_ticks(*(found or (0.0, 1.0)))
    left, right = _margins(data.bars, show, width)
    scale = Linear(ticks[0], ticks[-1], left, width - right)
    parts = [_axis(ticks, scale, tick, top=top, bottom=bottom, right=width)]
    if data.unit_of_measure:
        parts.append(svg.label(data.unit_of_measure, 4, 14, room=width - 8, kind="at"))
    for i, bar in enumerate(data.bars):
        parts.append(_bar(bar, scale, top + ROW * i, show, width))
    zero = scale(0.0)
    parts.append(svg.line(zero, top, zero, bottom, "md"))
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="bars",
        width=width,
        height=height,
    )


def _margins(rows: Sequence[Bar], show: Number, width: int) -> tuple[float, float]:
    """Room for names on the left and for values on the right."""
    names = max((texts.width(bar.label) for bar in rows), default=0.0)
    values = max(
        (
            texts.width(show(v))
            for bar in rows
            if (v := number_or_none(bar.value)) is not None
        ),
        default=0.0,
    )
    return min(names + 16, width * 0.45), min(values + 18, width * 0.25)


def _axis(
    ticks: Sequence[float],
    scale: Linear,
    tick: Number,
    *,
    top: float,
    bottom: float,
    right: float,
) -> str:
    hairlines = "".join(
        svg.line(scale(value), top, scale(value), bottom, "ax") for value in ticks
    )
    return hairlines + svg.across_axis(
        ticks,
        scale,
        [tick(value) for value in ticks],
        y=bottom + 18,
        width=right,
    )


def _bar(bar: Bar, scale: Linear, y: float, show: Number, width: int) -> str:
    middle = y + ROW / 2
    kind = "lb own" if bar.own else "lb"
    out = [
        svg.label(
            bar.label,
            scale.start - 8,
            middle + 5,
            room=scale.start - 10,
            anchor="end",
            kind=kind,
        )
    ]
    value = number_or_none(bar.value)
    if value is None:
        x = scale(0.0) + 6
        out.append(svg.label(bar.reason, x, middle + 5, room=width - x - 2, kind="at"))
        return "".join(out)
    ends = sorted((scale(0.0), scale(value)))
    tie = f' data-k="{texts.safe(bar.key)}"'
    fill = "br own" if bar.own else "br"
    out.append(
        svg.rect(ends[0], y + 4, ends[1] - ends[0], ROW - 8, fill).replace(
            "/>", f"{tie}/>"
        )
    )
    lower, upper = number_or_none(bar.lower), number_or_none(bar.upper)
    reach = ends[1]
    if lower is not None and upper is not None:
        out.append(_whisker(scale(lower), scale(upper), middle))
        reach = max(reach, scale(upper))
    x = reach + 10
    out.append(svg.label(show(value), x, middle + 5, room=width - x - 2, kind=kind))
    return "".join(out)


def _whisker(x1: float, x2: float, y: float) -> str:
    cap = 5.0
    path = (
        f"M{px_pair(x1, y)}L{px_pair(x2, y)}"
        f"M{px_pair(x1, y - cap)}v{svg.px(2 * cap)}"
        f"M{px_pair(x2, y - cap)}v{svg.px(2 * cap)}"
    )
    return f'<path class="wo" d="{path}"/><path class="wh" d="{path}"/>'


def px_pair(x: float, y: float) -> str:
    """Two coordinates of path data."""
    return f"{svg.px(x)} {svg.px(y)}"
