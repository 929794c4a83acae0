"""Numbers as people print them, and everything that only looks like one."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.cube import flags
from miara.cube.sources.numbers import CellReader, parse_number, with_flag

MARKS = {"-": flags.ZERO_EVENT, "x": flags.CONFIDENTIAL, "": flags.MISSING}
numbers = st.decimals(-(10**9), 10**9, allow_nan=False, places=2)
gaps = st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f"])


def printed(number: Decimal, decimal: str, gap: str) -> str:
    """As an office prints it: thousands apart, a decimal mark of its own."""
    return f"{number:,.2f}".replace(",", "§").replace(".", decimal).replace("§", gap)


@given(numbers, st.sampled_from(",."), gaps)
def test_printed_numbers_are_read_back(number: Decimal, decimal: str, gap: str) -> None:
    assert parse_number(printed(number, decimal, gap), decimal) == float(number)


@given(numbers, st.sampled_from([(",", "."), (".", ",")]))
def test_the_other_decimal_mark_is_no_number(number: Decimal, marks: tuple) -> None:
    theirs, ours = marks

    assert parse_number(printed(number, theirs, ""), ours) is None


@given(st.text(max_size=8))
def test_a_number_is_only_what_is_written_with_digits(text: str) -> None:
    number = parse_number(text, ",")

    if number is not None:
        assert math.isfinite(number)
        assert any(character.isdigit() for character in text)
        assert not any(character.isalpha() or character == "_" for character in text)


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "1e5", "1_000", "1,", ",5", "1 23", "12 34 567", "--1", "1,2,3"],
)
def test_look_alikes_are_refused(text: str) -> None:
    assert parse_number(text, ",") is None


@given(st.one_of(numbers.map(float), st.integers(-(10**6), 10**6)))
def test_numbers_of_sheets_stay_as_they_are(number: float) -> None:
    assert CellReader(",", MARKS).read(number) == (float(number), flags.MEASURED)


@pytest.mark.parametrize(
    ("cell", "flag"),
    [("-", flags.ZERO_EVENT), (" x ", flags.CONFIDENTIAL), (None, flags.MISSING)],
)
def test_marks_mean_what_the_table_says(cell: str | None, flag: int) -> None:
    parsed = CellReader(",", MARKS).read(cell)

    assert parsed is not None
    assert parsed[1] == flag
    assert (parsed[0] == 0.0) == (flag == flags.ZERO_EVENT)
    assert math.isnan(parsed[0]) == (flag != flags.ZERO_EVENT)


@pytest.mark.parametrize("cell", [True, math.nan, math.inf, ".", "b.d.", object()])
def test_what_is_neither_number_nor_mark_is_told(cell: object) -> None:
    assert CellReader(",", MARKS).read(cell) is None


@given(st.floats(-1e9, 1e9), st.integers(0, 255))
def test_an_attribute_takes_the_number_or_marks_it(value: float, added: int) -> None:
    state = added & flags.STATE_MASK
    if state not in flags.STATE_NAMES or state == flags.ZERO_EVENT:
        added &= ~flags.STATE_MASK
        state = flags.MEASURED

    number, flag = with_flag((value, flags.MEASURED), added)

    assert flag == added
    assert math.isnan(number) == (state != flags.MEASURED)
