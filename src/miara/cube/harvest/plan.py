"""What to fetch: series of the Local Data Bank, a level, years."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from miara.cube.harvest.errors import BadPlan
from miara.cube.register import Level

BASE_URL: Final = "https://bdl.stat.gov.pl/api/v1"
#: The largest page the API gives; its own default of ten would cost ten times more.
PAGE_SIZE: Final = 100
#: Numbers of the levels in the API; 1, 3, 4 are statistical regions, 7 localities.
LEVELS: Final[dict[Level, int]] = {
    Level.COUNTRY: 0,
    Level.VOIVODESHIP: 2,
    Level.COUNTY: 5,
    Level.MUNICIPALITY: 6,
}
_FIRST_YEAR = 1995  # the oldest year of the bank


@dataclass(frozen=True, slots=True)
class HarvestPlan:
    """Which series, at which level, for which years.

    Attributes
    ----------
    variables
        Numbers of series in the bank, in the order asked for.
    years
        Calendar years, ascending.

    >>> plan = HarvestPlan((72305,), Level.MUNICIPALITY, (2023, 2024))
    >>> plan.page_address(72305, 1).partition("?")[2]
    'format=json&lang=pl&unit-level=6&year=2023&year=2024&page-size=100&page=1'
    """

    variables: tuple[int, ...]
    level: Level
    years: tuple[int, ...]
    base_url: str = BASE_URL

    def __post_init__(self) -> None:
        if not self.variables or any(number <= 0 for number in self.variables):
            msg = "numbers of variables are positive and there is at least one"
            raise BadPlan(msg)
        if len(set(self.variables)) != len(self.variables):
            msg = "a variable is named twice"
            raise BadPlan(msg)
        if not self.years or list(self.years) != sorted(set(self.years)):
            msg = "years are ascending and there is at least one"
            raise BadPlan(msg)
        if self.years[0] < _FIRST_YEAR or self.years[-1] > 9999:
            msg = f"years are from {_FIRST_YEAR} on"
            raise BadPlan(msg)

    @property
    def digest(self) -> str:
        """Name of the folder its pages are kept in.

        The variables are left out: a plan with one series more starts from the
        pages that are already here.
        """
        parts = (self.base_url, self.level, PAGE_SIZE, *self.years)
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]

    def address(self, variable: int) -> str:
        """Address of the whole series, without a page."""
        query = _query(self.level, self.years)
        return f"{self.base_url}/data/by-variable/{variable}?{query}"

    def page_address(self, variable: int, page: int) -> str:
        """Address of one page; pages count from 0."""
        return f"{self.address(variable)}&page={page}"

    def metadata_address(self, variable: int) -> str:
        """Address of the description of a series."""
        return f"{self.base_url}/variables/{variable}?format=json&lang=pl"


@lru_cache(maxsize=16)
def _query(level: Level, years: tuple[int, ...]) -> str:
    fixed = [("format", "json"), ("lang", "pl"), ("unit-level", LEVELS[level])]
    each = [("year", year) for year in years]
    return urlencode([*fixed, *each, ("page-size", PAGE_SIZE)])
