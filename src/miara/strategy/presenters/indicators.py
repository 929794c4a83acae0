"""Local indicators and their values for pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from miara.strategy.models import LocalIndicator, LocalValue
from miara.strategy.permissions import can_approve_value, can_enter_value
from miara.strategy.phrases import number, remark_sentences
from miara.strategy.queries.values import open_values, published_values

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "IndicatorLine",
    "ValueLine",
    "indicator_lines",
    "shown_value",
    "value_lines",
]

NBSP = "\u00a0"
State = LocalValue.State


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its newest published value and what waits."""

    row: LocalIndicator
    newest: str
    period: str
    waiting: int


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A version with its number in words and what the reader may do with it.

    ``acts`` are names of acts by which the page shows buttons; ``refusal`` says why
    the reader may not approve what waits for approval.
    """

    row: LocalValue
    shown: str
    margin: str
    remarks: Sequence[str]
    acts: Sequence[str]
    refusal: str


def indicator_lines(rows: Sequence[LocalIndicator]) -> list[IndicatorLine]:
    """Indicators in the order given. Two queries."""
    published = published_values(row.pk for row in rows)
    waiting: dict[int, int] = {}
    for value in open_values(rows[0].unit_uid) if rows else ():
        waiting[value.indicator_id] = waiting.get(value.indicator_id, 0) + 1
    lines = []
    for row in rows:
        newest = published[row.pk][-1] if row.pk in published else None
        lines.append(
            IndicatorLine(
                row,
                shown_value(row, newest) if newest else "",
                newest.period if newest else "",
                waiting.get(row.pk, 0),
            )
        )
    return lines


def value_lines(
    indicator: LocalIndicator, rows: Iterable[LocalValue], user: User
) -> list[ValueLine]:
    """Versions with what a person may do with each."""
    may_enter = bool(can_enter_value(user, indicator))
    lines = []
    for row in rows:
        row.indicator = indicator
        acts, refusal = _acts(row, user, may_enter=may_enter)
        lines.append(
            ValueLine(
                row=row,
                shown=shown_value(indicator, row),
                margin=number(row.margin) if row.margin else "",
                remarks=remark_sentences(row.findings),
                acts=acts,
                refusal=refusal,
            )
        )
    return lines


def shown_value(indicator: LocalIndicator, row: LocalValue) -> str:
    """A number with its unit of measure, or the word for why there is none."""
    if row.value is None:
        return str(row.get_flag_display())
    return f"{number(row.value, indicator.decimals)}{NBSP}{indicator.measure}"


def _acts(row: LocalValue, user: User, *, may_enter: bool) -> tuple[list[str], str]:
    asked = {
        State.DRAFT: ["accept"] if row.findings else [],
        State.SUBMITTED: ["accept", "return"],
        State.CHECKED: ["approve", "return"],
        State.APPROVED: ["publish", "return"],
    }.get(State(row.state))
    if asked is None:
        return [], ""
    own = ["submit"] if row.state == State.DRAFT and may_enter else []
    if not asked:
        return own, ""
    decision = can_approve_value(user, row)
    return [*own, *(asked if decision else [])], "" if decision else decision.reason
