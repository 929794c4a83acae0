"""One page of a reply: checked, and its cells in flat arrays."""

import gc
import re
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.harvest.plan import PAGE_SIZE

_PAGE = re.compile(r"[?&]page=(\d+)")
_VALUES, _YEAR = itemgetter("values"), itemgetter("year")
_VALUE, _ATTRIBUTE = itemgetter("val"), itemgetter("attrId")


class PageFault(Exception):
    """A reply that cannot be what was asked for; asking again may help."""


@dataclass(frozen=True, slots=True)
class Page:
    """The units and cells of one page.

    Attributes
    ----------
    total
        Units of the whole reply, as this page states it.
    last_update
        When the series changed, as this page states it; empty when it does not.
    counts
        Cells of each unit; the flat arrays hold them one unit after another.
    values
        NaN where the reply has no number.
    attributes
        -1 where the reply has none.
    odd
        Texts of values that are neither numbers nor null, by place.
    """

    number: int
    total: int
    last_update: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    counts: NDArray[np.int64]
    years: NDArray[np.int64]
    values: FloatArray
    attributes: NDArray[np.int64]
    odd: dict[int, str]


def read_page(body: bytes, variable: int, number: int) -> Page:
    """Read one page and check that it is the one asked for.

    Raises
    ------
    PageFault
        When the body is cut or of another shape, or of another page or series.
    """
    reply = parse_object(body)
    _check_identity(reply, variable, number)
    results = reply.get("results")
    total = reply.get("totalRecords")
    if not isinstance(results, list) or type(total) is not int:
        msg = "no results or no number of records"
        raise PageFault(msg)
    try:
        return _page(reply, results, number)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        msg = f"a result of unknown shape ({type(error).__name__}: {error})"
        raise PageFault(msg) from error


def parse_object(body: bytes) -> dict[str, Any]:
    """A JSON object.

    Raises
    ------
    PageFault
        When the bytes are none, for instance because the end is missing.
    """
    # Thousands of small dicts at once set off collections that find nothing.
    collects = gc.isenabled()
    gc.disable()
    try:
        reply = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        msg = f"cut or broken body of {len(body)} bytes: {error}"
        raise PageFault(msg) from error
    finally:
        if collects:
            gc.enable()
    if not isinstance(reply, dict):
        msg = "not an object"
        raise PageFault(msg)
    return reply


def check_place(page: Page, first: Page, seen: set[str]) -> None:
    """Check a page against those before it.

    Parameters
    ----------
    first
        Page 0 of the same reply (``page`` itself when that is what it is).
    seen
        Ids of units on the pages before.

    Raises
    ------
    PageFault
        When the page repeats units, is too short or long, or states another total
        or another day of change than the first.
    """
    total = first.total
    if page.total != total:
        msg = f"{page.total} records in all, {total} on the first page"
        raise PageFault(msg)
    if page.last_update != first.last_update:
        msg = f"changed at {page.last_update}, first page at {first.last_update}"
        raise PageFault(msg)
    if not seen.isdisjoint(page.ids) or len(set(page.ids)) != len(page.ids):
        msg = "units of an earlier page once more"
        raise PageFault(msg)
    due = min(PAGE_SIZE, total - page.number * PAGE_SIZE)
    if len(page.ids) != due:
        msg = f"{len(page.ids)} units where {due} are due of {total}"
        raise PageFault(msg)


def check_years(page: Page, years: tuple[int, ...]) -> None:
    """Check that the cells are of the years asked for, ascending in ``years``.

    Raises
    ------
    PageFault
        When a cell is of an earlier or a later year.
    """
    if page.years.size and not (
        years[0] <= page.years.min() and page.years.max() <= years[-1]
    ):
        msg = f"years {page.years.min()}-{page.years.max()} were not asked for"
        raise PageFault(msg)


def page_count(total: int) -> int:
    """Pages of a reply of ``total`` units; an empty one has one page."""
    return max(1, -(-total // PAGE_SIZE))


def _check_identity(reply: dict[str, Any], variable: int, number: int) -> None:
    """Compare what the reply says about itself, where it says anything."""
    told = reply.get("variableId", variable)
    if str(told) != str(variable):
        msg = f"variable {told} instead of {variable}"
        raise PageFault(msg)
    links = reply.get("links")
    own = links.get("self") if isinstance(links, dict) else None
    places = [reply.get("page")]
    if isinstance(own, str):
        told_page = _PAGE.search(own)
        places.append(told_page[1] if told_page else "0")
    for place in places:
        if place is not None and str(place) != str(number):
            msg = f"page {place} instead of {number}"
            raise PageFault(msg)


def _page(reply: dict[str, Any], results: list[Any], number: int) -> Page:
    ids = tuple([result["id"] for result in results])
    if not set(map(type, ids)) <= {str}:
        msg = "an id that is no text"
        raise TypeError(msg)
    lists = list(map(_VALUES, results))
    cells = list(chain.from_iterable(lists))
    counts = np.array(list(map(len, lists)), dtype=np.int64)
    try:
        values, attributes = list(map(_VALUE, cells)), list(map(_ATTRIBUTE, cells))
    except KeyError:
        values = [cell.get("val") for cell in cells]
        attributes = [cell.get("attrId") for cell in cells]
    numbers, odd = _numbers(values)
    return Page(
        number=number,
        total=reply["totalRecords"],
        last_update=str(reply.get("lastUpdate") or ""),
        ids=ids,
        names=tuple([result.get("name", "") for result in results]),
        counts=counts,
        years=_years(list(map(_YEAR, cells)), counts),
        values=numbers,
        attributes=_whole(attributes),
        odd=odd,
    )


def _years(years: list[Any], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Years of all cells; nearly always each unit has the same ones."""
    width = int(counts[0]) if counts.size else 0
    if years == years[:width] * counts.size:
        head = np.array(list(map(int, years[:width])), dtype=np.int64)
        return np.tile(head, counts.size)
    return np.array(list(map(int, years)), dtype=np.int64)


def _numbers(values: list[Any]) -> tuple[FloatArray, dict[int, str]]:
    array = np.array(values) if values else np.zeros(0)
    if array.dtype.kind in "if":
        return array.astype(np.float64), {}
    numbers = np.full(len(values), np.nan)
    odd = {}
    for at, value in enumerate(values):
        if type(value) in {int, float}:
            numbers[at] = value
        elif value is not None:
            odd[at] = repr(value)
    return numbers, odd


def _whole(attributes: list[Any]) -> NDArray[np.int64]:
    array = np.array(attributes) if attributes else np.zeros(0, dtype=np.int64)
    if array.dtype.kind == "i":
        return array.astype(np.int64)
    return np.array(
        [each if type(each) is int else -1 for each in attributes], dtype=np.int64
    )
