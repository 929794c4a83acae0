"""Periods of any frequency: a frequency and the day it starts."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering
from typing import Self


class Frequency(StrEnum):
    """How long one period lasts. The value stands in files and addresses."""

    YEAR = "A"
    SCHOOL_YEAR = "S"
    QUARTER = "Q"
    MONTH = "M"


_FORMS = (
    (Frequency.YEAR, re.compile(r"^(\d{4})$")),
    (Frequency.SCHOOL_YEAR, re.compile(r"^(\d{4})/(\d{4})$")),
    (Frequency.QUARTER, re.compile(r"^(\d{4})-Q([1-4])$")),
    (Frequency.MONTH, re.compile(r"^(\d{4})-(\d{2})$")),
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of time, named by its frequency and first day.

    >>> Period.year(2024).label
    '2024'
    >>> Period.parse("2024-Q3").start
    datetime.date(2024, 7, 1)
    >>> Period.parse("2023/2024").end
    datetime.date(2024, 9, 1)
    """

    frequency: Frequency
    start: date

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year."""
        return cls(Frequency.YEAR, date(year, 1, 1))

    @classmethod
    def parse(cls, label: str) -> Self:
        """Read a label such as ``2024``, ``2023/2024``, ``2024-Q3`` or ``2024-07``.

        Raises
        ------
        ValueError
            When the text is none of the four forms.
        """
        for frequency, form in _FORMS:
            match = form.match(label)
            if match is None:
                continue
            year = int(match[1])
            if frequency is Frequency.YEAR:
                return cls(frequency, date(year, 1, 1))
            if frequency is Frequency.SCHOOL_YEAR and int(match[2]) == year + 1:
                return cls(frequency, date(year, 9, 1))
            if frequency is Frequency.QUARTER:
                return cls(frequency, date(year, 3 * int(match[2]) - 2, 1))
            if frequency is Frequency.MONTH and 1 <= int(match[2]) <= 12:
                return cls(frequency, date(year, int(match[2]), 1))
        msg = f"not a period: {label!r}; write 2024, 2023/2024, 2024-Q3 or 2024-07"
        raise ValueError(msg)

    @property
    def label(self) -> str:
        """The text that :meth:`parse` reads back."""
        year = self.start.year
        match self.frequency:
            case Frequency.YEAR:
                return f"{year}"
            case Frequency.SCHOOL_YEAR:
                return f"{year}/{year + 1}"
            case Frequency.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case Frequency.MONTH:
                return f"{year}-{self.start.month:02d}"

    @property
    def end(self) -> date:
        """The first day after the period."""
        months = {"A": 12, "S": 12, "Q": 3, "M": 1}[self.frequency.value]
        index = self.start.year * 12 + self.start.month - 1 + months
        return date(index // 12, index % 12 + 1, 1)

    def shifted(self, count: int) -> "Period":
        """The period ``count`` steps of the same frequency later."""
        months = {"A": 12, "S": 12, "Q": 3, "M": 1}[self.frequency.value] * count
        index = self.start.year * 12 + self.start.month - 1 + months
        return Period(self.frequency, date(index // 12, index % 12 + 1, 1))

    def __lt__(self, other: "Period") -> bool:
        return (self.start, self.frequency) < (other.start, other.frequency)

    def __str__(self) -> str:
        return self.label
