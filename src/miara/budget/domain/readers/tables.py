"""Tables of lines: ledger exports, Rb-27S and Rb-28S as CSV or XLSX, resolutions, and
the ministry's list of shares in income tax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from miara.budget.domain import codes
from miara.budget.domain.codes import BadCode, text_of
from miara.budget.domain.findings import Grave, Notes, stops
from miara.budget.domain.lines import BudgetLine, FileKind, Key, Reading, Side
from miara.budget.domain.money import Cell, NotAnAmount, amount
from miara.budget.domain.readers.columns import FIELDS, KEY_WORDS, columns_of
from miara.budget.domain.readers.grid import BadTable, Grid, cells_of, headed, plain
from miara.budget.domain.readers.unit_code import Wanted, part

__all__ = ["read_lines", "read_table"]

_TOTAL_WORDS = frozenset({"razem", "ogolem", "suma", "total"})
#: Where a table has one column of plan, what it means depends on the report.
_PLAN_IS_CHANGED = frozenset({FileKind.RB27S, FileKind.RB28S, FileKind.MF_PIT})


def read_table(content: bytes) -> Grid | BadTable:
    """Headings and rows of a file, or why there are none."""
    try:
        return headed(cells_of(content), KEY_WORDS)
    except BadTable as bad:
        return bad


def read_lines(
    content: bytes,
    kind: FileKind,
    *,
    side: Side,
    wanted: Wanted | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Reading:
    """Lines of a table.

    Parameters
    ----------
    kind
        What the file tells; decides what a single column of plan means.
    side
        Of all lines, unless a column says it of each.
    wanted
        Rows of other units are left out where columns WK, PK, GK tell them.
    chosen
        Columns as a person said, see `columns_of`.

    Returns
    -------
    Reading
        With ``headings`` and the columns taken, also when it stops.
    """
    grid = read_table(content)
    if isinstance(grid, BadTable):
        notes = Notes()
        notes.add(grid.reason, Grave.STOP, detail=grid.detail[:200])
        return Reading(findings=notes.all())
    return _Reader(grid, columns_of(grid.headings, chosen), kind, side, wanted).read()


@dataclass(slots=True)
class _Given:
    """Cells of a row by field; ``cells`` end with an empty one for what is missing."""

    cells: Sequence[Cell]
    places: Mapping[str, int]

    def get(self, field: str) -> Cell:
        return self.cells[self.places[field]]

    def text(self, field: str) -> str:
        return text_of(self.cells[self.places[field]])


#: Columns that together say the classification of a row.
_CODE_FIELDS = ("side", "classification", "division", "chapter", "paragraph", "digit")


class _Codes(NamedTuple):
    """What codes of a row say; ``is_elsewhere``: the chapter is of another division."""

    key: tuple[str, str, str, str, str]
    is_elsewhere: bool = False


class _Reader:
    """One reading of one table."""

    def __init__(
        self,
        grid: Grid,
        places: dict[str, int],
        kind: FileKind,
        side: Side,
        wanted: Wanted | None,
    ) -> None:
        self._grid, self._places, self._kind = grid, places, kind
        self._side, self._wanted = side, wanted
        self._notes = Notes()
        self._at = dict.fromkeys(FIELDS, -1) | places
        self._empty: list[Cell] = [None] * (len(grid.headings) + 1)
        self._codes = [self._at[field] for field in _CODE_FIELDS]
        self._read: dict[tuple[str, ...], _Codes] = {}
        width = codes.paragraph_width(
            self._given(cells).get("paragraph") for _n, cells in grid.rows
        )
        # One column for the digit means that paragraphs have three of their own.
        self._width = 3 if "digit" in places else width
        self._others = 0

    def _given(self, cells: Sequence[Cell]) -> _Given:
        """A row, made as wide as the headings and one cell wider."""
        return _Given([*cells, *self._empty[len(cells) :]], self._at)

    def read(self) -> Reading:
        lines = tuple(self._lines()) if self._is_complete() else ()
        if self._others:
            self._notes.add("OTHER_UNITS", Grave.NOTE, count=self._others)
        if not lines and not self._notes.all():
            self._notes.add("NOTHING_SENT", Grave.STOP)
        return Reading(
            lines=lines,
            findings=self._notes.all(),
            headings=self._grid.headings,
            columns={f: self._grid.headings[at] for f, at in self._places.items()},
            unit_code=self._wanted.code if self._wanted else "",
        )

    def _is_complete(self) -> bool:
        """Whether codes and at least one amount have columns."""
        has = self._places.keys()
        if "classification" not in has:
            for field in ("division", "chapter", "paragraph"):
                if field not in has:
                    self._notes.add("NO_COLUMN", Grave.STOP, field=field)
        if not has & {"planned", "changed", "committed", "executed", "amount"}:
            self._notes.add("NO_COLUMN", Grave.STOP, field="amount")
        return not self._notes.all()

    def _lines(self) -> Iterator[BudgetLine]:
        sums = [0, 0, 0, 0]
        for number, cells in self._grid.rows:
            given = self._given(cells)
            if not self._is_wanted(given):
                self._others += 1
                continue
            if self._is_total(given):
                self._compare(number, given, sums)
                continue
            try:
                line = self._line(number, given)
            except BadCode as error:
                self._notes.add("BAD_CODE", Grave.STOP, number, text=str(error)[:60])
                continue
            except NotAnAmount as error:
                self._notes.add("BAD_AMOUNT", Grave.STOP, number, text=str(error)[:60])
                continue
            sums[0] += line.planned
            sums[1] += line.changed
            sums[2] += line.committed
            sums[3] += line.executed
            yield line

    def _is_wanted(self, given: _Given) -> bool:
        if self._wanted is None or "wk" not in self._places:
            return True
        wk, pk, gk = (part(given.get(name)) for name in ("wk", "pk", "gk"))
        return self._wanted.matches(wk, pk, gk, given.text("gt"))

    def _is_total(self, given: _Given) -> bool:
        """A row of sums: it says so where others have a code or a name."""
        if given.get("paragraph"):
            return False  # asked first: it spares folding every row of a ledger
        fields = ("division", "classification", "label", "chapter", "task", "office")
        first = text_of(given.cells[0]) if given.cells else ""
        texts = [first, *(given.text(field) for field in fields)]
        return any(set(plain(text).split()[:1]) & _TOTAL_WORDS for text in texts)

    def _line(self, number: int, given: _Given) -> BudgetLine:
        key = Key(
            *self._classification(given), given.text("office"), given.text("task")
        )
        label = given.text("label")[:300]
        return BudgetLine(key, *self._sums(given), label, str(number))

    def _classification(self, given: _Given) -> tuple[str, str, str, str, str]:
        """Codes of a row; those met before are not read again."""
        cells = given.cells
        texts = tuple([text_of(cells[at]) for at in self._codes])
        known = self._read.get(texts)
        if known is None:
            known = self._read[texts] = self._read_codes(texts)
        if known.is_elsewhere:
            chapter, division = known.key[2], known.key[1]
            self._notes.add("CHAPTER_ELSEWHERE", chapter=chapter, division=division)
        return known.key

    def _read_codes(self, texts: tuple[str, ...]) -> _Codes:
        """Codes from cells in the order of `_CODE_FIELDS`."""
        side = self._side_of(texts[0])
        if "division" not in self._places and "classification" in self._places:
            return _Codes((side, *codes.read_whole(texts[1])))
        division, chapter = codes.read_division(texts[2]), codes.read_chapter(texts[3])
        parts = codes.read_paragraph(texts[4], texts[5], width=self._width)
        key = (side, division, chapter, *parts)
        return _Codes(key, is_elsewhere=not chapter.startswith(division))

    def _side_of(self, text: str) -> str:
        said = plain(text)
        if said[:1] in {"d", "w"}:
            return (Side.REVENUE if said[0] == "d" else Side.EXPENDITURE).value
        return self._side.value

    def _sums(self, given: _Given) -> tuple[int, int, int, int]:
        planned, changed = amount(given.get("planned")), amount(given.get("changed"))
        committed, executed = (
            amount(given.get("committed")),
            amount(given.get("executed")),
        )
        if self._kind is FileKind.RESOLUTION and "amount" in self._places:
            planned = changed = amount(given.get("amount"))
        elif "changed" not in self._places:
            # A single plan is the one in force; reports know no other.
            changed = planned
            planned = 0 if self._kind in _PLAN_IS_CHANGED else planned
        return planned, changed, committed, executed

    def _compare(self, number: int, given: _Given, sums: list[int]) -> None:
        if stops(self._notes.all()):
            return  # rows are missing, so nothing can add up
        try:
            said = self._sums(given)
        except NotAnAmount:
            return
        for field, told, made in zip(
            ("planned", "changed", "committed", "executed"), said, sums, strict=True
        ):
            if told and told != made:
                self._notes.add(
                    "TOTAL_DIFFERS",
                    Grave.WARN,
                    number,
                    field=field,
                    told=told,
                    made=made,
                )
