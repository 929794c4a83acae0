"""Shares of answers with their margin of error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

__all__ = ["Share", "margin_of_share", "share_of_answers"]

#: Of the normal distribution, for a 95 % interval.
Z = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """A share of answers in percent.

    Attributes
    ----------
    percent, margin : Decimal
        The share and half of the width of its 95 % interval, in percentage points.
    answers : int
        Number of answers counted in the share.
    effective : float
        Number of equally weighted answers that would tell as much: (Σw)² / Σw².
    """

    percent: Decimal
    margin: Decimal
    answers: int
    effective: float


def margin_of_share(percent: float, effective: float) -> float:
    """Half-width of the 95 % interval of a share, in percentage points.

    1.96 · √(p(1 − p) / n_eff), the usual approximation for a simple sample.

    Parameters
    ----------
    percent
        0-100.
    effective
        Effective number of answers, more than 0.

    Examples
    --------
    >>> round(margin_of_share(50, 1109), 1)
    2.9
    """
    share = min(1.0, percent / 100)
    return 100 * Z * sqrt(share * (1 - share) / effective)


def share_of_answers(
    answers: Iterable[tuple[str, float]],
    counted: frozenset[str],
    *,
    without: frozenset[str] = frozenset(),
    decimals: int = 1,
) -> Share | None:
    """The weighted share of some answers among all.

    Parameters
    ----------
    answers
        Answer and weight of each person; weights are not negative.
    counted
        Answers whose share is asked for.
    without
        Answers left out of the whole, such as "no opinion".

    Returns
    -------
    Share or None
        None when nobody gave a weighted answer.

    Raises
    ------
    ValueError
        When a weight is negative.
    """
    kept = [(given, weight) for given, weight in answers if given not in without]
    if any(weight < 0 for _given, weight in kept):
        msg = "a weight is negative"
        raise ValueError(msg)
    total = sum(weight for _given, weight in kept)
    if total == 0:
        return None
    effective = total**2 / sum(weight**2 for _given, weight in kept)
    # Sums of floats may differ in the last digit: a share never exceeds the whole.
    share = min(1.0, sum(w for given, w in kept if given in counted) / total)
    percent = 100 * share
    step = Decimal(1).scaleb(-decimals)
    return Share(
        _rounded(percent, step),
        _rounded(margin_of_share(percent, effective), step),
        len(kept),
        effective,
    )


def _rounded(value: float, step: Decimal) -> Decimal:
    return Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
