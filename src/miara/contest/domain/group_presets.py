"""Groups of past editions, ready to start a new one from."""

from typing import Final

from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.groups import Clause, GroupRule, GroupRules, Population


def _kinds(*kinds: EntrantKind) -> frozenset[EntrantKind]:
    return frozenset(kinds)


_COUNTIES: Final = GroupRule("counties", (Clause(_kinds(EntrantKind.COUNTY)),))
_RURAL: Final = GroupRule("rural", (Clause(_kinds(EntrantKind.RURAL)),))
_LARGE_CITIES: Final = GroupRule(
    "large_cities",
    (
        Clause(_kinds(EntrantKind.CITY)),
        Clause(_kinds(EntrantKind.URBAN), Population(more_than=50_000)),
    ),
)


def slz_2007(population_year: int) -> GroupRules:
    """Wording of 2007: "above" and "below" 50,000, which leaves out 50,000 itself."""
    towns = GroupRule(
        "towns",
        (
            Clause(_kinds(EntrantKind.URBAN), Population(below=50_000)),
            Clause(_kinds(EntrantKind.URBAN_RURAL)),
        ),
    )
    return GroupRules((_COUNTIES, _LARGE_CITIES, towns, _RURAL), population_year)


def slz_2012(population_year: int) -> GroupRules:
    """Wording of 2012 and 2013: "up to 50,000". The default of a new edition.

    The call named "small and medium towns" only; that urban-rural municipalities of
    any size stand with them is carried over from 2007.
    """
    towns = GroupRule(
        "towns",
        (
            Clause(_kinds(EntrantKind.URBAN), Population(up_to=50_000)),
            Clause(_kinds(EntrantKind.URBAN_RURAL)),
        ),
    )
    return GroupRules((_COUNTIES, _LARGE_CITIES, towns, _RURAL), population_year)


def slz_2022() -> GroupRules:
    """Three groups of 2022, and how the entries of 2023 were counted."""
    return GroupRules(
        (
            GroupRule(
                "towns", (Clause(_kinds(EntrantKind.URBAN, EntrantKind.URBAN_RURAL)),)
            ),
            GroupRule(
                "county_cities", (Clause(_kinds(EntrantKind.CITY), capital=False),)
            ),
            GroupRule("capitals", (Clause(_kinds(EntrantKind.CITY), capital=True),)),
        )
    )


def slz_2023_announced() -> GroupRules:
    """Statuses named in the call of 2023, one group each."""
    return GroupRules(
        (
            GroupRule("county_cities", (Clause(_kinds(EntrantKind.CITY)),)),
            GroupRule("urban", (Clause(_kinds(EntrantKind.URBAN)),)),
            GroupRule("urban_rural", (Clause(_kinds(EntrantKind.URBAN_RURAL)),)),
        )
    )


#: Kinds invited in 2022 and 2023, for :func:`check_rules`.
CITIES_AND_TOWNS: Final = _kinds(
    EntrantKind.CITY, EntrantKind.URBAN, EntrantKind.URBAN_RURAL
)
