"""The reviewed definitions, loaded once a process."""

from functools import lru_cache

from miara.cube.assemble import Correction, load_corrections
from miara.cube.definitions import (
    DEFINITIONS,
    Definitions,
    Indicator,
    Variable,
    load_definitions,
)


@lru_cache(maxsize=1)
def definitions() -> Definitions:
    """Indicators, variables, sources, topics and domains of this release."""
    return load_definitions()


@lru_cache(maxsize=1)
def corrections() -> tuple[Correction, ...]:
    """Known errors in published data."""
    return load_corrections(DEFINITIONS / "corrections")


def entry_of(code: str) -> Indicator | Variable | None:
    """The indicator or the series with this code."""
    known = definitions()
    return known.indicators.get(code) or known.variables.get(code)


def bank_series() -> dict[int, str]:
    """Code of every variable with a number in the Local Data Bank, by number."""
    return {
        variable.bdl_id: code
        for code, variable in definitions().variables.items()
        if variable.bdl_id is not None
    }
