"""One expert's marks of one entry: what may be written, what is missing, the sum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

__all__ = [
    "BadPoints",
    "Given",
    "Lacks",
    "Missing",
    "Scale",
    "check_points",
    "draw_order",
    "missing_marks",
    "total_of",
]

_KEPT: Final = Decimal("0.001")


class BadPoints(StrEnum):
    """Why points cannot stand."""

    NOT_A_NUMBER = "NOT_A_NUMBER"
    OUT_OF_SCALE = "OUT_OF_SCALE"
    OFF_STEP = "OFF_STEP"


class Lacks(StrEnum):
    """What keeps marks from being submitted."""

    POINTS = "POINTS"
    COMMENT = "COMMENT"
    CONFIDENCE = "CONFIDENCE"


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion as marks need it."""

    code: str
    most: Decimal
    step: Decimal
    weight: Decimal
    needs_comment: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Points and words for a criterion; None = no points yet."""

    points: Decimal | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before submitting; ``criterion`` is empty for the whole."""

    criterion: str
    lacks: Lacks


def check_points(points: Decimal, scale: Scale) -> BadPoints | None:
    """Why points are not on the scale of a criterion; None when they are.

    >>> scale = Scale("a", Decimal(10), Decimal("0.5"), Decimal(1), False)
    >>> check_points(Decimal("7.5"), scale), check_points(Decimal("7.2"), scale).value
    (None, 'OFF_STEP')
    """
    if not points.is_finite():
        return BadPoints.NOT_A_NUMBER
    if not 0 <= points <= scale.most:
        return BadPoints.OUT_OF_SCALE
    # The most is allowed even where steps from zero miss it.
    if points != scale.most and points % scale.step:
        return BadPoints.OFF_STEP
    return None


def missing_marks(
    given: Mapping[str, Given], scales: Sequence[Scale], *, confidence: int | None
) -> list[Missing]:
    """Everything that is to be written yet, in the order of the page."""
    found = []
    for scale in scales:
        mark = given.get(scale.code, Given(None))
        if mark.points is None:
            found.append(Missing(scale.code, Lacks.POINTS))
        if scale.needs_comment and not mark.comment.strip():
            found.append(Missing(scale.code, Lacks.COMMENT))
    if confidence is None:
        found.append(Missing("", Lacks.CONFIDENCE))
    return found


def total_of(
    given: Mapping[str, Given], scales: Sequence[Scale], *, full: Decimal
) -> Decimal:
    """Weighted sum scaled to ``full``, to three places, half up.

    Every criterion must have points: `missing_marks` is asked first.
    """
    weights = sum((scale.weight for scale in scales), Decimal(0))
    whole = sum(
        (
            (given[scale.code].points or Decimal(0)) * scale.weight / scale.most
            for scale in scales
        ),
        Decimal(0),
    )
    return (full * whole / weights).quantize(_KEPT, ROUND_HALF_UP)


def draw_order(expert: str, entries: Iterable[str]) -> dict[str, int]:
    """Places of entries in an expert's own order of reading, from 1.

    Drawn by a digest, so that the draw can be repeated by whoever doubts it, and each
    expert reads in another order.
    """
    drawn = sorted(
        entries, key=lambda uid: hashlib.sha256(f"{expert}:{uid}".encode()).digest()
    )
    return {uid: place for place, uid in enumerate(drawn, 1)}
