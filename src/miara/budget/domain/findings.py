"""What a reader noticed: where, how grave, and the facts for a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

__all__ = ["MOST_KEPT", "Finding", "Grave", "Notes", "stops"]

#: Of one kind; the rest is only counted, so that a report stays readable.
MOST_KEPT: Final = 50


class Grave(StrEnum):
    """What a finding does to the file."""

    STOP = "STOP"  # the file cannot be taken as it is
    WARN = "WARN"  # taken, somebody should look
    NOTE = "NOTE"  # worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed.

    Attributes
    ----------
    code
        Names the sentence.
    grave
        Whether it stops the import.
    where
        Place in the file as its reader finds it: ``row 14``'s number, a page, a tag;
        empty for the whole file.
    facts
        Plain JSON values that fill the sentence; amounts in grosze.
    """

    code: str
    grave: Grave = Grave.WARN
    where: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For keeping beside the file."""
        return {
            "code": self.code,
            "grave": self.grave.value,
            "where": self.where,
            "facts": dict(self.facts),
        }


class Notes:
    """Findings as they come; those of one kind past `MOST_KEPT` are counted."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._counts: dict[str, int] = {}

    def add(
        self, code: str, grave: Grave = Grave.WARN, where: object = "", /, **facts: Any
    ) -> None:
        """Write one down."""
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] <= MOST_KEPT:
            self._kept.append(Finding(code, grave, str(where), facts))

    def take(self, more: Iterable[Finding]) -> None:
        """Write down what another reader found."""
        for each in more:
            self.add(each.code, each.grave, each.where, **each.facts)

    def all(self) -> tuple[Finding, ...]:
        """Everything kept, and a note of how many more there are."""
        more = [
            Finding("AND_MORE", Grave.NOTE, "", {"of": code, "count": n - MOST_KEPT})
            for code, n in self._counts.items()
            if n > MOST_KEPT
        ]
        return (*self._kept, *more)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether the file cannot be taken."""
    return any(each.grave is Grave.STOP for each in findings)
