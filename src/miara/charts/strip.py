"""Strip: where one unit stands among its peers, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.formats import Number
from miara.charts.scales import (
    Linear,
    extent,
    finite,
    nice_ticks,
    number_or_none,
    quantile,
)
from miara.charts.svg import Chart, px


@dataclass(frozen=True, slots=True)
class Strip:
    """Data of a strip, all in the indicator's unit of measure.

    Missing numbers are ``None`` or NaN: no value means no dot, no interval no
    bar. ``q25``, ``median`` and ``q75`` are worked out from ``peers`` when not
    given. ``low`` and ``high`` fix the scale, to put several strips on one;
    what lies outside is drawn as an arrow at the end.
    """

    uid: str
    title: str
    description: str
    value: float | None
    peers: Sequence[float | None]
    lower: float | None = None
    upper: float | None = None
    q25: float | None = None
    median: float | None = None
    q75: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The same without gaps."""

    value: float | None
    lower: float | None
    upper: float | None
    peers: list[float]
    quartiles: tuple[float, float, float] | None


def strip(data: Strip, *, width: int = 160, height: int = 24) -> Chart:
    """A strip for lists: no text, so that hundreds fit on a page."""
    return svg.picture(
        marks(data, width=width, height=height),
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="strip",
        width=width,
        height=height,
    )


def silent_strip(data: Strip, *, width: int = 160, height: int = 24) -> Chart:
    """A strip for rows that say the same in numbers: it is seen and not read out."""
    parts = marks(data, width=width, height=height)
    return svg.ornament(parts, kind="strip", width=width, height=height)


def marks(data: Strip, *, width: int, height: int) -> list[str]:
    """The marks of a strip alone, for a picture that holds several."""
    numbers = _numbers(data)
    bounds = _bounds(data, numbers)
    if bounds is None:
        return []
    return _marks(numbers, Linear(*bounds, 7, width - 7), 1.0, height - 1.0, 4.0)


def large_strip(
    data: Strip,
    *,
    show: Number,
    tick: Number | None = None,
    width: int = 640,
    height: int = 56,
) -> Chart:
    """A strip with an axis and the value written at its dot.

    ``show`` formats the value, ``tick`` the numbers of the axis (else ``show``).
    """
    numbers = _numbers(data)
    bounds = _bounds(data, numbers)
    parts: list[str] = []
    if bounds is not None:
        ticks = nice_ticks(*bounds)
        fixed = data.low is not None or data.high is not None
        ends = bounds if fixed else (ticks[0], ticks[-1])
        scale = Linear(*ends, 32, width - 32)
        held = [t for t in ticks if scale.holds(t)]
        parts.append(_axis(held, scale, height, tick or show))
        parts += _marks(numbers, scale, 18.0, height - 18.0, 6.0)
        if numbers.value is not None:
            parts.append(_value_label(show(numbers.value), scale(numbers.value), width))
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="strip",
        width=width,
        height=height,
    )


def _numbers(data: Strip) -> _Numbers:
    peers = finite(data.peers)
    given = [number_or_none(v) for v in (data.q25, data.median, data.q75)]
    quartiles = None
    if all(v is not None for v in given):
        quartiles = (given[0], given[1], given[2])
    elif peers:
        ordered = sorted(peers)
        quartiles = (
            quantile(ordered, 0.25),
            quantile(ordered, 0.5),
            quantile(ordered, 0.75),
        )
    return _Numbers(
        number_or_none(data.value),
        number_or_none(data.lower),
        number_or_none(data.upper),
        peers,
        quartiles,  # type: ignore[arg-type]
    )


def _bounds(data: Strip, numbers: _Numbers) -> tuple[float, float] | None:
    """Ends of the scale: the given ones, else all that is to be drawn."""
    low, high = number_or_none(data.low), number_or_none(data.high)
    found = extent(
        numbers.peers,
        [numbers.value, numbers.lower, numbers.upper],
        numbers.quartiles or (),
    )
    if found is None:
        return None
    low = found[0] if low is None else low
    high = found[1] if high is None else high
    return (low, high) if low <= high else (high, low)


def _marks(
    numbers: _Numbers, scale: Linear, top: float, bottom: float, radius: float
) -> list[str]:
    middle = (top + bottom) / 2
    reach = (bottom - top) / 2
    parts = [svg.line(scale.start, middle, scale.end, middle, "ax")]
    if numbers.quartiles is not None:
        q25, median, q75 = numbers.quartiles
        x = scale(q25)
        parts.append(svg.rect(x, top + reach * 0.3, scale(q75) - x, reach * 1.4, "b2"))
    if numbers.peers:
        parts.append(_ticks(numbers.peers, scale, middle - reach * 0.45, reach * 0.9))
    if numbers.quartiles is not None:
        x = scale(median)
        parts.append(svg.line(x, top, x, bottom, "md"))
    if numbers.lower is not None and numbers.upper is not None:
        parts.append(
            svg.line(scale(numbers.lower), middle, scale(numbers.upper), middle, "iv")
        )
    if numbers.value is not None:
        parts.append(_unit_mark(numbers.value, scale, middle, radius))
    return parts


def _ticks(peers: Sequence[float], scale: Linear, y: float, length: float) -> str:
    """Peers as one path; equal places are drawn once."""
    places = dict.fromkeys(px(scale(v)) for v in peers)
    stroke = f"v{px(length)}"
    return (
        '<path class="pk" d="'
        + "".join(f"M{place} {px(y)}{stroke}" for place in places)
        + '"/>'
    )


def _unit_mark(value: float, scale: Linear, y: float, radius: float) -> str:
    """The unit's dot, or an arrow when its value lies outside the scale."""
    x = scale(value)
    if scale.holds(value):
        return svg.dot(x, y, radius, "dt")
    way = -1 if value < scale.low else 1
    tip = x + way * radius
    back = x - way * radius
    corners = [(tip, y), (back, y - radius), (back, y + radius)]
    return f'<path class="dt" d="{svg.polyline(corners)}Z"/>'


def _axis(ticks: Sequence[float], scale: Linear, height: int, show: Number) -> str:
    marks = "".join(
        svg.line(scale(tick), height - 18, scale(tick), height - 14, "ax")
        for tick in ticks
    )
    words = [show(tick) for tick in ticks]
    return marks + svg.across_axis(
        ticks, scale, words, y=height - 4, width=scale.start + scale.end
    )


def _value_label(word: str, x: float, width: int) -> str:
    """The value above its dot, moved in where it would leave the picture."""
    half = min(texts.width(word), width) / 2
    x = min(max(x, half), width - half)
    return svg.label(word, x, 13, room=width, anchor="middle", kind="lb own")
