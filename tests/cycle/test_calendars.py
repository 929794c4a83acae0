"""Calendars as data, and the days that their rules give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from miara.cycle.domain.calendars import Calendar, calendars
from miara.cycle.domain.rules import (
    AfterQuarter,
    AfterStep,
    CircleOfSteps,
    Day,
    Step,
    due_days,
    quarter_end,
)

YEARS = st.integers(1995, 2090)


def calendar_with(*steps):
    words = {"pl": "Nazwa", "en": "Name"}
    return Calendar.model_validate(
        {
            "code": "own",
            "name": words,
            "description": words,
            "steps": [
                {
                    "code": code,
                    "name": words,
                    "who": "mayor",
                    "basis": {"act": "ustawa"},
                    "verified": False,
                    **rest,
                }
                for code, rest in steps
            ],
        }
    )


def test_both_calendars_are_read_and_days_not_read_in_the_act_say_so():
    found = calendars()
    assert set(found) == {"large-city", "small-rural"}
    assert len(found["large-city"].steps) == 17
    assert len(found["small-rural"].steps) == 20
    for each in found.values():
        assert not any(step.verified for step in each.steps)


@given(YEARS)
def test_every_year_can_be_laid_out(year):
    for each in calendars().values():
        days = each.due_days(year)
        assert days == sorted(days)
        assert {due.code for due in days} == {step.code for step in each.steps}
        assert all(date(year, 1, 1) <= due.on <= date(year + 1, 3, 1) for due in days)


@given(YEARS, st.integers(0, 200))
def test_quarterly_steps_come_four_times_and_their_followers_too(year, days):
    steps = [Step("report", AfterQuarter(days)), Step("check", AfterStep("report", 7))]
    found = due_days(steps, year)
    assert len(found) == 8
    for quarter in (1, 2, 3, 4):
        (report,) = [d for d in found if (d.code, d.quarter) == ("report", quarter)]
        (check,) = [d for d in found if (d.code, d.quarter) == ("check", quarter)]
        assert report.on - quarter_end(year, quarter) == timedelta(days=days)
        assert check.on - report.on == timedelta(days=7)


def test_the_last_of_february_exists_in_every_year():
    assert Day(29, 2).on(2028) == date(2028, 2, 29)
    assert Day(29, 2).on(2027) == date(2027, 2, 28)
    with pytest.raises(ValueError, match="day is out of range"):
        Day(31, 4).on(2027)


@pytest.mark.parametrize(
    "steps",
    [
        [Step("a", AfterStep("b", 1)), Step("b", AfterStep("a", 1))],
        [Step("a", AfterStep("nowhere", 1))],
    ],
)
def test_steps_that_wait_for_one_another_are_named(steps):
    with pytest.raises(CircleOfSteps, match="a"):
        due_days(steps, 2026)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ({"when": {"day": 1}}, "say day and month"),
        ({"when": {"day": 1, "month": 2, "step": "x"}}, "say day and month"),
        ({"when": {"day": 1, "month": 2}, "verified": True}, "needs checked_on"),
        ({"when": {"step": "gone", "days": 3}}, "one"),
        ({"when": {"day": 1, "month": 2}, "extra": 1}, "Extra inputs"),
    ],
)
def test_a_faulty_file_says_what_is_wrong(rest, said):
    with pytest.raises(ValidationError, match=said):
        calendar_with(("one", rest))


def test_a_step_named_twice_is_refused():
    when = {"when": {"day": 1, "month": 2}}
    with pytest.raises(ValidationError, match="named twice"):
        calendar_with(("one", when), ("one", when))
