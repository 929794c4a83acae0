"""Groups that follow from dated facts: size classes and groups of the contest.

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


@dataclass(frozen=True, slots=True)
class ContestGroup:
    """One group of one year's rules.

    A unit belongs to the first group of the list that takes its kind and, for the
    kinds in ``sized``, a population above ``more_than`` and up to ``up_to``.
    """

    code: str
    kinds: frozenset[Kind]
    sized: frozenset[Kind] = frozenset()
    more_than: int | None = None
    up_to: int | None = None

    def takes(self, kind: Kind, population: float | None) -> bool | None:
        """Whether the unit belongs; None when only its population could tell."""
        if kind not in self.kinds:
            return False
        if kind not in self.sized:
            return True
        if population is None:
            return None
        return (self.more_than is None or population > self.more_than) and (
            self.up_to is None or population <= self.up_to
        )


# Rules of 2012 and 2013: counties; cities with county rights and towns above 50,000;
# towns up to 50,000 with the urban-rural municipalities; rural municipalities.
CONTEST_GROUPS_2012: Final = (
    ContestGroup("counties", frozenset({Kind.COUNTY})),
    ContestGroup(
        "large_cities",
        frozenset({Kind.CITY, Kind.URBAN}),
        sized=frozenset({Kind.URBAN}),
        more_than=50_000,
    ),
    ContestGroup(
        "towns",
        frozenset({Kind.URBAN, Kind.URBAN_RURAL}),
        sized=frozenset({Kind.URBAN}),
        up_to=50_000,
    ),
    ContestGroup("rural", frozenset({Kind.RURAL})),
)


def contest_group(
    kind: Kind,
    population: float | None,
    groups: Sequence[ContestGroup] = CONTEST_GROUPS_2012,
) -> str | None:
    """Code of the group proposed for a unit; the organiser may decide otherwise.

    None for a unit that no group takes (a voivodeship), and for a town whose
    population is not known.

    >>> contest_group(Kind.URBAN, 50_000), contest_group(Kind.URBAN, 50_001)
    ('towns', 'large_cities')
    >>> contest_group(Kind.URBAN_RURAL, 90_000)
    'towns'
    """
    for group in groups:
        if group.takes(kind, population):
            return group.code
    return None
