"""A number is written alike in a chart and in the page around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.charts import formats
from miara.core import numbers

VALUES = st.floats(-1e14, 1e14) | st.sampled_from([float("nan"), float("inf"), -0.004])


@pytest.mark.parametrize("language", ["pl", "en"])
@given(value=VALUES, decimals=st.integers(0, 4))
def test_charts_and_pages_agree(language, value, decimals):
    in_chart = formats.number(value, language, decimals)
    assert in_chart == numbers.format_number(value, decimals, language)
    assert formats.percent(value, language, decimals) == numbers.format_percent(
        value, decimals, language
    )
    assert formats.money(value, language, decimals) == numbers.format_pln(
        value, decimals, language
    )
