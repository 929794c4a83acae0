"""How one table of one publisher is read: data in ``definitions/tables``.

A mapping says which header means which variable, what the marks ``-`` or ``x`` mean
in this table, and how its codes are written. Readers hold no such knowledge.
"""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

import miara.definitions
from miara.cube import flags
from miara.cube.periods import Period
from miara.cube.sources.errors import BrokenMapping

DEFINITIONS = Path(miara.definitions.__file__).parent


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Part):
    """A text in both languages of the site."""

    pl: str
    en: str


def _known_words(words: tuple[str, ...]) -> tuple[str, ...]:
    try:
        flags.from_names(list(words))
    except KeyError as error:
        msg = f"unknown flag {error}"
        raise ValueError(msg) from None
    return words


def _known_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        msg = f"not a regular expression: {error}"
        raise ValueError(msg) from None
    return pattern


FlagWords = Annotated[tuple[str, ...], AfterValidator(_known_words)]
Pattern = Annotated[str, AfterValidator(_known_pattern)]


class Codes(_Part):
    """How units are written.

    ``lengths`` are the lengths of a whole code; one digit less is a lost zero.
    ``headers`` name the columns whose texts, joined, make the code; a dash there
    stands for nothing. ``city_parts``: six-digit rows of districts and delegations
    of a city with county rights are shares of the city, to be added.
    """

    lengths: tuple[Literal[2, 4, 6, 7, 12], ...] = (7,)
    headers: tuple[str, ...] = ()
    city_parts: bool = False

    @model_validator(mode="after")
    def _lost_zero_is_unambiguous(self) -> "Codes":
        if any(length + 1 in self.lengths for length in self.lengths):
            msg = f"lengths {self.lengths}: a lost zero could not be told"
            raise ValueError(msg)
        return self


class Periods(_Part):
    """Where the period stands; exactly one of these."""

    fixed: str | None = None
    column: str | None = None
    header: bool = False  # headers contain the word {period}
    title: Pattern | None = None  # its first group, above the header

    @model_validator(mode="after")
    def _exactly_one(self) -> "Periods":
        told = [self.fixed, self.column, self.header or None, self.title]
        if sum(each is not None for each in told) != 1:
            msg = "say one of fixed, column, header, title"
            raise ValueError(msg)
        if self.fixed is not None:
            Period.parse(self.fixed)
        return self


class Column(_Part):
    """One variable: where its numbers stand and what is known about them.

    Attributes
    ----------
    header
        Label of the column. For BDL files the dimensions joined with ``;`` and the
        unit of measure in brackets. Parts of merged headers are joined with ``;``
        and each may be cut after a whole word.
    when
        Only rows whose cells equal these belong to the variable.
    acts_as
        Level at which a city with county rights stands in these rows.
    printed_step
        Rounding of printed numbers, 0 when they are exact; None when totals are not
        compared because sums make no sense.
    zero
        ``impossible`` where the number cannot be zero and a zero is a lost mark.
    """

    variable: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    header: str
    when: dict[str, str] = Field(default_factory=dict)
    acts_as: Literal["gmina", "powiat"] | None = None
    printed_step: float | None = Field(default=None, ge=0)
    zero: Literal["measured", "impossible"] = "measured"


class Headings(_Part):
    """Rows without a code: the country, and voivodeships above their units."""

    country: Pattern
    voivodeship: Pattern


class Table(_Part):
    """One mapping."""

    table: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Text
    reader: Literal["bdl", "tabular"]
    source: str
    columns: tuple[Column, ...] = Field(min_length=1)
    codes: Codes = Codes()
    # The day whose codes and borders the file means: a date, or the last day of its
    # last period, or the day after; by default that of each period.
    codes_on: date | Literal["last_day", "day_after"] | None = None
    marks: dict[str, FlagWords]
    attributes: dict[str, FlagWords] = Field(default_factory=dict)
    duplicates: Literal["merge", "sum"] = "merge"
    file_words: tuple[str, ...] = ()  # in the file's name, of this table only
    decimal: Literal[",", "."] = ","
    sheet: str | None = None
    header_row: int = Field(default=1, ge=1)
    header_rows: int = Field(default=1, ge=1)
    periods: Periods | None = None
    name_header: str | None = None
    region_suffix: bool = False  # names end in _Region to tell namesakes apart
    headings: Headings | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _parts_are_added(self) -> "Table":
        if self.codes.city_parts and self.duplicates != "sum":
            msg = "city_parts are added, so duplicates must be 'sum'"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _complete(self) -> "Table":
        if self.reader == "tabular" and (not self.codes.headers or not self.periods):
            msg = "a tabular mapping needs codes.headers and periods"
            raise ValueError(msg)
        names = [column.variable for column in self.columns]
        if len(set(names)) < len(names):
            msg = "a variable stands twice"
            raise ValueError(msg)
        if self.periods and self.periods.header:
            bare = [c.header for c in self.columns if "{period}" not in c.header]
            if bare:
                msg = f"no {{period}} in {bare}"
                raise ValueError(msg)
        return self

    def mark_flags(self) -> dict[str, int]:
        """Flag of each mark."""
        return {m: flags.from_names(list(w)) for m, w in self.marks.items()}

    def attribute_flags(self) -> dict[str, int]:
        """Flag each attribute adds to its cell."""
        return {a: flags.from_names(list(w)) for a, w in self.attributes.items()}


def read_mapping(path: Path) -> Table:
    """Read one mapping.

    Raises
    ------
    BrokenMapping
        When the file is no YAML, breaks the schema, or is not named by its table.
    """
    try:
        table = Table.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise BrokenMapping(path.name, str(error)) from error
    if table.table != path.stem:
        raise BrokenMapping(path.name, f"table {table.table!r}", expected=path.stem)
    return table


def load_tables(folder: Path | None = None) -> dict[str, Table]:
    """All mappings by name, from ``folder`` or those shipped with the product."""
    return dict(_load_tables(folder or DEFINITIONS / "tables"))


@lru_cache(maxsize=8)
def _load_tables(folder: Path) -> dict[str, Table]:
    tables = [read_mapping(path) for path in sorted(folder.glob("*.yaml"))]
    return {table.table: table for table in tables}


@lru_cache(maxsize=64)
def publisher_of(source: str) -> str:
    """Name of the producer of a source, in Polish; the key when it is not defined."""
    path = DEFINITIONS / "sources" / f"{source}.yaml"
    if not path.is_file():
        return source
    return str(yaml.safe_load(path.read_text(encoding="utf-8"))["producer"]["pl"])
