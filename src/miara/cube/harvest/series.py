"""What the definitions know about the series of a plan."""

from collections.abc import Mapping
from typing import Final

from miara.cube.definitions import Variable, load_definitions
from miara.cube.harvest.errors import BadPlan, UnknownSeries
from miara.cube.harvest.plan import HarvestPlan
from miara.cube.harvest.planes import Series
from miara.cube.periods import Frequency
from miara.cube.sources import load_tables

_BY_YEAR: Final = frozenset({Frequency.YEAR, Frequency.SCHOOL_YEAR})


def series_of(plan: HarvestPlan, codes: Mapping[int, str] | None) -> list[Series]:
    """The series of a plan, in its order.

    Parameters
    ----------
    codes
        Variable codes by number in the bank; None: those of the definitions.

    Raises
    ------
    UnknownSeries
        When a number belongs to no variable.
    BadPlan
        When a variable is not told by years.
    """
    known = load_definitions().variables
    named = codes if codes is not None else defined_codes(known)
    unknown = tuple(number for number in plan.variables if number not in named)
    if unknown:
        raise UnknownSeries(unknown)
    never_zero = _never_zero()
    return [
        Series(
            bdl_id=number,
            code=named[number],
            level=plan.level,
            years=plan.years,
            frequency=_frequency(named[number], known),
            zero_impossible=named[number] in never_zero,
        )
        for number in plan.variables
    ]


def defined_codes(variables: Mapping[str, Variable]) -> dict[int, str]:
    """Codes of variables by their number in the bank, where they have one."""
    return {
        variable.bdl_id: code
        for code, variable in variables.items()
        if variable.bdl_id is not None
    }


def _frequency(code: str, known: Mapping[str, Variable]) -> Frequency:
    frequency = known[code].frequency if code in known else Frequency.YEAR
    if frequency not in _BY_YEAR:
        msg = f"{code}: the bank tells years, this variable has periods {frequency}"
        raise BadPlan(msg)
    return frequency


def _never_zero() -> frozenset[str]:
    """Variables whose zero is a lost mark, as the mappings of their files say."""
    return frozenset(
        column.variable
        for table in load_tables().values()
        for column in table.columns
        if column.zero == "impossible"
    )
