"""Numbers as people read them."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.charts import formats

N = "\u202f"


@pytest.mark.parametrize(
    ("value", "polish", "english"),
    [
        (1234567.0, f"1{N}234{N}567,0", "1,234,567.0"),
        (-0.04, "0,0", "0.0"),
        (-1234.56, f"−1{N}234,6", "−1,234.6"),
        (float("inf"), "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_numbers(value, polish, english):
    assert formats.number(value, "pl", 1) == polish
    assert formats.number(value, "en", 1) == english


def test_missing_has_no_suffix():
    nan = float("nan")
    assert formats.percent(nan, "pl") == "–"
    assert formats.money(nan, "en") == "–"
    assert formats.per(nan, 1000, "pl") == "–"


@given(
    st.floats(-1e15, 1e15),
    st.integers(0, 4),
    st.sampled_from(["pl", "en"]),
)
def test_what_is_written_is_the_value_rounded_half_up(value, decimals, language):
    marks = formats.LOCALES[language]
    text = formats.number(value, language, decimals)
    plain = text.replace(marks.thousand, "").replace(marks.decimal, ".")
    expected = Decimal(repr(value)).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    assert Decimal(plain.replace(formats.MINUS, "-")) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_can_be_written(value):
    assert formats.number(value, "pl", 2)
