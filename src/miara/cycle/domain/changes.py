"""What a change changed: plain values before and after, only where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

__all__ = ["differences", "plain"]


def plain(value: Any) -> Any:
    """A value as the trail keeps it: text, number, list, None.

    Rows become their own words, days ISO texts, amounts exact texts.

    >>> plain(Decimal("12.50")), plain(date(2026, 3, 1)), plain([Decimal(1)])
    ('12.50', '2026-03-01', ['1'])
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return str(value)


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values that differ, before and after; both empty when nothing does.

    >>> differences({"a": 1, "b": 2}, {"a": 1, "b": 3})
    ({'b': 2}, {'b': 3})
    """
    old = {key: plain(value) for key, value in before.items()}
    new = {key: plain(value) for key, value in after.items()}
    keys = [key for key in new if old.get(key) != new[key]]
    return {key: old.get(key) for key in keys}, {key: new[key] for key in keys}
