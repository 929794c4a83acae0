"""Remarks of the check and errors of tables, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.core.numbers import MISSING, format_number
from miara.strategy.domain.checks import Remark
from miara.strategy.domain.pasted import CellError, Fault

__all__ = ["cell_sentence", "number", "remark_sentences"]

_REMARKS: Final[dict[Remark, Promise]] = {
    Remark.BAD_PERIOD: _(
        "“%(period)s” is no period. Write a year (2025) or a quarter (2025-Q1)."
    ),
    Remark.OTHER_FREQUENCY: _(
        "The indicator is kept at another rhythm than the period %(period)s."
    ),
    Remark.NOT_OVER: _("The period %(period)s is not over yet."),
    Remark.BELOW_LOWEST: _(
        "%(value)s is less than the lowest possible value, %(bound)s."
    ),
    Remark.ABOVE_HIGHEST: _(
        "%(value)s is more than the highest possible value, %(bound)s."
    ),
    Remark.TOO_MANY_DECIMALS: _(
        "%(value)s has more decimal places than the indicator keeps (%(decimals)s)."
    ),
    Remark.OTHER_UNIT: _(
        "The value is in “%(given)s”, the indicator is counted in “%(expected)s”."
    ),
    Remark.NEGATIVE_MARGIN: _("A margin of error cannot be negative."),
    Remark.JUMP: _(
        "%(value)s differs from the value before, %(before)s, by more than "
        "%(percent)s percent. Check it and write in the comment why."
    ),
    Remark.SAME_FOR_LONG: _(
        "The value %(value)s is the same for the %(times)s period in a row. Check "
        "whether it was counted anew."
    ),
}
_FAULTS: Final[dict[Fault, Promise]] = {
    Fault.EMPTY: _("The table is empty. Paste it together with its first row."),
    Fault.NO_PERIODS: _(
        "The first row names no period. Write years or quarters above the values."
    ),
    Fault.BAD_PERIOD: _(
        "Cell %(cell)s: “%(text)s” is no period. Write a year (2025) or a quarter "
        "(2025-Q1)."
    ),
    Fault.PERIOD_TWICE: _("Cell %(cell)s: the period %(text)s stands twice."),
    Fault.UNKNOWN_INDICATOR: _(
        "Cell %(cell)s: there is no indicator “%(text)s”. Write its symbol or its "
        "exact name."
    ),
    Fault.INDICATOR_TWICE: _("Cell %(cell)s: the indicator “%(text)s” stands twice."),
    Fault.BAD_NUMBER: _("Cell %(cell)s: “%(text)s” is no number."),
    Fault.BEYOND_HEADINGS: _(
        "Cell %(cell)s: above “%(text)s” there is no heading with a period."
    ),
}
_NUMBERS: Final = {"value", "bound", "before"}


def number(value: Decimal | None, decimals: int | None = None) -> str:
    """A number in the active language, with as many places as it has or as asked."""
    if value is None:
        return MISSING
    if decimals is None:
        exponent = value.normalize().as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(value, decimals, get_language() or "pl")


def remark_sentences(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the check remarked, as kept with a value, in the active language."""
    return [
        str(_REMARKS[Remark(each["remark"])]) % _told(each["facts"])
        for each in findings
    ]


def cell_sentence(error: CellError) -> str:
    """What is wrong with a cell of a table and how to mend it."""
    return str(_FAULTS[error.fault]) % {"cell": error.cell, "text": error.text}


def _told(facts: Mapping[str, str]) -> dict[str, str]:
    return {k: number(Decimal(v)) if k in _NUMBERS else v for k, v in facts.items()}
