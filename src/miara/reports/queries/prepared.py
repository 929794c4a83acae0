"""Statements that the ORM puts together once and pages ask many times.

A page of the chain asks twenty small questions that are always the same; putting them
together anew took longer than the database took to answer them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

__all__ = ["IDS", "UNIT", "YEAR", "Prepared"]

#: Marks that stand in a statement for what is asked; never values of a row. The year is
#: within its column: a number beyond it would make the statement an empty one.
UNIT: Final = "\x1aunit"
YEAR: Final = 31_999
IDS: Final = (-1_002,)
#: Numbers as one parameter, so that the statement stays the same for any count.
_AMONG: Final = {
    "sqlite": "IN (SELECT value FROM json_each(%s))",
    "postgresql": "= ANY(%s)",
}


class Prepared:
    """One statement over whole numbers and texts, as its columns stand in the database.

    Parameters
    ----------
    make
        Gives a query set of plain values, with `UNIT`, `YEAR` and `IDS` (in one
        ``in`` at most) where the values of a question belong.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._made: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(
        self, unit_uid: str, year: int = 0, ids: Iterable[int] = ()
    ) -> list[tuple[Any, ...]]:
        """Answers for a unit, a year and some numbers; one query, none without them."""
        vendor = connection.vendor
        sql, marks = self._made.get(vendor) or self._put_together(vendor)
        asked: dict[Any, Any] = {UNIT: unit_uid, YEAR: year}
        if IDS[0] in marks:
            numbers = list(ids)
            if not numbers:
                return []
            asked[IDS[0]] = json.dumps(numbers) if vendor == "sqlite" else numbers
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked.get(mark, mark) for mark in marks])
            return cursor.fetchall()

    def _put_together(self, vendor: str) -> tuple[str, tuple[Any, ...]]:
        compiler = self._make().query.get_compiler(connection=connection)
        sql, marks = compiler.as_sql()
        if IDS[0] in marks:
            sql = sql.replace("IN (%s)", _AMONG[vendor])
        self._made[vendor] = sql, tuple(marks)
        return self._made[vendor]
