"""What a publisher leaves out: years, small numbers, forgotten forms, first figures."""

from typing import Final

import numpy as np

from miara.cube.flags import (
    CONFIDENTIAL,
    MEASURED,
    MISSING,
    NOT_APPLICABLE,
    PROVISIONAL,
    ZERO_EVENT,
    FlagArray,
    FloatArray,
)
from miara.sample.cast import YEARS
from miara.sample.chance import stream
from miara.sample.tables import Table

# Variables published for some years only.
_YEARS: Final[dict[str, tuple[int, ...]]] = {
    "turnout_mayor_percent": (2014, 2018, 2024),
    "turnout_council_percent": (2014, 2018, 2024),
    "fast_internet_percent": tuple(range(2019, 2025)),
    "green_area_percent": tuple(range(2015, 2025)),
    "plantings_per_km2": tuple(range(2016, 2025)),
    "culture_events": tuple(year for year in range(2013, 2025) if year != 2017),
    "culture_event_participants": tuple(y for y in range(2013, 2025) if y != 2017),
    "sport_club_members": tuple(range(2014, 2025, 2)),
    "sport_club_young": tuple(range(2014, 2025, 2)),
    "population_density_built_up": tuple(range(2014, 2025)),
}

# Too few establishments to publish: the person behind a number could be told.
_SMALLEST: Final = {"tourist_beds": 12.0, "overnight_stays": 700.0}

# Zero means that nothing of the kind happened or exists.
_ZERO_IS_EVENT: Final = frozenset(
    {
        "infant_deaths", "museum_visitors_per_1000", "tourist_beds", "overnight_stays",
        "immigration", "emigration", "false_alarms", "nursery_children_percent",
        "nursery_children_per_1000", "nursery_places_per_1000", "plantings_per_km2",
        "road_accidents", "municipal_dwellings", "infant_deaths_per_1000_births",
    }
)  # fmt: skip

# Forms that some units did not send in some years.
_FORGOTTEN: Final = frozenset(
    {
        "library_readers_per_1000", "loans_per_reader", "library_books_per_1000",
        "culture_events", "sport_club_members", "municipal_dwellings", "cycle_roads",
        "local_plans_percent", "medical_consultations", "mixed_waste_per_person",
    }
)  # fmt: skip
_FORGOTTEN_SHARE: Final = 0.012

# No nursery: the share of children in nurseries does not exist yet.
_NURSERY_SMALLEST: Final = {
    "nursery_children_percent": 1.9,
    "nursery_children_per_1000": 19.0,
    "nursery_places_per_1000": 24.0,
}

_FIRST_FIGURES: Final = frozenset({"average_gross_wage", "medical_consultations"})
_TURNOUT: Final = frozenset({"turnout_mayor_percent", "turnout_council_percent"})


def with_gaps(table: Table) -> tuple[FloatArray, FlagArray]:
    """Values and flags as published; values NaN where no number is.

    Returns
    -------
    values : float64 (T, U)
    flags : uint8 (T, U), see :mod:`miara.cube.flags`
    """
    values = table.values.copy()
    flags = np.where(np.isnan(values), MISSING, MEASURED).astype(np.uint8)
    _hide_years(table.variable, flags)
    _round_down(table, values)
    _hide_small(table, values, flags)
    _forget(table, flags)
    if table.variable in _ZERO_IS_EVENT:
        flags[(flags == MEASURED) & (values == 0)] = ZERO_EVENT
    if table.variable in _FIRST_FIGURES:
        flags[-1, flags[-1] == MEASURED] |= np.uint8(PROVISIONAL)
    values[~((flags & 0b111) <= ZERO_EVENT)] = np.nan
    return values, flags


def _hide_years(variable: str, flags: FlagArray) -> None:
    kept = _YEARS.get(variable)
    if kept is None:
        return
    # Between elections there is nothing to count.
    state = NOT_APPLICABLE if variable in _TURNOUT else MISSING
    for row, year in enumerate(YEARS):
        if year not in kept:
            flags[row] = state


def _round_down(table: Table, values: FloatArray) -> None:
    """Tiny shares of nurseries stand for places that have none."""
    smallest = _NURSERY_SMALLEST.get(table.variable)
    if smallest is not None:
        values[(values < smallest) & _municipal(table)] = 0.0


def _hide_small(table: Table, values: FloatArray, flags: FlagArray) -> None:
    limit = _SMALLEST.get(table.variable)
    if limit is not None:
        few = (values > 0) & (values < limit) & _municipal(table)
        flags[few & (flags == MEASURED)] = CONFIDENTIAL


def _forget(table: Table, flags: FlagArray) -> None:
    if table.variable in _FORGOTTEN:
        drawn = stream(f"forgotten-{table.variable}").random(flags.shape)
        flags[(drawn < _FORGOTTEN_SHARE) & _municipal(table) & (flags == MEASURED)] = (
            MISSING
        )


def _municipal(table: Table) -> np.ndarray:
    return np.array([len(code) == 6 for code in table.unit_codes])[None, :]
