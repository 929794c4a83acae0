"""The table of all units of a level: chosen, ordered, cut into pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Final

import numpy as np
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from miara.charts import formats
from miara.cube.register import Level
from miara.indicators.presenters import indicator_words as words
from miara.indicators.presenters.tables import Cell, Column, Row, Table
from miara.indicators.queries.indicator_values import Label, Plane, labels
from miara.language import fold
from miara.units import public as units

PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader asked for: ``voivodeship`` is a code, ``kind`` a letter."""

    sort: str = ""
    voivodeship: str = ""
    kind: str = ""
    name: str = ""
    page: str = "1"


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The page of the table with what stands around it."""

    table: Table
    page: Page[int]
    count: int
    period: str
    voivodeships: Sequence[Option]
    kinds: Sequence[Option]
    selection: Selection


def unit_table(
    here: Plane,
    period: int,
    selection: Selection,
    *,
    own: str,
    calculation: Callable[[str], str],
    keep: str = "",
) -> UnitTable:
    """All units of a level in one period.

    Parameters
    ----------
    own
        uid of the unit of the page, marked in its row.
    calculation
        Address of the calculation of a unit's number, from its code.
    keep
        Query string that links to other pages carry on: the pinned day.
    """
    known = labels(here)
    wanted = fold(selection.name)
    chosen = [
        place
        for place, label in enumerate(known)
        if selection.voivodeship in ("", label.voivodeship)
        and selection.kind in ("", label.kind)
        and (not wanted or wanted in fold(label.name))
    ]
    sort = selection.sort if selection.sort.lstrip("-") in _ORDERS else "name"
    ordered = _ordered(here, period, chosen, known, sort)
    page = Paginator(ordered, PAGE).get_page(selection.page)
    kinds = _kind_words(known)
    row = partial(
        _row,
        here,
        period,
        known,
        kinds=kinds,
        own=own,
        calculation=calculation,
        keep=keep,
    )
    table = Table(
        caption=here.definition.title.in_language(words.language()),
        note=_("%(unit)s, %(year)s")
        % {
            "unit": words.unit_title(here.definition.code),
            "year": here.periods[period].label,
        },
        columns=_columns(here, period),
        rows=tuple(row(place) for place in page.object_list),
        sort=sort,
    )
    return UnitTable(
        table=table,
        page=page,
        count=len(ordered),
        period=here.periods[period].label,
        voivodeships=_voivodeships(here.level, known, selection.voivodeship),
        kinds=_kinds(kinds, selection.kind),
        selection=selection,
    )


_ORDERS: Final = ("name", "value", "percentile")


def _ordered(
    here: Plane, period: int, places: list[int], known: Sequence[Label], sort: str
) -> list[int]:
    """Places in the order asked for; units without a number always come last."""
    falling = sort.startswith("-")
    if sort.lstrip("-") == "name":
        return sorted(places, key=lambda i: known[i].order, reverse=falling)
    sign = -1 if falling else 1
    numbers = np.asarray(here.of(sort.lstrip("-"))[period], dtype=np.float64)
    keys = np.where(np.isnan(numbers), inf, sign * numbers)
    return sorted(places, key=lambda i: (keys[i], known[i].order))


def _columns(here: Plane, period: int) -> tuple[Column, ...]:
    columns = [
        Column("name", _("Local government"), sortable=True),
        Column("value", _("Value"), numeric=True, sortable=True),
    ]
    if _has_intervals(here, period):
        columns.append(Column("interval", _("Uncertainty"), numeric=True))
    columns.append(
        Column(
            "percentile",
            _("Higher than (per cent of units)"),
            numeric=True,
            sortable=True,
        )
    )
    return tuple(columns)


def _has_intervals(here: Plane, period: int) -> bool:
    return bool((~np.isnan(here.of("lower")[period])).any())


def _row(
    here: Plane,
    period: int,
    known: Sequence[Label],
    place: int,
    *,
    kinds: Mapping[str, str],
    own: str,
    calculation: Callable[[str], str],
    keep: str,
) -> Row:
    label, cell = known[place], here.cell(period, place)
    definition = here.definition
    value = Cell(reason=words.reason(cell.flag, definition))
    if cell.value is not None:
        value = Cell(
            words.plain(cell.value, definition.decimals), calculation(label.code)
        )
    cells = [
        Cell(label.name, unit_address(label) + keep, note=where(label, kinds)),
        value,
    ]
    if _has_intervals(here, period):
        cells.append(Cell(interval(cell.lower, cell.upper, definition.decimals)))
    rank = "" if cell.percentile is None else words.plain(int(cell.percentile), 0)
    cells.append(Cell(rank))
    return Row(tuple(cells), key=label.uid, own=label.uid == own)


def interval(lower: float | None, upper: float | None, decimals: int) -> str:
    """Two ends of an uncertainty; empty when there are none."""
    if lower is None or upper is None:
        return ""
    return (
        f"{words.plain(lower, decimals)}{formats.NOTHING}{words.plain(upper, decimals)}"
    )


def where(label: Label, kinds: Mapping[str, str]) -> str:
    """Type, county and voivodeship of a unit, to tell namesakes apart."""
    parts = [kinds[label.kind]] if label.kind in kinds else []
    if label.county:
        parts.append(_("%(name)s county") % {"name": label.county})
    if label.voivodeship_name and label.voivodeship != label.code:
        parts.append(label.voivodeship_name)
    return " · ".join(parts)


def unit_address(label: Label) -> str:
    """Address of a unit's own page."""
    return f"{reverse('web:home')}jednostki/{label.address}/"


def _voivodeships(
    level: Level, known: Sequence[Label], chosen: str
) -> tuple[Option, ...]:
    if level is Level.VOIVODESHIP:
        return ()
    found = {label.voivodeship: label.voivodeship_name for label in known}
    return tuple(
        Option(code, name, code == chosen)
        for code, name in sorted(found.items())
        if code
    )


def _kind_words(known: Sequence[Label]) -> dict[str, str]:
    """The word of each type on the list, taken from one unit of each; none of one."""
    examples = {label.kind: label.uid for label in known if label.kind}
    if len(examples) < 2:
        return {}
    facts = units.units_by_uid(examples.values())
    return {letter: facts[uid].type_word for letter, uid in sorted(examples.items())}


def _kinds(words_of: Mapping[str, str], chosen: str) -> tuple[Option, ...]:
    return tuple(
        Option(letter, word, letter == chosen) for letter, word in words_of.items()
    )
