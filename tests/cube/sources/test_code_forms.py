"""Any written form of a code leads back to the public code it was made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from miara.cube.sources.codes import (
    Outcome,
    as_county,
    as_municipality,
    resolve,
    written,
)
from miara.cube.sources.mapping import Codes

pairs = st.integers(1, 99).map("{:02d}".format)
voivodeships = pairs
counties = st.builds(str.__add__, voivodeships, pairs)
municipalities = st.builds(str.__add__, counties, pairs)
units = st.one_of(st.just("PL"), voivodeships, counties, municipalities)
kinds = st.sampled_from("123")
regions = st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(10, 99))


def seven(code: str, kind: str) -> str:
    """Seven digits as BDL writes them."""
    if code == "PL":
        return "0000000"
    return code + kind if len(code) == 6 else code.ljust(7, "0")


def twelve(code: str, kind: str, region: tuple[int, int, int]) -> str:
    """The id of the Local Data Bank."""
    macro, _, sub = region
    digits = seven(code, kind)
    if code == "PL":
        return "0" * 12
    middle = "000" if len(code) == 2 else f"{macro}{sub}"
    return f"{macro:02d}{digits[:2]}{middle}{digits[2:]}"


def lose_zero(text: str) -> str:
    return text[1:] if text.startswith("0") else text


@given(units, kinds)
def test_seven_digits_whole_or_without_their_zero(code: str, kind: str) -> None:
    form = seven(code, kind)

    assert resolve(form, (7,)).code == code
    assert resolve(lose_zero(form), (7,)).code == code
    assert resolve(lose_zero(form), (7,)).repaired == form.startswith("0")


@given(units, kinds, regions)
def test_bank_ids_whole_or_without_their_zero(
    code: str, kind: str, region: tuple[int, int, int]
) -> None:
    form = twelve(code, kind, region)

    assert resolve(form, (7, 12)).code == code
    assert resolve(lose_zero(form), (7, 12)).code == code


@given(municipalities, kinds)
def test_spaces_sheets_and_numbers_change_nothing(code: str, kind: str) -> None:
    spaced = f"{code[:2]} {code[2:4]} {code[4:]} {kind}"

    assert resolve(written(spaced), (7,)).code == code
    assert resolve(written(float(code + kind)), (7,)).code == code
    assert resolve(written(f"{code}{kind}.0"), (7,)).code == code
    assert resolve(written(int(code)), (6,)).code == code


@given(municipalities, st.sampled_from("4589"))
def test_parts_are_never_units(code: str, kind: str) -> None:
    resolved = resolve(code + kind, (7,))

    assert (resolved.outcome, resolved.code) == (Outcome.PART, "")


@given(st.text(max_size=14), st.sets(st.sampled_from([2, 4, 7, 12])))
def test_nothing_else_is_ever_taken_for_a_unit(text: str, lengths: set[int]) -> None:
    resolved = resolve(text, lengths)

    if resolved.outcome is Outcome.UNIT:
        digits = len(text) + resolved.repaired
        assert text.isdigit()
        assert digits in lengths
        assert resolved.code == "PL" or len(resolved.code) in (2, 4, 6)
    else:
        assert resolved.code == ""


@pytest.mark.parametrize(
    ("written_code", "lengths", "code"),
    [
        ("012414869011", (12,), "246901"),
        ("071412865011", (12,), "146501"),
        ("031613261011", (12,), "166101"),
        ("30210365000", (12,), "0265"),
        ("201000", (7,), "0201"),
        ("00", (2, 4, 7), "PL"),
        ("1465", (4, 7), "1465"),
    ],
)
def test_codes_met_in_files(written_code: str, lengths: tuple, code: str) -> None:
    assert resolve(written_code, lengths).code == code


@pytest.mark.parametrize(
    ("written_code", "outcome"),
    [
        ("010000000000", Outcome.AGGREGATE),  # macroregion
        ("030210000000", Outcome.AGGREGATE),  # region
        ("030210300000", Outcome.AGGREGATE),  # subregion
        ("0201016", Outcome.BAD),
        ("0200011", Outcome.BAD),
        ("0001011", Outcome.BAD),
        ("0201001", Outcome.BAD),
        ("02O1011", Outcome.BAD),
        ("٠٢٠١٠١١", Outcome.BAD),
        ("", Outcome.BAD),
    ],
)
def test_what_is_no_unit(written_code: str, outcome: Outcome) -> None:
    assert resolve(written_code, (7, 12)).outcome is outcome


@given(counties)
def test_a_city_stands_at_two_levels_and_a_county_at_one(county: str) -> None:
    is_city = int(county[2:]) >= 61

    assert as_municipality(county) == (county + "01" if is_city else None)
    assert as_county(county + "01") == (county if is_city else None)
    assert as_county(county) == county


def test_a_mapping_where_a_lost_zero_cannot_be_told_is_refused() -> None:
    with pytest.raises(ValidationError, match="lost zero"):
        Codes(lengths=(6, 7))
