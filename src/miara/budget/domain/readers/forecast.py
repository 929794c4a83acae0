"""Tables of the multi-year forecast: rows by year, and undertakings with limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from miara.budget.domain.codes import text_of
from miara.budget.domain.findings import Finding, Grave, Notes
from miara.budget.domain.forecast import Undertaking
from miara.budget.domain.money import Cell, NotAnAmount, amount
from miara.budget.domain.readers.grid import BadTable, Grid, cells_of, headed, plain

__all__ = ["ForecastTable", "NamedUndertaking", "read_forecast", "read_undertakings"]

_KEYS: Final = frozenset({"lp", "l p", "symbol", "kod"})
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_CODE = re.compile(r"\d{1,2}(?:\.(?:\d{1,2}|[a-z]))*")


@dataclass(frozen=True, slots=True)
class ForecastTable:
    """Rows in the order of the file: number, name, and amounts by year in grosze."""

    rows: tuple[tuple[str, str, dict[int, int]], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedUndertaking:
    """An undertaking with its symbol and the unit that answers for it."""

    code: str
    office: str
    undertaking: Undertaking


def read_forecast(content: bytes) -> ForecastTable:
    """Rows of annex 1: the number in the first column, years in headings.

    Rows whose number is no number of the table are titles and are left out; yes and
    no in rows of rules are left out too.
    """
    notes = Notes()
    grid = _grid(content, notes)
    years = _years(grid)
    if not notes.all() and not years:
        notes.add("NO_COLUMN", Grave.STOP, field="year")
    rows: dict[str, tuple[str, str, dict[int, int]]] = {}
    for number, cells in grid.rows if years else ():
        code = _code(cells[0])
        if _CODE.fullmatch(code) is None or _says_yes_or_no(cells, years):
            continue
        if code in rows:
            notes.add("REPEATED_SYMBOL", Grave.STOP, number, symbol=code)
            continue
        sums = _sums(cells, years, number, notes)
        rows[code] = (code, text_of(cells[1])[:300], sums)
    if not rows and not notes.all():
        notes.add("NOTHING_SENT", Grave.STOP)
    return ForecastTable(tuple(rows.values()), notes.all())


def read_undertakings(
    content: bytes,
) -> tuple[list[NamedUndertaking], tuple[Finding, ...]]:
    """Rows of annex 2: symbol, name, unit, period, outlays, limits by year.

    An undertaking is capital unless its row says that it is current.
    """
    notes = Notes()
    grid = _grid(content, notes)
    years, places = _years(grid), _places(grid)
    for field in ("name", "first", "last", "total"):
        if field not in places and not any(n.grave is Grave.STOP for n in notes.all()):
            notes.add("NO_COLUMN", Grave.STOP, field=field)
    found = []
    for number, cells in grid.rows if not notes.all() else ():
        try:
            found.append(_undertaking(cells, places, years))
        except (NotAnAmount, ValueError) as error:
            notes.add("BAD_AMOUNT", Grave.STOP, number, text=str(error)[:60])
    if not found and not notes.all():
        notes.add("NOTHING_SENT", Grave.STOP)
    return found, notes.all()


def _grid(content: bytes, notes: Notes) -> Grid:
    try:
        return headed(cells_of(content), _KEYS)
    except BadTable as bad:
        notes.add(bad.reason, Grave.STOP, detail=bad.detail[:200])
        return Grid((), ())


def _years(grid: Grid) -> dict[int, int]:
    """Place of each year."""
    found: dict[int, int] = {}
    for place, heading in enumerate(grid.headings):
        told = _YEAR.search(heading)
        if told and int(told[1]) not in found:
            found[int(told[1])] = place
    return found


def _code(cell: Cell) -> str:
    return text_of(cell).rstrip(".").lower()


def _says_yes_or_no(cells: Sequence[Cell], years: dict[int, int]) -> bool:
    texts = {plain(text_of(cells[at])) for at in years.values() if at < len(cells)}
    return bool(texts & {"tak", "nie"})


def _sums(
    cells: Sequence[Cell], years: dict[int, int], number: int, notes: Notes
) -> dict[int, int]:
    found = {}
    for year, place in years.items():
        cell = cells[place] if place < len(cells) else None
        if not text_of(cell) or plain(text_of(cell)) == "x":
            continue
        if "%" in text_of(cell):
            continue
        try:
            found[year] = amount(cell)
        except NotAnAmount:
            # Ratios of the rules have four places; they are worked out here anew.
            notes.add("NOT_MONEY", Grave.NOTE, number, text=text_of(cell)[:60])
    return found


def _places(grid: Grid) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(grid.headings):
        words = plain(heading)
        tokens = set(words.split())
        field = (
            "liabilities"
            if "zobowiazan" in tokens
            else "total"
            if "naklady" in tokens
            else "first"
            if "od" in tokens
            else "last"
            if "do" in tokens
            else "name"
            if "nazwa" in tokens
            else "office"
            if "jednostka" in tokens
            else "kind"
            if "rodzaj" in tokens
            else ""
        )
        if field and not _YEAR.search(heading):
            found.setdefault(field, place)
    return found


def _undertaking(
    cells: Sequence[Cell], places: dict[str, int], years: dict[int, int]
) -> NamedUndertaking:
    def cell(field: str) -> Cell:
        place = places.get(field, -1)
        return cells[place] if 0 <= place < len(cells) else None

    limits = {
        year: amount(cells[place])
        for year, place in years.items()
        if place < len(cells) and text_of(cells[place])
    }
    undertaking = Undertaking(
        name=text_of(cell("name"))[:500],
        is_capital=not plain(text_of(cell("kind"))).startswith("b"),
        first_year=int(text_of(cell("first"))),
        last_year=int(text_of(cell("last"))),
        total=amount(cell("total")),
        limits=limits,
        liabilities=amount(cell("liabilities")),
    )
    return NamedUndertaking(
        text_of(cells[0])[:60], text_of(cell("office"))[:200], undertaking
    )
