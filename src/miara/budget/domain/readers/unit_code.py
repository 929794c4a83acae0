"""Which unit a report is about, by the ministry's parts of its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from miara.budget.domain.codes import text_of

__all__ = ["Wanted", "part"]


def part(cell: Any, width: int = 2) -> str:
    """A part of a code; ``-`` and nothing are no part.

    >>> part(6.0), part("06"), part("-")
    ('06', '06', '')
    """
    text = text_of(cell)
    return text.zfill(width) if text.isdigit() else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The unit that is looked for in a file of many.

    Unions share the numbers of a municipality and differ in the type (GT): 1 urban,
    2 rural, 3 urban-rural. A city with county rights reports as the county's number
    with municipality 00 or without one. A town inside an urban-rural municipality
    reports with it, as type 3.

    >>> Wanted("126101").matches("12", "61", "00", "", "2")
    True
    >>> Wanted("120617", "2").matches("12", "06", "17", "Z")
    False
    """

    code: str
    kind: str = ""

    def matches(self, wk: str, pk: str, gk: str, gt: str = "", pt: str = "") -> bool:
        """Whether the parts of a code, as the file writes them, name this unit."""
        if wk + pk != self.code[:4]:
            return False
        number = self.code[4:6]
        if self.is_city_with_county_rights and gk in {"", "00"}:
            return gt in {"", "-", "1"} or pt in {"", "-", "2"}
        if gk != number and (gk not in {"", "00"} or number):
            return False
        kind = {"4": "3", "5": "3"}.get(gt, gt)
        if kind and not kind.isdigit() and kind != "-":
            return False
        return not (self.kind and kind.isdigit() and kind not in {"0", self.kind})

    @property
    def is_city_with_county_rights(self) -> bool:
        """Counties from 61 up are cities."""
        return len(self.code) >= 4 and self.code[2:4] >= "61"
