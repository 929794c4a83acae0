"""Shares and means of weighted answers, with intervals.

Answers come as counts: how many people gave each, the sum of their weights and the sum
of the squares of their weights. Rows of people are never needed.

The intervals treat the sample as drawn at random with unequal weights: the variance of
a simple sample is divided by the effective number of answers, n_eff = (Σw)² / Σw²
(Kish). They know nothing of clusters and strata.

- A share has the **Wilson score interval** for n_eff answers, which stays within
  0-100 percent and holds near its ends, where the usual one is too short.
- A mean has **Student's interval** with n_eff - 1 degrees of freedom.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from scipy import special

__all__ = ["FEWEST", "Counted", "Estimate", "mean_of", "share_of"]

#: Fewer answers make no published number.
FEWEST = 30
_LEVEL = 0.95
#: Of the normal distribution, 1.959964.
_Z = NormalDist().inv_cdf(0.5 + _LEVEL / 2)


@dataclass(frozen=True, slots=True)
class Counted:
    """One answer: people who gave it, sum of weights, sum of squares of weights."""

    people: int
    weight: float
    square: float

    def plus(self, other: Counted) -> Counted:
        """Both together.

        >>> Counted(1, 2.0, 4.0).plus(Counted(1, 3.0, 9.0))
        Counted(people=2, weight=5.0, square=13.0)
        """
        return Counted(
            self.people + other.people,
            self.weight + other.weight,
            self.square + other.square,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval.

    Attributes
    ----------
    value, lower, upper : float
        A share in percent or a mean in its own unit.
    people : int
        Answers counted.
    effective : float
        Number of equally weighted answers that would tell as much.
    """

    value: float
    lower: float
    upper: float
    people: int
    effective: float

    @property
    def margin(self) -> float:
        """The wider half of the interval, so that doubt is never made smaller."""
        return max(self.upper - self.value, self.value - self.lower)


def share_of(chosen: Iterable[Counted], others: Iterable[Counted]) -> Estimate | None:
    """The weighted share of chosen answers in percent, with Wilson's interval.

    Returns
    -------
    Estimate or None
        None when nobody gave a weighted answer.

    Examples
    --------
    >>> half = Counted(50, 50.0, 50.0)
    >>> found = share_of([half], [half])
    >>> round(found.lower, 2), found.value, round(found.upper, 2)
    (40.38, 50.0, 59.62)
    """
    yes, no = _sum(chosen), _sum(others)
    whole = yes.plus(no)
    effective = _effective(whole)
    if effective is None:
        return None
    # Sums of floats may differ in the last digit: a share never exceeds the whole.
    share = min(1.0, yes.weight / whole.weight)
    lower, upper = _wilson(share, effective)
    return Estimate(100 * share, 100 * lower, 100 * upper, whole.people, effective)


def mean_of(answers: Iterable[tuple[float, Counted]]) -> Estimate | None:
    """The weighted mean of numbers, with Student's interval.

    Parameters
    ----------
    answers
        What an answer counts as, and who gave it.

    Returns
    -------
    Estimate or None
        None when there are fewer than two weighted answers' worth of information,
        because nothing is then known of how much they differ.
    """
    rows = list(answers)
    whole = _sum(counted for _value, counted in rows)
    effective = _effective(whole)
    if effective is None or effective <= 1 or whole.people < 2:
        return None
    mean = sum(value * counted.weight for value, counted in rows) / whole.weight
    spread = sum(c.weight * (value - mean) ** 2 for value, c in rows) / whole.weight
    # The sample's own spread is too small by the freedom that the mean took.
    variance = spread * effective / (effective - 1)
    half = _student(effective - 1) * sqrt(variance / effective)
    return Estimate(mean, mean - half, mean + half, whole.people, effective)


def _sum(found: Iterable[Counted]) -> Counted:
    total = Counted(0, 0.0, 0.0)
    for each in found:
        total = total.plus(each)
    return total


def _effective(whole: Counted) -> float | None:
    if whole.weight <= 0 or whole.square <= 0:
        return None
    # By Cauchy and Schwarz never more than there are people; floats may be.
    return min(whole.weight**2 / whole.square, float(whole.people))


def _wilson(share: float, effective: float) -> tuple[float, float]:
    step = _Z**2 / effective
    centre = (share + step / 2) / (1 + step)
    half = sqrt(share * (1 - share) * step + step**2 / 4) / (1 + step)
    # The limits meet the ends exactly where nobody, or everybody, said so.
    lower = 0.0 if share == 0 else max(0.0, centre - half)
    upper = 1.0 if share == 1 else min(1.0, centre + half)
    return lower, upper


def _student(freedom: float) -> float:
    return float(special.stdtrit(freedom, 0.5 + _LEVEL / 2))
