"""Pages of one series to a plane: ids to public codes, attributes to flags."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np

from miara.cube import flags
from miara.cube.flags import FlagArray, FloatArray, has_number
from miara.cube.harvest.attributes import flags_of
from miara.cube.harvest.pages import Page
from miara.cube.loads import Plane
from miara.cube.periods import Frequency, Period
from miara.cube.register import COUNTRY, Level
from miara.cube.sources.codes import Outcome, as_county, as_municipality, resolve
from miara.cube.sources.findings import EXAMPLES, FindingLog
from miara.cube.sources.merging import join_cells

_ID_LENGTHS: Final = (12,)
_NO_ATTRIBUTE = -1


@dataclass(frozen=True, slots=True)
class Series:
    """What is known about a series before its pages are read."""

    bdl_id: int
    code: str
    level: Level
    years: tuple[int, ...]
    frequency: Frequency = Frequency.YEAR
    zero_impossible: bool = False  # a zero is a lost mark of secrecy


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which rows of a reply belong to which unit."""

    codes: tuple[str, ...]  # sorted public codes
    first: tuple[int, ...]  # one row of each
    several: tuple[tuple[str, tuple[int, ...]], ...]  # units of more than one row
    left_out: tuple[tuple[str, int, tuple[int, ...]], ...]  # finding, count, examples


def plane_of(pages: Sequence[Page], series: Series, log: FindingLog) -> Plane:
    """The plane of a whole reply.

    Parameters
    ----------
    pages
        All pages in order; none of them empty of units.
    log
        Gets ``skipped_part``, ``skipped_aggregate``, ``bad_code``, ``merged_rows``,
        ``contradiction``, ``unknown_attribute``, ``unparsed_cell``,
        ``impossible_zero`` and ``empty_period``.

    Returns
    -------
    Plane
        Units in order of their public codes; periods are the years that the reply
        has any cell of. Cells the reply does not have are missing.
    """
    ids = tuple(each for page in pages for each in page.ids)
    names = [each for page in pages for each in page.names]
    layout = _layout(ids, series.level)

    def text(row: int) -> str:
        return f"{ids[row]} {names[row]}".strip()

    for finding, count, rows in layout.left_out:
        for row in rows:
            log.add(finding, text(row), count=0)
        log.add(finding, count=count)
    years, values, states = _grid(pages, ids, series, log)
    periods = tuple(_period(series.frequency, year) for year in years)
    first = np.array(layout.first, dtype=np.intp)
    plane = Plane(
        series.code,
        periods,
        layout.codes,
        np.ascontiguousarray(values[first].T),
        np.ascontiguousarray(states[first].T),
    )
    _join(plane, layout, values=values, states=states, text=text, log=log)
    _tell_empty(plane, series, log)
    return plane


def _period(frequency: Frequency, year: int) -> Period:
    """A year of the bank as a period: a school year by the year it begins in."""
    if frequency is Frequency.SCHOOL_YEAR:
        return Period(frequency, date(year, 9, 1))
    return Period.year(year)


@lru_cache(maxsize=8)
def _layout(ids: tuple[str, ...], level: Level) -> _Layout:
    """Rows by unit. Most series of a level share their ids, so this is cached."""
    rows: dict[str, list[int]] = {}
    left_out: dict[str, list[int]] = {}
    for row, written in enumerate(ids):
        resolved = resolve(written, _ID_LENGTHS)
        code = _ACTS[level](resolved.code)
        # The API never loses zeros, so a shorter id is another thing altogether.
        if resolved.outcome is Outcome.BAD or resolved.repaired:
            left_out.setdefault("bad_code", []).append(row)
        elif resolved.outcome is Outcome.PART:
            left_out.setdefault("skipped_part", []).append(row)
        elif resolved.outcome is Outcome.AGGREGATE:
            left_out.setdefault("skipped_aggregate", []).append(row)
        elif code is None:
            left_out.setdefault("bad_code", []).append(row)
        else:
            rows.setdefault(code, []).append(row)
    codes = tuple(sorted(rows))
    return _Layout(
        codes,
        tuple(rows[code][0] for code in codes),
        tuple((code, tuple(rows[code])) for code in codes if len(rows[code]) > 1),
        tuple(
            (finding, len(places), tuple(places[:EXAMPLES]))
            for finding, places in left_out.items()
        ),
    )


