"""From values to pixels: ranges, ticks, quantiles."""

import bisect
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_TINY: Final = 1e-100  # below it steps lose their digits


def finite(values: Iterable[float | None]) -> list[float]:
    """The numbers among ``values``; ``None``, NaN and infinities are left out."""
    return [float(v) for v in values if v is not None and math.isfinite(v)]


def number_or_none(value: float | None) -> float | None:
    """The number, or ``None`` for NaN and infinities."""
    return float(value) if value is not None and math.isfinite(value) else None


def extent(*groups: Iterable[float | None]) -> tuple[float, float] | None:
    """Smallest and greatest number of all groups; ``None`` when there is none."""
    numbers = [v for group in groups for v in finite(group)]
    return (min(numbers), max(numbers)) if numbers else None


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers that enclose ``low`` to ``high``, at most ``most`` of them.

    >>> nice_ticks(0, 97)
    [0.0, 25.0, 50.0, 75.0, 100.0]
    >>> nice_ticks(3.2, 3.9)
    [3.2, 3.4, 3.6, 3.8, 4.0]
    >>> nice_ticks(5, 5)
    [4.0, 4.5, 5.0, 5.5, 6.0]
    """
    if low > high:
        low, high = high, low
    greatest = max(abs(low), abs(high))
    if high - low <= max(1e-9 * greatest, _TINY):
        room = 0.2 * greatest if greatest > _TINY else 1.0
        low, high = low - room, high + room
    power = math.floor(math.log10((high - low) / max(most - 1, 1)))
    while True:
        for base in _STEPS:
            step = base * 10.0**power
            first = math.floor(low / step + 1e-9)
            last = math.ceil(high / step - 1e-9)
            if last - first + 1 <= most:
                return [_round_to(i * step, step) for i in range(first, last + 1)]
        power += 1


def _round_to(value: float, step: float) -> float:
    """Remove the dust of binary fractions from a tick."""
    places = max(0, 2 - math.floor(math.log10(step)))
    return round(value, min(places, 300)) + 0.0


@dataclass(frozen=True, slots=True)
class Linear:
    """A straight scale; values outside are held at its ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Pixel of ``value``."""
        span = self.high - self.low
        share = 0.5 if span <= 0 else (value - self.low) / span
        share = min(max(share, 0.0), 1.0)
        return self.start + share * (self.end - self.start)

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies within the scale."""
        slack = 1e-9 * max(abs(self.low), abs(self.high), self.high - self.low)
        return self.low - slack <= value <= self.high + slack


def quantile(ordered: Sequence[float], share: float) -> float:
    """Type 7 quantile of numbers in order; NaN of none.

    >>> quantile([1, 2, 3, 4], 0.5)
    2.5
    """
    if not ordered:
        return math.nan
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    low, high = ordered[below], ordered[above]
    return low if low == high else low + (place - below) * (high - low)


def quantile_edges(values: Iterable[float | None], classes: int = 5) -> list[float]:
    """Inner edges of classes of equal size; equal edges are merged.

    >>> quantile_edges([1, 2, 3, 4, 5, 6])
    [2.0, 3.0, 4.0, 5.0]
    >>> quantile_edges([7, 7, 7])
    []
    """
    ordered = sorted(finite(values))
    if not ordered:
        return []
    edges: list[float] = []
    for k in range(1, classes):
        edge = quantile(ordered, k / classes)
        if ordered[0] < edge and (not edges or edge > edges[-1]):
            edges.append(edge)
    return edges


def class_of(value: float, edges: Sequence[float]) -> int:
    """Class of a value, from 0; an edge belongs to the class above it.

    >>> class_of(4.6, [2.8, 4.6]), class_of(1, [2.8, 4.6])
    (2, 0)
    """
    return bisect.bisect_right(edges, value)
