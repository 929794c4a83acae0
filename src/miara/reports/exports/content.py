"""The content of a report as every format of a file wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from miara.budget.public import to_zloty
from miara.reports.domain.drafts import ColumnKind
from miara.reports.domain.kinds import KINDS
from miara.reports.models import Report
from miara.reports.presenters.report import Part, made_sentence, part_shown, title_of

__all__ = ["Paper", "paper_of", "plain_tables"]

Value = str | int | Decimal


@dataclass(frozen=True, slots=True)
class Paper:
    """A report ready to be laid out.

    Attributes
    ----------
    content
        As `miara.reports.domain.content` describes it.
    parts
        Its sections in words.
    is_paged
        Whether each section begins on a page of its own.
    """

    title: str
    unit: str
    made: str
    content: Mapping[str, Any]
    parts: tuple[Part, ...]
    is_paged: bool


def paper_of(report: Report, content: Mapping[str, Any], unit: str) -> Paper:
    """A content in words of the active language."""
    day = date.fromisoformat(content["made_on"])
    return Paper(
        title_of(report, unit),
        unit,
        made_sentence(day, content["vintage"]),
        content,
        tuple(
            part_shown(part, place) for place, part in enumerate(content["sections"], 1)
        ),
        KINDS[report.kind].is_paged,
    )


def plain_tables(
    content: Mapping[str, Any],
) -> dict[int, tuple[str, list[str], list[list[Value]]]]:
    """Tables for machines by the place of their section: heading, heads, rows.

    Amounts are złoty with grosze, counts are whole, per cents are decimals; an empty
    text is a gap.
    """
    found = {}
    for place, part in enumerate(content["sections"], 1):
        table = part["table"]
        if not table:
            continue
        kinds = table.get("kinds") or [ColumnKind.TEXT] * len(table["head"])
        rows = [
            [_plain(kind, value) for kind, value in zip(kinds, row, strict=True)]
            for row in table["rows"]
        ]
        found[place] = (part["heading"], table["head"], rows)
    return found


def _plain(kind: str, value: Any) -> Value:
    if value is None:
        return ""
    if kind == ColumnKind.MONEY and isinstance(value, int):
        return to_zloty(value)
    if kind == ColumnKind.PERCENT and isinstance(value, int | float):
        return Decimal(str(value))
    return value if isinstance(value, int) else str(value)
