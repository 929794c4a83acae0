"""All variables of the sample, one slip of the pen, and its correction."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from miara.sample.budgets import budget_variables
from miara.sample.cast import YEARS
from miara.sample.people import population_variables
from miara.sample.services import area_variables, service_variables
from miara.sample.tables import Table, Variables


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong number in the first file: too large by a factor; corrected later."""

    variable: str
    code: str
    year: int
    factor: float


# A digit too many in the form of one library, corrected in the next file.
SLIP: Final = Slip("library_readers_per_1000", "980310", 2023, 10.0)


@cache
def variables() -> Variables:
    """Everything that happened, as whole truth before publication."""
    return (
        population_variables()
        .including(budget_variables())
        .including(service_variables())
        .including(area_variables())
    )


def with_slip(table: Table) -> Table:
    """The table as first published, with the wrong number in it."""
    if table.variable != SLIP.variable:
        return table
    values = table.values.copy()
    cell = YEARS.index(SLIP.year), table.unit_codes.index(SLIP.code)
    values[cell] = round(values[cell] * SLIP.factor, table.decimals)
    return Table(table.variable, table.unit_codes, values, table.decimals)
