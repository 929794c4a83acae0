"""Texts of a report: what was written from the data, and what the author made of it.

Three texts meet when a report is made anew: the one that the author began from, what
the author wrote, and the one that follows from the data now. Nothing that a person
wrote is ever replaced by a program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = [
    "ColumnKind",
    "Draft",
    "Figures",
    "SectionState",
    "shown_text",
    "state_of",
]


class SectionState(StrEnum):
    """How a section stands."""

    GENERATED = "GENERATED"
    EDITED = "EDITED"
    CONFLICT = "CONFLICT"


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    MONEY = "money"  # whole grosze
    COUNT = "count"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Figures:
    """A few large numbers, each with its sentence, and bars with theirs.

    Attributes
    ----------
    numbers
        Pairs: the number as it is written, and what it says.
    title, sentence
        Of the bars; empty without them.
    bars
        Pairs: label and count.
    """

    numbers: tuple[tuple[str, str], ...] = ()
    title: str = ""
    sentence: str = ""
    bars: tuple[tuple[str, int], ...] = ()

    @property
    def stored(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "numbers": [list(pair) for pair in self.numbers],
            "title": self.title,
            "sentence": self.sentence,
            "bars": [list(pair) for pair in self.bars],
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """A section written from the data.

    Attributes
    ----------
    code
        By which the section is found again when the report is made anew.
    text
        Paragraphs, each on a line of its own.
    head, rows
        A table; empty when the section has none. Values are plain: texts, whole grosze,
        counts; None where there is nothing.
    kinds
        What each column holds (`ColumnKind`); texts where it is left out.
    figures
        A few numbers with sentences, and bars; see `Figures`.
    """

    code: str
    heading: str
    text: str
    head: tuple[str, ...] = ()
    rows: list[list[Any]] = field(default_factory=list)
    kinds: tuple[ColumnKind, ...] = ()
    figures: Figures | None = None

    @property
    def table(self) -> dict[str, Any]:
        """The table as it is stored; empty without rows."""
        if not self.rows:
            return {}
        kinds = self.kinds or (ColumnKind.TEXT,) * len(self.head)
        return {"head": list(self.head), "kinds": list(kinds), "rows": self.rows}

    @property
    def stored_figures(self) -> dict[str, Any]:
        """Numbers and bars as they are stored; empty when there are none."""
        return self.figures.stored if self.figures else {}


def state_of(generated: str, basis: str, edited: str | None) -> SectionState:
    """Where a section stands.

    Parameters
    ----------
    generated
        What follows from the data now.
    basis
        What followed from them when the author last looked.
    edited
        What the author wrote; None when the author wrote nothing.

    Examples
    --------
    >>> state_of("nowe", "stare", None).value
    'GENERATED'
    >>> state_of("nowe", "stare", "moje").value
    'CONFLICT'
    >>> state_of("nowe", "nowe", "moje").value
    'EDITED'
    >>> state_of("moje", "stare", "moje").value
    'EDITED'
    """
    if edited is None:
        return SectionState.GENERATED
    if generated in {basis, edited}:
        return SectionState.EDITED
    return SectionState.CONFLICT


def shown_text(generated: str, edited: str | None) -> str:
    """What readers see: the author's text where there is one."""
    return generated if edited is None else edited
