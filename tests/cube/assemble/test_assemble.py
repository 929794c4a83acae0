"""What assembly does to cells, stage by stage."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.cube.assemble.tables import PLAIN, START, always, make_load, make_register

from miara.cube import flags as f
from miara.cube.assemble import AssembledVariables, VariableRule, assemble
from miara.cube.loads import Finding, Load
from miara.cube.periods import Frequency, Period
from miara.cube.register import Bridge, Register

SUM = VariableRule("v", additive=True)
RATE = VariableRule("v", additive=False)


@pytest.fixture
def register() -> Register:
    return make_register(PLAIN)


def run(
    loads: Sequence[Load], register: Register, rule: VariableRule = SUM, **more: Any
) -> AssembledVariables:
    return assemble(loads, register, {rule.code: rule}, **more)


def cell(done: AssembledVariables, uid: str, year: int) -> tuple[float | None, int]:
    variable = done.variables["v"]
    row = variable.periods.index(Period.year(year))
    column = done.units.index(uid)
    number = float(variable.values[row, column])
    return (None if np.isnan(number) else number), int(variable.flags[row, column])


def found(done: AssembledVariables, code: str) -> Finding | None:
    return next((x for x in done.findings if x.code == code), None)


def test_later_load_wins_and_the_change_is_told(register: Register) -> None:
    first = make_load({"020101": [1, 2], "020102": [3, 4]}, name="first.csv")
    second = make_load({"020101": [1, 5]}, name="second.csv")

    done = run([first, second], register)

    assert cell(done, "G1", 2023) == (5.0, f.MEASURED)
    assert cell(done, "G2", 2023) == (4.0, f.MEASURED)
    (revision,) = done.revisions
    assert (revision.uid, revision.period.label) == ("G1", "2023")
    assert (revision.old, revision.new) == (2.0, 5.0)
    assert revision.old_origin.file_name == "first.csv"
    assert revision.new_origin.file_name == "second.csv"
    finding = found(done, "revised_cell")
    assert finding is not None
    assert (finding.count, finding.examples) == (1, ("G1 2023: 2.0 → 5.0",))


def test_a_later_gap_does_not_erase_but_a_statement_does(register: Register) -> None:
    first = make_load({"020101": [1, 2], "020102": [3, 4], "0201": ["x", 1]})
    second = make_load({"020101": ["-", "x"], "020102": ["n/a", "-"], "0201": ["-", 1]})

    done = run([first, second], register, RATE)

    assert cell(done, "G1", 2022) == (1.0, f.MEASURED)
    assert cell(done, "G1", 2023) == (None, f.CONFIDENTIAL)
    assert cell(done, "G2", 2022) == (None, f.NOT_APPLICABLE)
    assert cell(done, "P", 2022) == (None, f.CONFIDENTIAL)
    withdrawn, kept = found(done, "withdrawn_cell"), found(done, "kept_earlier")
    assert withdrawn is not None
    assert withdrawn.count == 2
    assert kept is not None
    assert kept.count == 2


def test_every_cell_knows_its_file(register: Register) -> None:
    loads = [
        make_load({"0201": [9, 9]}, name="other.csv", variable="unknown"),
        make_load({"020101": [1, 2]}, name="first.csv"),
        make_load({"020101": ["-", 3]}, name="second.csv"),
    ]

    done = run(loads, register)

    variable = done.variables["v"]
    column = done.units.index("G1")
    names = [variable.origins[i].file_name for i in variable.source[:, column]]
    assert names == ["first.csv", "second.csv"]
    assert set(done.variables) == {"v"}
    assert found(done, "unknown_variable") is not None


def test_city_has_two_rows_and_the_municipal_one_counts(register: Register) -> None:
    done = run([make_load({"026101": [1, "-"], "0261": [1.5, 2]})], register)

    assert cell(done, "CITY", 2022) == (1.0, f.MEASURED)
    assert cell(done, "CITY", 2023) == (2.0, f.MEASURED)
    finding = found(done, "rows_differ")
    assert finding is not None
    assert finding.examples == ("026101 2022: 1.5 → 1.0",)


def test_codes_mean_the_day_of_the_file_or_of_the_period() -> None:
    """A code given to another unit in 2023 is read by the day it is meant on."""
    change = date(2023, 1, 1)
    codes = {
        "OLD": [("020101", START, change)],
        "NEW": [("020101", change, None)],
    }
    register = make_register(codes)
    table = {"020101": [1, 2]}

    by_period = run([make_load(table)], register)
    by_file = run([make_load(table, codes_on=date(2025, 1, 1))], register)

    assert [cell(by_period, "OLD", y)[0] for y in (2022, 2023)] == [1.0, None]
    assert [cell(by_period, "NEW", y)[0] for y in (2022, 2023)] == [None, 2.0]
    assert [cell(by_file, "NEW", y)[0] for y in (2022, 2023)] == [1.0, 2.0]


def test_missing_totals_are_added_up(register: Register) -> None:
    done = run(
        [make_load({"020101": [1, 1], "020102": [2, "-"], "026101": [4, 4]})], register
    )

    assert cell(done, "P", 2022) == (3.0, f.SUMMED)
    assert cell(done, "W", 2022) == (7.0, f.SUMMED)
    assert cell(done, "PL", 2022) == (7.0, f.SUMMED)
    for uid in ("P", "W", "PL"):
        assert cell(done, uid, 2023) == (None, f.MISSING)
    assert cell(done, "CITY", 2022) == (4.0, f.MEASURED)


def test_published_totals_and_secrets_are_not_replaced(register: Register) -> None:
    done = run(
        [
            make_load(
                {
                    "020101": [1, 1],
                    "020102": [2, 2],
                    "026101": [4, 4],
                    "0201": [99, "x"],
                    "02": ["-", "n/a"],
                }
            )
        ],
        register,
    )

    assert cell(done, "P", 2022) == (99.0, f.MEASURED)
    assert cell(done, "P", 2023) == (None, f.CONFIDENTIAL)
    assert cell(done, "W", 2022) == (7.0, f.SUMMED)
    assert cell(done, "W", 2023) == (None, f.NOT_APPLICABLE)


def test_county_series_add_up_from_counties(register: Register) -> None:
    done = run([make_load({"0201": [1, 1], "0261": [2, "-"]})], register)

    assert cell(done, "W", 2022) == (3.0, f.SUMMED)
    assert cell(done, "PL", 2022) == (3.0, f.SUMMED)
    assert cell(done, "W", 2023) == (None, f.MISSING)


def test_a_rate_is_never_added_up(register: Register) -> None:
    table = {"020101": [1, 1], "020102": [2, 2], "026101": [4, 4]}
    done = run([make_load(table)], register, RATE)

    assert cell(done, "P", 2022) == (None, f.MISSING)


def test_an_unknown_code_with_a_number_stops_the_sums_above(
    register: Register,
) -> None:
    table = {
        "020101": [1, 1],
        "020102": [2, 2],
        "026101": [4, 4],
        "020109": [5, "-"],
    }
    done = run([make_load(table)], register)

    assert [cell(done, uid, 2022)[0] for uid in ("P", "W", "PL")] == [None] * 3
    assert [cell(done, uid, 2023)[0] for uid in ("P", "W", "PL")] == [3.0, 7.0, 7.0]
    finding = found(done, "unplaced_code")
    assert finding is not None
    assert finding.examples == ("020109",)


CHANGE = date(2023, 1, 1)


def split_register(*bridges: Bridge) -> Register:
    """G1 ends on CHANGE, NEW begins then, G2 goes on."""
    codes = {
        "W": always("02"),
        "P": always("0201"),
        "G1": [("020101", START, CHANGE)],
        "G2": always("020102"),
        "NEW": [("020103", CHANGE, None)],
    }
    return make_register(codes, bridges)


def to(uid: str, share: float, source: str = "G1") -> Bridge:
    return Bridge(source, uid, share, CHANGE, "Dz.U.")


def test_divided_unit_lives_on_in_its_successors() -> None:
    register = split_register(to("G2", 0.25), to("NEW", 0.75))
    table = {"020101": [8, "-"], "020102": [1, 4], "020103": ["-", 6]}

    done = run([make_load(table)], register)

    assert cell(done, "G2", 2022) == (3.0, f.BRIDGED)
    assert cell(done, "NEW", 2022) == (6.0, f.BRIDGED)
    assert cell(done, "G1", 2022) == (8.0, f.MEASURED)
    assert cell(done, "G2", 2023) == (4.0, f.MEASURED)
    assert cell(done, "P", 2022) == (9.0, f.SUMMED)  # who belonged to it then
    assert cell(done, "P", 2023) == (10.0, f.SUMMED)
    assert done.bridges == register.bridges


def test_a_rate_is_broken_not_bridged() -> None:
    register = split_register(to("G2", 0.25), to("NEW", 0.75))
    table = {"020101": [8, "-"], "020102": [1, 4], "020103": ["-", 6]}

    done = run([make_load(table)], register, RATE)

    assert cell(done, "G2", 2022) == (1.0, f.MEASURED)
    assert cell(done, "G2", 2023) == (4.0, f.BREAK_BEFORE)
    assert cell(done, "NEW", 2022) == (None, f.MISSING)
    assert cell(done, "NEW", 2023) == (6.0, f.MEASURED)
    assert done.bridges == ()


def test_without_the_predecessors_number_the_change_is_a_break() -> None:
    register = split_register(to("G2", 1.0))
    done = run([make_load({"020101": ["x", "-"], "020102": [1, 4]})], register)

    assert cell(done, "G2", 2022) == (1.0, f.MEASURED)
    assert cell(done, "G2", 2023) == (4.0, f.BREAK_BEFORE)
    assert found(done, "bridge_without_numbers") is not None


def test_numbers_the_publisher_carried_back_stand() -> None:
    register = split_register(to("NEW", 1.0))
    done = run([make_load({"020101": [8, "-"], "020103": [7, 6]})], register)

    assert cell(done, "NEW", 2022) == (7.0, f.MEASURED)
    assert found(done, "restated_by_publisher") is not None


def test_numbers_of_a_unit_still_to_come_stop_the_sums_above() -> None:
    """Whether the others were carried back too, nobody said."""
    register = split_register()
    table = {"020101": [8, "-"], "020102": [1, 4], "020103": [5, 6]}

    done = run([make_load(table)], register)

    for uid in ("P", "W", "PL"):
        assert cell(done, uid, 2022) == (None, f.MISSING)
        assert cell(done, uid, 2023) == (10.0, f.SUMMED)


def test_a_file_of_later_borders_is_added_up_within_these() -> None:
    register = split_register()
    table = {"020101": [0, 0], "020102": [1, 4], "020103": [5, 6]}
    load = make_load(table, codes_on=CHANGE)

    done = run([load], register)

    assert cell(done, "P", 2022) == (6.0, f.SUMMED)
    assert cell(done, "PL", 2022) == (6.0, f.SUMMED)
    # One file more that means its own day: which borders count is not known.
    other = make_load({"020102": [2, 4]}, name="b.csv")
    assert cell(run([load, other], register), "P", 2022) == (None, f.MISSING)


def test_a_unit_that_lost_part_of_itself_is_broken() -> None:
    register = split_register(to("NEW", 0.5, source="G2"))
    done = run([make_load({"020102": [8, 4], "020103": [0, 4]})], register)

    assert cell(done, "NEW", 2022) == (4.0, f.BRIDGED)
    assert cell(done, "G2", 2022) == (8.0, f.MEASURED)
    assert cell(done, "G2", 2023) == (4.0, f.BREAK_BEFORE)


def test_a_bridge_to_itself_says_what_a_unit_keeps() -> None:
    register = split_register(to("NEW", 0.5, "G2"), to("G2", 0.5, "G2"))
    done = run([make_load({"020102": [8, 4], "020103": ["-", 4]})], register)

    assert cell(done, "G2", 2022) == (4.0, f.BRIDGED)
    assert cell(done, "G2", 2023) == (4.0, f.MEASURED)


@pytest.mark.parametrize(
    ("label", "marked"),
    [("2023", 2023), ("2022", 2022), ("2020", None), ("2019", None), ("2030", None)],
)
def test_breaks_mark_whole_periods(
    register: Register, label: str, marked: int | None
) -> None:
    rule = VariableRule("v", additive=False, breaks=(label,))
    done = run([make_load({"020101": [1, 2]})], register, rule)

    broken = [
        year
        for year in (2022, 2023)
        if all(cell(done, uid, year)[1] & f.BREAK_BEFORE for uid in done.units)
    ]
    assert broken == ([marked] if marked else [])


def test_a_break_in_a_skipped_period_marks_the_next(register: Register) -> None:
    rule = VariableRule("v", additive=False, breaks=("2022",))
    load = make_load({"020101": [1, 2]}, years=(2021, 2023))
    done = run([load], register, rule)

    assert cell(done, "G1", 2023) == (2.0, f.BREAK_BEFORE)
    assert cell(done, "G1", 2021) == (1.0, f.MEASURED)


def test_planes_of_another_frequency_are_refused(register: Register) -> None:
    rule = VariableRule("v", additive=False, frequency=Frequency.QUARTER)
    done = run([make_load({"020101": [1, 2]})], register, rule)

    assert not done.variables
    assert found(done, "other_frequency") is not None
