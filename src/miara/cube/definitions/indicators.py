"""Schema of an indicator: what it says, how it is computed, who answers for it."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from miara.cube.definitions.schema import (
    Code,
    LocalisedList,
    LocalisedText,
    Schema,
    UnitCode,
    VariableBreak,
    Words,
)
from miara.cube.periods import Frequency
from miara.cube.register import Level


class IndicatorKind(StrEnum):
    """What the indicator speaks about."""

    CONTEXT = "context"
    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"
    QUALITY = "quality"
    COST = "cost"
    SATISFACTION = "satisfaction"


class Polarity(StrEnum):
    """Which direction is better; NONE when neither is."""

    UP = "up"
    DOWN = "down"
    RANGE = "range"
    NONE = "none"


class IntervalMethod(StrEnum):
    """How the uncertainty of a value is computed.

    WILSON and EXACT take numerator out of denominator as a proportion, BYAR the
    numerator as a count of events; PROCESS takes the indicator's own changes from
    year to year; NONE where there is no chance to speak of.
    """

    WILSON = "wilson"
    EXACT = "exact"
    BYAR = "byar"
    PROCESS = "process"
    NONE = "none"


class Status(StrEnum):
    """Were id and formula seen to work on a real file or reply?"""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Span(Schema):
    """Two ends, the lower first."""

    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            msg = "low must be below high"
            raise ValueError(msg)
        return self


class Change(Schema):
    """One entry of the change log."""

    on: date
    what: LocalisedText


class Identifiers(Schema):
    """Names of the same indicator in other systems, where known."""

    smup: tuple[int, ...] = ()
    mrl: str | None = None
    iso37120: str | None = None
    sdg: str | None = None


class Example(Schema):
    """A worked example, run as a test.

    ``inputs`` gives one number a variable, or a list over successive years that
    end in ``year``; null is a missing number. ``expected`` (and the bounds of the
    interval) is written to the precision it is checked to, and belongs to the last
    year; null means no value.
    """

    inputs: dict[Code, float | tuple[float | None, ...] | None]
    expected: float | None
    lower: float | None = None
    upper: float | None = None
    kind: str = "1"
    level: Level = Level.MUNICIPALITY
    year: int = 2024
    note: LocalisedText | None = None


class Indicator(Schema):
    """One reviewed indicator.

    Its value is ``factor * numerator / denominator`` (or ``factor * numerator``),
    at every level from that level's own numerator and denominator.
    """

    code: Code
    title: LocalisedText
    question: LocalisedText
    why: LocalisedText
    domain: Code
    kind: IndicatorKind
    numerator: Words
    denominator: Words | None = None
    factor: float = Field(default=1, gt=0)
    unit_of_measure: UnitCode
    decimals: int = Field(ge=0, le=4)
    polarity: Polarity
    range: Span | None = None
    interval: IntervalMethod
    minimum_denominator: float | None = Field(default=None, gt=0)
    frequency: Frequency = Frequency.YEAR
    levels: tuple[Level, ...] = Field(min_length=1)
    applicability: Words | None = Field(
        default=None, description="Condition on kind and level; null: everywhere."
    )
    peer_topic: Code
    plausible: Span = Field(description="Values outside are reported as suspicious.")
    caveats: LocalisedList = LocalisedList()
    breaks: tuple[VariableBreak, ...] = ()
    missing_note: LocalisedText | None = None
    status: Status
    status_note: LocalisedText | None = None
    authored_by: LocalisedText
    checked_on: date
    next_review: date
    change_log: tuple[Change, ...] = Field(min_length=1)
    ids: Identifiers = Identifiers()
    examples: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = [
            (self.polarity is Polarity.RANGE) != (self.range is not None)
            and "a range belongs to polarity 'range' and only to it",
            len(self.caveats.pl) != len(self.caveats.en)
            and "each caveat needs both languages",
            self.status is Status.UNCONFIRMED
            and self.status_note is None
            and "an unconfirmed indicator says what is not confirmed",
            self.next_review <= self.checked_on and "next_review is not later",
            self._counts() and self.denominator is None and "no denominator to count",
            any(example.level not in self.levels for example in self.examples)
            and "an example is at a level the indicator is not computed at",
        ]
        found = [problem for problem in problems if problem]
        if found:
            raise ValueError("; ".join(map(str, found)))
        return self

    def _counts(self) -> bool:
        return self.interval in (
            IntervalMethod.WILSON,
            IntervalMethod.EXACT,
            IntervalMethod.BYAR,
        )
