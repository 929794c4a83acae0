"""A formula with numbers put in must give the published value when worked out."""

import math
import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.vintages import publish_small_vintage

from miara.cube.definitions import Definitions
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.indicators.presenters.indicator_formula import formula_text, with_numbers
from miara.indicators.presenters.indicator_words import decimals_of
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_inputs import Inputs, inputs_of
from miara.indicators.queries.indicator_values import plane
from miara.indicators.queries.vintage_asof import asked_vintage


def worked_out(expression: str) -> float:
    """The arithmetic a reader with a calculator would do; English numbers."""
    plain = expression.replace("×", "*").replace("÷", "/").replace("−", "-")
    plain = plain.replace(",", "")
    assert re.fullmatch(r"[0-9.+*/() -]+", plain), expression
    return eval(plain)


@pytest.mark.django_db
def test_every_indicator_can_be_worked_out_by_hand(settings) -> None:
    publish_small_vintage(settings)
    vintage = asked_vintage().vintage
    known = definitions()
    checked = 0
    with translation.override("en"):
        for code in known.indicators:
            here = plane(vintage, code, Level.MUNICIPALITY)
            if here is None:
                continue
            for unit in (0, len(here.units) // 2, here.unit_place("120617")):
                place = here.last_known(unit)
                if place is None:
                    continue
                lookup = Inputs(vintage, here.units[unit])
                text = with_numbers(here.definition, here.periods[place], lookup, known)
                value = here.cell(place, unit).value
                # Inputs are written with two decimals, so nearly equal.
                assert worked_out(text) == pytest.approx(value, rel=2e-3, abs=2e-2), (
                    code,
                    text,
                )
                checked += 1
    assert checked > 60


@pytest.mark.django_db
def test_every_input_names_its_file(settings) -> None:
    publish_small_vintage(settings)
    vintage = asked_vintage().vintage
    lookup = Inputs(vintage, "120617")

    found = inputs_of("post_working_share", Period.year(2024), lookup, definitions())

    assert [(item.code, item.period.label) for item in found] == [
        ("population_post_working_age", "2024"),
        ("population", "2024"),
    ]
    assert {item.origin.file_name for item in found if item.origin} == {"ludnosc.csv"}


@pytest.mark.django_db
def test_missing_input_is_a_dash(settings) -> None:
    publish_small_vintage(settings)
    vintage = asked_vintage().vintage
    lookup = Inputs(vintage, "120103")  # no fires in 2024
    definition = definitions().indicators["fires_per_1000"]

    text = with_numbers(definition, Period.year(2024), lookup, definitions())

    assert text.startswith("– ÷ ")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_formula_has_words_and_symbols(language: str) -> None:
    known: Definitions = definitions()
    with translation.override(language):
        for definition in known.indicators.values():
            text = formula_text(definition, known)
            assert text.in_words
            assert "%(" not in text.in_words
            for code in known.compiled[definition.code].names:
                assert code in text.symbols


@given(st.floats(0, 1e9, allow_nan=False))
def test_decimals_are_no_more_than_needed(value: float) -> None:
    places = decimals_of(value)

    assert 0 <= places <= 2
    assert places == 2 or math.isclose(round(value, places), value, rel_tol=0)
