"""Facts about a unit that are no indicator: size, code, history, files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.html import format_html
from django.utils.translation import gettext as _

from miara.charts import formats
from miara.core.numbers import NBSP
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.cube.store import NO_ORIGIN, Vintage
from miara.indicators.presenters import sentences
from miara.indicators.presenters.unit_links import (
    WORKING,
    Choice,
    indicator_url,
    page_url,
    report_url,
    root,
)
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.source_files import SourceFile, load_ids
from miara.indicators.queries.unit_level import RESIDENTS, LevelFacts
from miara.indicators.queries.unit_pages import UnitView
from miara.units import public as units

AREA = ("area_km2", "km²")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known; ``code`` is that of the series of a number."""

    name: str
    text: str
    url: str = ""
    code: str = ""
    report_url: str = ""


def residents_line(facts: LevelFacts, place: int, language: str) -> list[str]:
    """The latest number of inhabitants with its year; empty when not known."""
    latest = _residents(facts, place)
    if latest is None:
        return []
    value, period = latest
    said = sentences.inhabitants(value, formats.number(value, language))
    return [_with_year(said, period)]


def linked_headline(
    headline: Sequence[str], view: UnitView, choice: Choice
) -> list[str]:
    """The line under the name; the number of inhabitants leads to its origin."""
    latest = _residents(view.facts, view.place)
    if latest is None:
        return list(headline)
    url = _residents_url(view.unit, choice, latest[1])
    return [
        *headline[:-1],
        format_html('<a class="quiet" href="{}">{}</a>', url, headline[-1]),
    ]


def facts_of(
    view: UnitView, choice: Choice, files: Sequence[SourceFile], language: str
) -> list[Fact]:
    """Code, place, people, area, what happened; each line a whole fact.

    A number leads to its origin, and to the form that says it is wrong; ``files``
    are those behind the page.
    """
    unit = view.unit
    found = [Fact(_("Code in the register"), _codes(unit))]
    if unit.county is not None:
        found.append(Fact(_("County"), unit.county.name, _url(unit.county)))
    if unit.voivodeship is not None:
        found.append(
            Fact(_("Voivodeship"), unit.voivodeship.name, _url(unit.voivodeship))
        )
    latest = _residents(view.facts, view.place)
    if latest is not None:
        value, period = latest
        found.append(
            Fact(
                _("Inhabitants"),
                _with_year(formats.number(value, language), period),
                _residents_url(unit, choice, period),
                RESIDENTS,
                report_url(RESIDENTS, unit, choice, period.label),
            )
        )
    area = _area(view.asked.vintage, unit.uid)
    if area is not None:
        value, period, checksum = area
        size = f"{formats.number(value, language, 1)}{NBSP}{AREA[1]}"
        found.append(
            Fact(
                _("Area"),
                _with_year(size, period),
                _file_url(checksum, files),
                AREA[0],
                report_url(AREA[0], unit, choice, period.label),
            )
        )
    below = (
        len(units.members_of(unit.uid)) if Level.MUNICIPALITY not in unit.levels else 0
    )
    if below:
        found.append(Fact(_("Units directly below"), formats.number(below, language)))
    return found


def events_of(uid: str) -> list[str]:
    """What the register says happened to a unit, as sentences."""
    return [event.sentence for event in units.history_of(uid)]


def files_of(view: UnitView) -> Sequence[SourceFile]:
    """Files behind all numbers of a page, its facts included. One query.

    By publisher and name.
    """
    known, vintage = definitions(), view.asked.vintage
    codes = [v for i in view.facts.indicators for v in known.inputs_of(i.code)]
    codes.append(AREA[0])
    origins = {
        origin.sha256: origin
        for code in dict.fromkeys(codes)
        if code in vintage.variables
        for origin in vintage.variables[code].origins
    }
    rows = load_ids(origins)
    found = [SourceFile(origin, rows.get(sha)) for sha, origin in origins.items()]
    return sorted(found, key=lambda f: (f.origin.publisher, f.origin.file_name))


def _codes(unit: units.UnitFacts) -> str:
    if unit.county_code is None:
        return unit.code
    return _("%(code)s (as a county %(county)s)") % {
        "code": unit.code,
        "county": unit.county_code,
    }


def _residents(facts: LevelFacts, place: int) -> tuple[float, Period] | None:
    """The latest number of inhabitants and its period; None when not known."""
    row = facts.block.index_of_indicator.get(RESIDENTS)
    if row is None:
        return None
    series = np.asarray(facts.block.quantity("value")[row, :, place])
    known = np.flatnonzero(~np.isnan(series))
    if not known.size:
        return None
    last = int(known[-1])
    return float(series[last]), facts.periods[last]


def _residents_url(unit: units.UnitFacts, choice: Choice, period: Period) -> str:
    shown = replace(choice, year=period.start.year)
    return indicator_url(RESIDENTS, unit, shown, WORKING)


def _area(vintage: Vintage, uid: str) -> tuple[float, Period, str] | None:
    """The latest area, its period, and the checksum of its file.

    A sum has the file of its parts; the checksum is empty when there are several.
    """
    variable = vintage.variables.get(AREA[0])
    place = vintage.index_of_unit.get(uid)
    if variable is None or place is None:
        return None
    known = np.flatnonzero(~np.isnan(variable.values[:, place]))
    if not known.size:
        return None
    last = int(known[-1])
    origin = int(variable.source[last, place])
    parts = set(variable.source[last].tolist()) - {NO_ORIGIN}
    if origin == NO_ORIGIN and len(parts) == 1:
        origin = parts.pop()
    checksum = "" if origin == NO_ORIGIN else variable.origins[origin].sha256
    return float(variable.values[last, place]), variable.periods[last], checksum


def _file_url(checksum: str, files: Sequence[SourceFile]) -> str:
    load = next((f.load for f in files if f.origin.sha256 == checksum), None)
    return "" if load is None else f"{root()}zrodla/{load}/"


def _with_year(said: str, period: Period) -> str:
    return _("%(inhabitants)s (%(year)s)") % {"inhabitants": said, "year": period.label}


def _url(unit: units.UnitRef) -> str:
    return page_url(f"{unit.code}-{units.slug(unit.name)}")
