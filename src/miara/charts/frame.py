"""Plot area of charts with a value axis: margins made to measure."""

from collections.abc import Sequence
from dataclasses import dataclass

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.formats import Number
from miara.charts.scales import Linear, nice_ticks


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot lies, in pixels, and its value scale."""

    left: float
    right: float
    top: float
    bottom: float
    up: Linear
    ticks: tuple[float, ...]
    words: tuple[str, ...]

    def axis(self, width: int, unit: str = "") -> str:
        """Hairlines, their numbers, and the unit of measure named once."""
        head = svg.label(unit, 4, 14, room=width - 8, kind="at") if unit else ""
        return head + svg.value_axis(
            self.ticks, self.up, self.words, left=self.left, right=self.right
        )


def frame(
    bounds: tuple[float, float],
    *,
    tick: Number,
    width: int,
    height: int,
    right: float = 12,
    below: float = 26,
    above: float = 26,
    from_zero: bool = False,
) -> Frame:
    """Room for ticks on the left, at most a third of the width."""
    low, high = bounds
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    ticks = nice_ticks(low, high)
    words = tuple(tick(t) for t in ticks)
    left = min(max(texts.width(word) for word in words) + 16, width / 3)
    bottom = height - below
    return Frame(
        left,
        width - right,
        above,
        bottom,
        Linear(ticks[0], ticks[-1], bottom, above),
        tuple(ticks),
        words,
    )


def end_labels(
    labels: Sequence[tuple[float, str, str]],
    *,
    x: float,
    top: float,
    bottom: float,
    width: int,
) -> str:
    """Words at the ends of lines, (y, text, class), moved apart where they meet."""
    places = svg.spread([y for y, _, _ in labels], 17, top, bottom)
    return "".join(
        svg.label(words, x, y + 5, room=width - x - 2, kind=kind)
        for y, (_, words, kind) in zip(places, labels, strict=True)
    )


def label_room(words: Sequence[str], width: int) -> float:
    """Margin for words at the ends of lines: 30 % of the width, or 130 px, at most."""
    widest = max((texts.width(word) for word in words if word), default=0.0)
    return min(widest + 14, max(width * 0.3, 130.0)) if widest else 12.0
