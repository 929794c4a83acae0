"""Costs of a practice: one-off and yearly, and the band they fall in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = ["CostBand", "CostKind", "CostSums", "band_of", "sums_of"]


class CostKind(StrEnum):
    """When the money is spent."""

    ONE_OFF = "ONE_OFF"
    YEARLY = "YEARLY"


class CostBand(StrEnum):
    """How much it takes to begin and to run for the first year, in zloty."""

    NOT_TOLD = "NOT_TOLD"
    NONE = "NONE"  # told, and nothing
    SMALL = "SMALL"  # below 20 thousand
    MEDIUM = "MEDIUM"  # below 200 thousand
    LARGE = "LARGE"  # below 2 million
    VERY_LARGE = "VERY_LARGE"


_ABOVE: tuple[tuple[Decimal, CostBand], ...] = (
    (Decimal(2_000_000), CostBand.VERY_LARGE),
    (Decimal(200_000), CostBand.LARGE),
    (Decimal(20_000), CostBand.MEDIUM),
    (Decimal("0.01"), CostBand.SMALL),
)


@dataclass(frozen=True, slots=True)
class CostSums:
    """Zloty of each kind; None where nothing of the kind was told."""

    one_off: Decimal | None
    yearly: Decimal | None

    @property
    def first_year(self) -> Decimal | None:
        """What the first year takes; None where nothing was told."""
        told = [part for part in (self.one_off, self.yearly) if part is not None]
        return sum(told, Decimal(0)) if told else None


def sums_of(costs: Iterable[tuple[str, Decimal]]) -> CostSums:
    """Sums of (kind, zloty) pairs.

    >>> sums_of([("ONE_OFF", Decimal(500)), ("ONE_OFF", Decimal(20))])
    CostSums(one_off=Decimal('520'), yearly=None)
    """
    sums: dict[str, Decimal] = {}
    for kind, amount in costs:
        sums[kind] = sums.get(kind, Decimal(0)) + amount
    return CostSums(sums.get(CostKind.ONE_OFF), sums.get(CostKind.YEARLY))


def band_of(sums: CostSums) -> CostBand:
    """The band of the first year's money.

    >>> band_of(CostSums(Decimal(19_000), Decimal(1_000))).value
    'MEDIUM'
    >>> band_of(CostSums(None, None)).value
    'NOT_TOLD'
    """
    money = sums.first_year
    if money is None:
        return CostBand.NOT_TOLD
    for least, band in _ABOVE:
        if money >= least:
            return band
    return CostBand.NONE
