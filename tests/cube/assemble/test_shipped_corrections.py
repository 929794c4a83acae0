"""Known errors of published files: every entry still meets what the file says."""

from pathlib import Path

import numpy as np
import pytest

from miara.cube.assemble import assemble, load_corrections
from miara.cube.definitions import DEFINITIONS, load_definitions
from miara.cube.periods import Period
from miara.cube.register import CodeSpan, Level, Register, RegisterUnit
from miara.cube.sources import read


def test_every_entry_names_a_known_variable():
    known = load_definitions().variables

    assert {c.variable for c in load_corrections(DEFINITIONS / "corrections")} <= set(
        known
    )


@pytest.mark.real_data
def test_entries_apply_to_the_real_file(real_data: Path):
    from datetime import date

    from miara.cube.compute.build import variable_rules

    unit = RegisterUnit(
        "022101", "022101", "Boguszów-Gorce", "1", (Level.MUNICIPALITY,), None, None
    )
    register = Register((unit,), (CodeSpan("022101", "022101", date.min, None),))
    corrections = load_corrections(DEFINITIONS / "corrections")
    load = read(real_data / "bdl/dochody_gmin_2010-2019_CTAB.csv")

    done = assemble([load], register, variable_rules(load_definitions()), corrections)

    for correction in corrections:
        variable = done.variables[correction.variable]
        row = variable.periods.index(Period.year(2019))
        assert np.isnan(variable.values[row, 0]), correction.code
        assert variable.values[row - 1, 0] > 0
    assert not [f for f in done.findings if f.code == "stale_correction"]
