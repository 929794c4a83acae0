"""Texts of a report: what was written from the data, and what the author made of it.

Three texts meet when a report is made anew: the one that the author began from, what
the author wrote, and the one that follows from the data now. Nothing that a person
wrote is ever replaced by a program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["Draft", "SectionState", "shown_text", "state_of"]


class SectionState(StrEnum):
    """How a section stands."""

    GENERATED = "GENERATED"
    EDITED = "EDITED"
    CONFLICT = "CONFLICT"


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
        A table; empty when the section has none.
    """

    code: str
    heading: str
    text: str
    head: tuple[str, ...] = ()
    rows: list[list[Any]] = field(default_factory=list)


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
