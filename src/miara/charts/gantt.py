"""Work laid out in time: bars of rows, milestones as dots, and a line for today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.scales import Linear
from miara.charts.svg import Chart

ROW: Final = 30.0
_TOP: Final = 28.0
#: Steps of the axis in months; the smallest that leaves at most `_MOST` ticks.
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120)
_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class GanttMark:
    """A milestone on a day; ``state`` is ``done``, ``late`` or ``planned``."""

    on: date
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One bar: the days from ``start`` to ``end``, both included.

    Without an end it runs out of the picture as a dashed line; without a start
    ``reason`` stands in its place.
    """

    key: str
    label: str
    start: date | None
    end: date | None
    own: bool = False
    marks: Sequence[GanttMark] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gantt:
    """Rows in the order in which they are drawn, from the top."""

    uid: str
    title: str
    description: str
    rows: Sequence[GanttRow]
    today: date | None = None
    today_word: str = ""


def gantt(data: Gantt, *, tick: Callable[[date], str], width: int = 640) -> Chart:
    """Bars over a common axis of time; the height follows their number.

    Parameters
    ----------
    tick
        Words of a first day of a month on the axis.
    """
    bottom = _TOP + ROW * len(data.rows)
    first, last = bounds(data)
    names = max((texts.width(row.label) for row in data.rows), default=0.0)
    left = min(names + 16, width * 0.42)
    scale = Linear(first.toordinal(), last.toordinal(), left, width - 12.0)
    parts = [_axis(scale, first, last, tick, bottom=bottom, width=width)]
    for i, row in enumerate(data.rows):
        parts.append(_row(row, scale, _TOP + ROW * i, last, width))
    if data.today and first <= data.today <= last:
        parts.append(_today(scale(data.today.toordinal()), data.today_word, bottom))
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="gantt",
        width=width,
        height=round(bottom + 26),
    )


def bounds(data: Gantt) -> tuple[date, date]:
    """First days of the months that enclose everything; a year when nothing is dated.

    >>> rows = [GanttRow("a", "A", date(2025, 2, 10), date(2025, 3, 20))]
    >>> bounds(Gantt("g", "", "", rows))
    (datetime.date(2025, 2, 1), datetime.date(2025, 4, 1))
    """
    days = [d for row in data.rows for d in (row.start, row.end) if d]
    days += [mark.on for row in data.rows for mark in row.marks]
    if not days:
        days = [data.today or date(2000, 1, 1)]
        return days[0].replace(month=1, day=1), _months_on(days[0].replace(day=1), 12)
    first, last = min(days).replace(day=1), max(days).replace(day=1)
    return first, _months_on(last, 1)


def ticks(first: date, last: date) -> list[date]:
    """First days of months, quarters or years, at most eight.

    >>> [day.month for day in ticks(date(2025, 2, 1), date(2025, 12, 1))]
    [4, 7, 10]
    >>> len(ticks(date(1990, 1, 1), date(2045, 1, 1)))
    6
    """
    span = (last.year - first.year) * 12 + last.month - first.month
    step = next((s for s in _STEPS if span / s <= _MOST), _STEPS[-1])
    start = first.year * 12 + first.month - 1
    found = range(-(-start // step) * step, start + span + 1, step)
    return [date(n // 12, n % 12 + 1, 1) for n in found]


def _months_on(day: date, months: int) -> date:
    n = day.year * 12 + day.month - 1 + months
    return date(n // 12, n % 12 + 1, 1)


def _axis(
    scale: Linear,
    first: date,
    last: date,
    tick: Callable[[date], str],
    *,
    bottom: float,
    width: int,
) -> str:
    days = ticks(first, last)
    places = [float(day.toordinal()) for day in days]
    lines = "".join(svg.line(scale(x), _TOP, scale(x), bottom, "ax") for x in places)
    words = [tick(day) for day in days]
    return lines + svg.across_axis(places, scale, words, y=bottom + 18, width=width)


def _row(row: GanttRow, scale: Linear, y: float, last: date, width: int) -> str:
    middle = y + ROW / 2
    kind = "lb own" if row.own else "lb"
    room = scale.start - 10
    x = scale.start - 8
    out = [svg.label(row.label, x, middle + 5, room=room, anchor="end", kind=kind)]
    if row.start is None:
        x = scale.start + 4
        note = svg.label(row.reason, x, middle + 5, room=width - x - 2, kind="at")
        return "".join([*out, note])
    begin = scale(row.start.toordinal())
    if row.end is None:
        out.append(svg.line(begin, middle, scale(last.toordinal()), middle, "lm"))
    else:
        # The last day counts whole, so a bar of one day is seen.
        reach = scale(row.end.toordinal() + 1) - begin
        fill = "br own" if row.own else "br"
        tie = f' data-k="{texts.safe(row.key)}"/>'
        bar = svg.rect(begin, y + 6, max(reach, 2.0), ROW - 12, fill)
        out.append(bar.replace("/>", tie))
    out += [_mark(mark, scale, middle) for mark in row.marks]
    return "".join(out)


def _mark(mark: GanttMark, scale: Linear, y: float) -> str:
    kinds = {"done": "dt", "late": "sg"}
    x = scale(mark.on.toordinal())
    return svg.dot(x, y, 6, "halo") + svg.dot(x, y, 5, kinds.get(mark.state, "dh"))


def _today(x: float, word: str, bottom: float) -> str:
    half = texts.width(word) / 2
    head = svg.label(word, max(x, half), 14, room=2 * half + 2, anchor="middle")
    return head + svg.line(x, _TOP - 8, x, bottom, "mdd")
