"""Rb-NDS and Rb-Z as tables: a symbol, the plan and the execution."""

from __future__ import annotations

import re
from collections.abc import Mapping

from miara.budget.domain.codes import text_of
from miara.budget.domain.findings import Grave, Notes
from miara.budget.domain.lines import Reading, Statement
from miara.budget.domain.money import NotAnAmount, amount
from miara.budget.domain.readers.columns import KEY_WORDS, columns_of
from miara.budget.domain.readers.grid import BadTable, cells_of, headed

__all__ = ["read_statements"]

_SYMBOL = re.compile(r"[A-Z]\d{0,4}(?:\.\d+)*")


def read_statements(
    content: bytes, *, chosen: Mapping[str, str] | None = None
) -> Reading:
    """Rows of a table with symbols such as ``A1``, ``D11`` or ``E``.

    Rows without a symbol are titles and are left out. Totals stand beside their
    parts: nothing is added up here.
    """
    notes = Notes()
    try:
        grid = headed(cells_of(content), KEY_WORDS)
    except BadTable as bad:
        notes.add(bad.reason, Grave.STOP, detail=bad.detail[:200])
        return Reading(findings=notes.all())
    places = columns_of(grid.headings, chosen)
    missing = {"symbol"} - places.keys()
    if not {"executed", "amount"} & places.keys():
        missing.add("executed")
    for field in sorted(missing):
        notes.add("NO_COLUMN", Grave.STOP, field=field)
    found: dict[str, Statement] = {}
    for number, cells in grid.rows if not missing else ():
        told = {f: cells[at] for f, at in places.items() if at < len(cells)}
        symbol = text_of(told.get("symbol")).upper().rstrip(".")
        if _SYMBOL.fullmatch(symbol) is None:
            continue
        if symbol in found:
            notes.add("REPEATED_SYMBOL", Grave.STOP, number, symbol=symbol)
            continue
        try:
            executed = amount(told.get("executed", told.get("amount")))
            planned = amount(told.get("changed", told.get("planned")))
        except NotAnAmount as error:
            notes.add("BAD_AMOUNT", Grave.STOP, number, text=str(error)[:60])
            continue
        label = text_of(told.get("label"))[:300]
        found[symbol] = Statement(symbol, planned, executed, label)
    if not found and not notes.all():
        notes.add("NOTHING_SENT", Grave.STOP)
    columns = {field: grid.headings[at] for field, at in places.items()}
    return Reading(
        statements=tuple(found.values()),
        findings=notes.all(),
        headings=grid.headings,
        columns=columns,
    )
