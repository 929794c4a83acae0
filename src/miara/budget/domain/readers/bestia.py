"""Pages of the ministry's API of reports, saved as they came.

Traps met: pages asked for without a sort repeat some rows and lose others; numbers are
texts with spaces and a decimal comma; files begin with a mark of UTF-8; an empty answer
is no content at all; several units share the numbers of a municipality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from miara.budget.domain.codes import (
    BadCode,
    read_chapter,
    read_division,
    read_paragraph,
)
from miara.budget.domain.findings import Grave, Notes
from miara.budget.domain.lines import BudgetLine, Key, Reading, Side, Statement
from miara.budget.domain.money import NotAnAmount, amount
from miara.budget.domain.readers.unit_code import Wanted, part

__all__ = ["pages_of", "read_bestia", "read_bestia_statements"]

_AMOUNTS: Final = {"pl": "changed", "za": "committed", "dw": "executed"}
_OTHER: Final = ("na", "no", "nz", "np")


def pages_of(content: bytes) -> list[Mapping[str, Any]]:
    """Pages of a file: one answer of the API, or a list of answers.

    An empty file is the answer 204: no pages.

    Raises
    ------
    ValueError
        When it is no JSON, or JSON of another shape.
    """
    content = content.removeprefix(b"\xef\xbb\xbf").strip()
    if not content:
        return []
    data = orjson.loads(content)
    pages = data if isinstance(data, list) else [data]
    if not all(isinstance(p, dict) and isinstance(p.get("data"), list) for p in pages):
        msg = "no data"
        raise ValueError(msg)
    return pages


def read_bestia(
    pages: Iterable[Mapping[str, Any]], wanted: Wanted | None, side: Side
) -> Reading:
    """Lines of one unit from pages of ``pozycje-rb27s`` or ``pozycje-rb28s``.

    Parameters
    ----------
    wanted
        The unit; rows that say they are of another are left out and counted.

    Returns
    -------
    Reading
        With a finding that stops when pages lost rows or gave some twice.
    """
    pages, notes = list(pages), Notes()
    rows = _own_rows(pages, wanted, notes)
    lines = []
    for place, row in rows:
        try:
            lines.append(_line(row, side, place))
        except (BadCode, NotAnAmount) as error:
            notes.add("BAD_POSITION", Grave.STOP, place, text=str(error)[:80])
    _tell_paging(pages, lines, notes)
    year, quarter = _period(rows)
    return Reading(
        lines=tuple(lines),
        findings=notes.all(),
        year=year,
        quarter=quarter,
        unit_code=wanted.code if wanted else "",
    )


def read_bestia_statements(
    pages: Iterable[Mapping[str, Any]], wanted: Wanted | None
) -> Reading:
    """Rows of ``pozycje-rbnds`` or ``pozycje-rbztd``: a symbol with amounts."""
    pages, notes = list(pages), Notes()
    found = []
    for place, row in _own_rows(pages, wanted, notes):
        symbol = str(row.get("symbol", "")).strip()
        try:
            executed = amount(row.get("w", row.get("kwota")))
            found.append(
                Statement(
                    symbol, amount(row.get("p")), executed, str(row.get("tekst", ""))
                )
            )
        except NotAnAmount as error:
            notes.add("BAD_POSITION", Grave.STOP, place, text=str(error)[:80])
    twice = [s for s, n in Counter(each.symbol for each in found).items() if n > 1]
    for symbol in twice:
        notes.add("REPEATED_SYMBOL", Grave.STOP, "", symbol=symbol)
    return Reading(statements=tuple(found), findings=notes.all())


def _own_rows(
    pages: list[Mapping[str, Any]], wanted: Wanted | None, notes: Notes
) -> list[tuple[str, Mapping[str, Any]]]:
    if not any(page["data"] for page in pages):
        notes.add("NOTHING_SENT", Grave.STOP)
        return []
    rows = list(_rows(pages))
    own = [each for each in rows if wanted is None or _is_of(each[1], wanted)]
    if len(own) < len(rows):
        notes.add("OTHER_UNITS", Grave.NOTE, count=len(rows) - len(own))
    if not own:
        notes.add("NO_REPORT", Grave.STOP, count=len(rows))
    return own


def _rows(pages: list[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, page in enumerate(pages, 1):
        for at, row in enumerate(page["data"], 1):
            yield f"{number}/{at}", row


def _is_of(row: Mapping[str, Any], wanted: Wanted) -> bool:
    """Rows that do not say whose they are were asked for by unit."""
    told = [row.get(f"jednostka-{name}") for name in ("wk", "pk", "gk")]
    if told[0] is None:
        return True
    wk, pk, gk = map(part, told)
    gt, pt = (str(row.get(f"jednostka-{name}") or "") for name in ("gt", "pt"))
    return wanted.matches(wk, pk, gk, gt, pt)


def _line(row: Mapping[str, Any], side: Side, place: str) -> BudgetLine:
    paragraph, digit = read_paragraph(
        row.get("paragraf"), row.get("finansowanie-paragrafu")
    )
    key = Key(
        side.value,
        read_division(row.get("dzial")),
        read_chapter(row.get("rozdzial")),
        paragraph,
        digit,
    )
    names = {**_AMOUNTS, "ww": "executed"}
    sums = {field: amount(row[tag]) for tag, field in names.items() if tag in row}
    other = {tag.upper(): amount(row[tag]) for tag in _OTHER if tag in row}
    return BudgetLine(
        key,
        changed=sums.get("changed", 0),
        committed=sums.get("committed", 0),
        executed=sums.get("executed", 0),
        place=place,
        other=other,
    )


def _tell_paging(
    pages: list[Mapping[str, Any]], lines: list[BudgetLine], notes: Notes
) -> None:
    """Rows promised by the answer against rows that came, and rows that came twice."""
    promised = {
        int(page["paging"]["totalItems"])
        for page in pages
        if str((page.get("paging") or {}).get("totalItems", "")).isdigit()
    }
    came = sum(len(page["data"]) for page in pages)
    if len(promised) > 1:
        notes.add("PAGES_OF_TWO", Grave.STOP, counts=sorted(promised))
    elif promised and promised != {came}:
        notes.add("ROWS_LOST", Grave.STOP, promised=promised.pop(), came=came)
    repeated = [k for k, n in Counter(line.key for line in lines).items() if n > 1]
    if repeated:
        notes.add("ROWS_TWICE", Grave.STOP, count=len(repeated), code=repeated[0].code)


def _period(rows: list[tuple[str, Mapping[str, Any]]]) -> tuple[int, int]:
    for _place, row in rows:
        year, quarter = str(row.get("okres-rok", "")), str(row.get("okres-okres", ""))
        if year.isdigit():
            return int(year), int(quarter) if quarter.isdigit() else 0
    return 0, 0
