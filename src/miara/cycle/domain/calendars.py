"""Calendars of a year as data: steps with rule, who, legal basis and whether checked.

They are files of ``definitions/calendars``. What was not read in the act carries
``verified: false``; pages say so, and a unit changes every day of its own year.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from miara import definitions
from miara.cycle.domain import rules

__all__ = ["Calendar", "CalendarStep", "Words", "calendar", "calendars"]

FOLDER: Final = Path(str(definitions.__path__[0])) / "calendars"

Who = Literal[
    "council",
    "coordinator",
    "education",
    "mayor",
    "planner",
    "secretary",
    "social",
    "treasurer",
    "utilities",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in Polish and English."""

    pl: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """The text in a language, Polish unless English is asked for."""
        return self.en if language.startswith("en") else self.pl


class When(_Strict):
    """Exactly one of: a day of a month, days after a quarter, days after a step."""

    day: int | None = Field(None, ge=1, le=31)
    month: int | None = Field(None, ge=1, le=12)
    shift: int = Field(0, ge=-1, le=1)
    after_quarter_days: int | None = Field(None, ge=0, le=366)
    step: str | None = None
    days: int = Field(0, ge=-366, le=366)

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        told = (
            self.day is not None and self.month is not None,
            self.after_quarter_days is not None,
            self.step is not None,
        )
        if sum(told) != 1:
            msg = "say day and month, or after_quarter_days, or step and days"
            raise ValueError(msg)
        return self

    @property
    def rule(self) -> rules.Rule:
        """The rule as the domain counts with it."""
        if self.step is not None:
            return rules.AfterStep(self.step, self.days)
        if self.after_quarter_days is not None:
            return rules.AfterQuarter(self.after_quarter_days)
        assert self.day is not None  # the validator saw to it
        assert self.month is not None
        return rules.Day(self.day, self.month, self.shift)


class Basis(_Strict):
    """Where the step comes from: an act and a place in it, perhaps empty."""

    act: str
    place: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.act, self.place]))


class CalendarStep(_Strict):
    """One step: what, when, who, why.

    ``verified`` says that somebody read the day in the act; ``source`` is the address
    of a publication that names it, empty when none was found.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Words
    when: When
    who: Who
    basis: Basis
    source: str = ""
    checked_on: date | None = None
    verified: bool

    @model_validator(mode="after")
    def _checked_when_verified(self) -> Self:
        if self.verified and self.checked_on is None:
            msg = f"{self.code}: verified needs checked_on"
            raise ValueError(msg)
        return self


class Calendar(_Strict):
    """A calendar that a unit may begin a year with."""

    code: str = Field(pattern=r"^[a-z][a-z-]*$")
    name: Words
    description: Words
    steps: tuple[CalendarStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_can_be_placed(self) -> Self:
        codes = [step.code for step in self.steps]
        if len(set(codes)) < len(codes):
            msg = f"{self.code}: a step is named twice"
            raise ValueError(msg)
        self.due_days(2026)
        return self

    def due_days(self, year: int) -> list[rules.Due]:
        """Days of the steps in a year, in their order."""
        steps = [rules.Step(step.code, step.when.rule) for step in self.steps]
        return rules.due_days(steps, year)

    def step(self, code: str) -> CalendarStep:
        """The step of a code.

        Raises
        ------
        KeyError
            When there is none.
        """
        return {step.code: step for step in self.steps}[code]


@lru_cache(maxsize=1)
def calendars() -> dict[str, Calendar]:
    """All calendars by code.

    Raises
    ------
    ValueError
        When a file breaks the schema; the message names the file.
    """
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        try:
            made = Calendar.model_validate(yaml.safe_load(path.read_text("utf-8")))
        except ValueError as error:
            msg = f"{path.name}: {error}"
            raise ValueError(msg) from error
        found[made.code] = made
    return found


def calendar(code: str) -> Calendar | None:
    """The calendar of a code; None when there is none."""
    return calendars().get(code)
