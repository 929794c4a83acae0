"""Remarks of the check and errors of tables, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.core.numbers import MISSING, format_number
from miara.strategy.domain.answers import AnswerError, AnswerFault
from miara.strategy.domain.checks import Remark
from miara.strategy.domain.pasted import CellError, Fault

__all__ = ["answer_sentence", "cell_sentence", "number", "remark_sentences"]

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
_ANSWERS: Final[dict[AnswerFault, Promise]] = {
    AnswerFault.EMPTY: _(
        "The file is empty, or its first row is. Write the questions in the first row."
    ),
    AnswerFault.NO_ROWS: _(
        "Below the first row there is nothing. One row is one person."
    ),
    AnswerFault.TOO_MANY_ROWS: _(
        "Cell %(cell)s: the file has more than %(text)s people. Split it in two."
    ),
    AnswerFault.TOO_MANY_COLUMNS: _(
        "Cell %(cell)s: the file has more than %(text)s columns. Leave those that are "
        "needed."
    ),
    AnswerFault.NO_HEADING: _("Cell %(cell)s: the column has no heading. Write one."),
    AnswerFault.HEADING_TWICE: _(
        "Cell %(cell)s: the heading “%(text)s” stands twice. Change one of them."
    ),
    AnswerFault.NO_SUCH_WEIGHT: _(
        "There is no column “%(text)s”. Write the heading of the column of weights as "
        "it stands in the first row, or leave the field empty."
    ),
    AnswerFault.BAD_WEIGHT: _(
        "Cell %(cell)s: the weight “%(text)s” is no number. Write one such as 0,85."
    ),
    AnswerFault.NEGATIVE_WEIGHT: _(
        "Cell %(cell)s: the weight %(text)s is negative. Write a number from 0 up."
    ),
    AnswerFault.NO_WEIGHT: _(
        "Cell %(cell)s: the weight is missing. Write it, or 0 when the person is not "
        "to count."
    ),
    AnswerFault.TOO_LONG_ROW: _(
        "Cell %(cell)s: above “%(text)s” there is no heading. A separator may stand "
        "inside an answer; put such answers in quotation marks."
    ),
    AnswerFault.NO_QUESTION: _(
        "No column is a question with answers to choose from. A question has at most "
        "30 different answers, or 101 when they are numbers."
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


def answer_sentence(error: AnswerError) -> str:
    """What is wrong with a file of answers and how to mend it."""
    return str(_ANSWERS[error.fault]) % {"cell": error.cell, "text": error.text}


def _told(facts: Mapping[str, str]) -> dict[str, str]:
    return {k: number(Decimal(v)) if k in _NUMBERS else v for k, v in facts.items()}
