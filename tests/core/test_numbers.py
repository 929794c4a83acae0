"""Numbers, short words and dates as readers expect them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from miara.core import numbers

NAN = float("nan")


def shown(text):
    """Invisible characters made visible."""
    return text.replace("\u202f", "_").replace("\u00a0", "~").replace("\u2212", "-")


def in_template(expression, language="pl", **values):
    with override(language):
        template = Template("{% load miara %}{{ " + expression + " }}")
        return shown(template.render(Context(values)))


@pytest.mark.parametrize(
    ("expression", "polish", "english"),
    [
        ("1234567.885|number:2", "1_234_567,89", "1,234,567.89"),
        ("999|number", "999", "999"),
        ("2.5|number", "3", "3"),
        ("minus|number:1", "-12,3", "-12.3"),
        ("none|number:1", "–", "–"),
        ("nan|percent", "–", "–"),
        ("nan|pln", "–", "–"),
        ("12.34|percent", "12,3~%", "12.3%"),
        ("1234567|pln", "1_234_567~zł", "PLN~1,234,567"),
        ("2|signed:1", "+2,0", "+2.0"),
        ("minus|signed", "-12", "-12"),
        ("0|signed:1", "0,0", "0.0"),
        ("none|signed", "–", "–"),
    ],
)
def test_filters(expression, polish, english):
    values = {"none": None, "nan": NAN, "minus": -12.34}
    assert in_template(expression, "pl", **values) == polish
    assert in_template(expression, "en", **values) == english


@given(st.decimals(-(10**15), 10**15, allow_nan=False, places=4), st.integers(0, 3))
def test_formatted_number_reads_back_as_the_rounded_one(value, decimals):
    text = numbers.format_number(value, decimals)
    back = Decimal(text.replace("\u202f", "").replace("\u2212", "-").replace(",", "."))
    assert abs(back - value) <= Decimal("0.5").scaleb(-decimals)
    assert back.as_tuple().exponent == -decimals
    groups = text.lstrip("\u2212").partition(",")[0].split("\u202f")
    assert len(groups[0]) <= 3
    assert all(len(group) == 3 for group in groups[1:])


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_sign_is_shown_only_where_something_changed(value):
    text = numbers.format_signed(value, 1)
    has_digit = any(digit in text for digit in "123456789")
    assert text[0] in "+\u2212" if has_digit else text == "0,0"


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), NAN, None])
def test_no_number_is_a_dash(value):
    assert numbers.format_number(value) == numbers.MISSING


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Drogi w gminie", "Drogi w~gminie"),
        ("W gminie i w powiecie", "W~gminie i~w~powiecie"),
        ("a i o u w z x", "a~i~o~u~w~z~x"),
        ("(w tym", "(w~tym"),
        ("rów i", "rów i"),
        ("Od 2018 r. do 2019 r.", "Od~2018~r. do~2019~r."),
        ("na 10 tys. osób", "na~10~tys. osób"),
        ("2018 rok, dom, pod progiem", "2018 rok, dom, pod progiem"),
        ("rów obok", "rów obok"),
        ("", ""),
    ],
)
def test_short_words_and_marks_of_numbers_stay_with_their_neighbour(text, bound):
    assert shown(numbers.bind_short_words(text)) == bound


@given(st.text())
def test_binding_changes_only_spaces_and_only_once(text):
    once = numbers.bind_short_words(text)
    assert numbers.bind_short_words(once) == once
    assert "".join(once.split()) == "".join(text.split())


def test_nbsp_filter_escapes():
    assert in_template("text|nbsp", text="<b> w tym") == "&lt;b&gt; w~tym"


@pytest.mark.parametrize(
    ("expression", "polish", "english"),
    [
        ("day|date_pl", "1~marca~2026", "1~March~2026"),
        ('day|date_pl:"short"', "01.03.2026", "01/03/2026"),
        ('moment|date_pl:"time"', "2~marca~2026,~00:30", "2~March~2026,~00:30"),
        ("moment|date_pl", "2~marca~2026", "2~March~2026"),
        ("none|date_pl", "", ""),
    ],
)
def test_dates(expression, polish, english):
    values = {
        "day": date(2026, 3, 1),
        "moment": datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
        "none": None,
    }
    assert in_template(expression, "pl", **values) == polish
    assert in_template(expression, "en", **values) == english
