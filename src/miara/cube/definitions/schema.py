"""Schema of the small definitions: variables, sources, domains, units, breaks."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from miara.cube.formula.measures import UnitOfMeasure
from miara.cube.formula.parsing import RESERVED
from miara.cube.periods import Frequency, Period
from miara.cube.register import Level

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
UnitCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Schema(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalisedText(Schema):
    """One text in Polish and in English."""

    pl: Words
    en: Words

    def in_language(self, language: str) -> str:
        """Text in ``language``; Polish when it is neither ``pl`` nor ``en``."""
        return self.en if language.startswith("en") else self.pl


class LocalisedList(Schema):
    """Sentences in Polish and in English, the same number of each."""

    pl: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()

    def in_language(self, language: str) -> tuple[str, ...]:
        """Sentences in ``language``."""
        return self.en if language.startswith("en") else self.pl


class VariableBreak(Schema):
    """From ``period`` on the numbers are not comparable with those before."""

    period: str
    reason: LocalisedText

    @field_validator("period")
    @classmethod
    def _is_a_period(cls, label: str) -> str:
        return Period.parse(label).label


class Variable(Schema):
    """One series as its publisher gives it, or derived from such series.

    A derived variable has a ``formula`` over other variables and no source of its
    own; it is computed before the indicators.
    """

    code: Code
    title: LocalisedText
    unit_of_measure: UnitCode
    additive: bool = Field(description="Sums over units make sense.")
    levels: tuple[Level, ...] = Field(min_length=1)
    frequency: Frequency = Frequency.YEAR
    source: str | None = None
    formula: str | None = None
    bdl_id: int | None = None
    confirmed: bool = Field(description="Seen in a real file or a real reply.")
    breaks: tuple[VariableBreak, ...] = ()
    note: LocalisedText | None = None

    @field_validator("code")
    @classmethod
    def _not_reserved(cls, code: str) -> str:
        if code in RESERVED:
            msg = f"{code!r} is a word of the formula language"
            raise ValueError(msg)
        return code

    @property
    def break_periods(self) -> tuple[Period, ...]:
        """First periods after each break."""
        return tuple(Period.parse(item.period) for item in self.breaks)


class Source(Schema):
    """A publisher's data set."""

    key: Code
    producer: LocalisedText
    title: LocalisedText
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    licence: Words
    access: LocalisedText | None = None


class Domain(Schema):
    """A management domain: one chapter of a unit's page."""

    code: Code
    order: int
    slug: "LocalisedSlug"
    name: LocalisedText
    description: LocalisedText


class LocalisedSlug(Schema):
    """Last part of an address in both languages."""

    pl: Slug
    en: Slug


class Break(Schema):
    """A change of law or method that cuts many variables at once."""

    code: Code
    period: str
    variables: tuple[Code, ...] = Field(min_length=1)
    title: LocalisedText
    reason: LocalisedText
    act: str | None = Field(default=None, description="Legal act, when there is one.")
    confirmed: bool
    checked_on: date

    @field_validator("period")
    @classmethod
    def _is_a_period(cls, label: str) -> str:
        return Period.parse(label).label


class UnitDefinition(Schema):
    """A unit of measure: what it is made of and how it is written.

    ``powers`` are base units with exponents, ``scale`` the size of one such unit in
    base units (per cent: 1/100). ``counted`` marks a base unit that merely counts
    things; ``of_counts`` a unit such as "per 1,000" that fits any count over any
    other.
    """

    code: UnitCode
    title: LocalisedText
    symbol: LocalisedText | None = Field(
        description="Written after the number; null when the number stands alone."
    )
    powers: dict[str, int] = {}
    scale: Annotated[str, StringConstraints(pattern=r"^[1-9]\d*(/[1-9]\d*)?$")] = "1"
    counted: bool = False
    of_counts: bool = False
    style: Literal["number", "percent", "money"] = "number"

    @property
    def algebra(self) -> UnitOfMeasure:
        """The unit as the formula language computes with it."""
        return UnitOfMeasure.of(self.powers, Fraction(self.scale))