def _as_voivodeship(code: str) -> str | None:
    return code if len(code) == 2 and code != COUNTRY else None


def _as_country(code: str) -> str | None:
    return code if code == COUNTRY else None


_ACTS: Final[dict[Level, Callable[[str], str | None]]] = {
    Level.MUNICIPALITY: as_municipality,
    Level.COUNTY: as_county,
    Level.VOIVODESHIP: _as_voivodeship,
    Level.COUNTRY: _as_country,
}


def _grid(
    pages: Sequence[Page], ids: tuple[str, ...], series: Series, log: FindingLog
) -> tuple[list[int], FloatArray, FlagArray]:
    """Years, and values and flags of shape (row of the reply, year)."""
    every = np.concatenate([page.years for page in pages])
    start = int(every.min()) if every.size else 0
    there = np.bincount(every - start) > 0
    years = (np.flatnonzero(there) + start).tolist()
    places = (np.cumsum(there) - 1)[every - start]
    counts = np.concatenate([page.counts for page in pages])
    rows = np.repeat(np.arange(len(ids)), counts)
    numbers = np.concatenate([page.values for page in pages])
    attributes = np.concatenate([page.attributes for page in pages])
    found, known = flags_of(attributes)

    def cell(at: int) -> str:
        return f"{ids[rows[at]]} {years[places[at]]}"

    for at in np.nonzero(~known)[0].tolist():
        told = attributes[at]
        what = "none" if told == _NO_ATTRIBUTE else str(told)
        log.add("unknown_attribute", f"{cell(at)}: {what}", where=series.code)
    without = has_number(found) & np.isnan(numbers)
    odd = _odd(pages)
    for at in np.nonzero(without)[0].tolist():
        text = f"{cell(at)}: {odd.get(at, 'null')}"
        log.add("unparsed_cell", text, where=series.code)
    found[without] = flags.MISSING
    if series.zero_impossible:
        for at in np.nonzero(has_number(found) & (numbers == 0.0))[0].tolist():
            log.add("impossible_zero", cell(at), where=series.code)
            found[at] = flags.MISSING
    # The API writes 0 beside an attribute that says there is no number.
    numbers = np.where(has_number(found), numbers, np.nan)
    values = np.full((len(ids), len(years)), np.nan)
    states = np.full(values.shape, flags.MISSING, dtype=np.uint8)
    values[rows, places] = numbers
    states[rows, places] = found
    return years, values, states


def _odd(pages: Sequence[Page]) -> dict[int, str]:
    odd: dict[int, str] = {}
    start = 0
    for page in pages:
        odd |= {start + at: text for at, text in page.odd.items()}
        start += page.years.size
    return odd


def _join(
    plane: Plane,
    layout: _Layout,
    *,
    values: FloatArray,
    states: FlagArray,
    text: Callable[[int], str],
    log: FindingLog,
) -> None:
    """Join, in place, the rows of units that changed their type."""
    for code, rows in layout.several:
        both = " + ".join(map(text, rows))
        log.add("merged_rows", f"{code}: {both}")
        unit = bisect_left(plane.unit_codes, code)
        where = np.array(rows, dtype=np.intp)
        here = has_number(states[where])
        count = here.sum(axis=0)
        # Nearly always one row has the number of a year: before or after the change.
        chosen = where[here.argmax(axis=0)]
        years = np.arange(len(plane.periods))
        plane.values[:, unit] = values[chosen, years]
        plane.flags[:, unit] = states[chosen, years]
        alike = (states[where] == states[where[0]]).all(axis=0)
        for t in np.nonzero((count > 1) | ((count == 0) & ~alike))[0]:
            cells = [(float(values[row, t]), int(states[row, t])) for row in rows]
            value, flag, clash = join_cells(cells, adding=False)
            plane.values[t, unit], plane.flags[t, unit] = value, flag
            if clash:
                different = " / ".join(f"{number:g}" for number in clash)
                what = f"{code} {plane.periods[t]}: {different}"
                log.add("contradiction", what, where=plane.variable)


def _tell_empty(plane: Plane, series: Series, log: FindingLog) -> None:
    filled = {
        period.start.year
        for period, row in zip(plane.periods, plane.flags, strict=True)
        if has_number(row).any()
    }
    for year in series.years:
        if year not in filled:
            label = _period(series.frequency, year).label
            log.add("empty_period", label, where=series.code)
