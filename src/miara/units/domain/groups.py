"""Classes of size, which follow from dated facts.

Thresholds are data, so a rule of another year is another table, not another branch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from miara.units.domain.facts import MUNICIPALITIES, Kind


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Units of a kind with ``at_least <= population < below``."""

    code: str
    at_least: int
    below: int | None


# Classes of the Local Data Bank's own tables of municipalities and of counties.
MUNICIPALITY_SIZES: Final = (
    SizeClass("under_5k", 0, 5_000),
    SizeClass("5k_10k", 5_000, 10_000),
    SizeClass("10k_20k", 10_000, 20_000),
    SizeClass("20k_50k", 20_000, 50_000),
    SizeClass("50k_100k", 50_000, 100_000),
    SizeClass("100k_200k", 100_000, 200_000),
    SizeClass("200k_500k", 200_000, 500_000),
    SizeClass("over_500k", 500_000, None),
)
COUNTY_SIZES: Final = (
    SizeClass("county_under_60k", 0, 60_000),
    SizeClass("county_60k_100k", 60_000, 100_000),
    SizeClass("county_over_100k", 100_000, None),
)


def size_class(kind: Kind, population: float | None) -> str | None:
    """Code of the size class on a day, from the kind and population of that day.

    None for a voivodeship, and where the population is not known.

    >>> size_class(Kind.RURAL, 4_999), size_class(Kind.RURAL, 5_000)
    ('under_5k', '5k_10k')
    """
    if population is None or kind is Kind.VOIVODESHIP:
        return None
    classes = MUNICIPALITY_SIZES if kind in MUNICIPALITIES else COUNTY_SIZES
    return _find(classes, population)


def _find(classes: Sequence[SizeClass], population: float) -> str | None:
    for size in classes:
        if size.at_least <= population and (
            size.below is None or population < size.below
        ):
            return size.code
    return None
