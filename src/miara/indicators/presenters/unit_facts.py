"""Facts about a unit that are no indicator: size, code, history, files."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from miara.charts import formats
from miara.cube.register import Level
from miara.cube.store import Vintage
from miara.indicators.presenters import sentences
from miara.indicators.presenters.unit_links import page_url
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.source_files import SourceFile, load_ids
from miara.indicators.queries.unit_level import RESIDENTS, LevelFacts
from miara.indicators.queries.unit_pages import UnitView
from miara.units import public as units

AREA = ("area_km2", "km²")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known."""

    name: str
    text: str
    url: str = ""


def residents_line(facts: LevelFacts, place: int, language: str) -> list[str]:
    """The latest number of inhabitants with its year; empty when not known."""
    row = facts.block.index_of_indicator.get(RESIDENTS)
    if row is None:
        return []
    series = np.asarray(facts.block.quantity("value")[row, :, place])
    known = np.flatnonzero(~np.isnan(series))
    if not known.size:
        return []
    last = int(known[-1])
    said = sentences.inhabitants(
        float(series[last]), formats.number(float(series[last]), language)
    )
    return [
        _("%(inhabitants)s (%(year)s)")
        % {"inhabitants": said, "year": facts.periods[last].label}
    ]


def facts_of(view: UnitView, language: str) -> list[Fact]:
    """Code, place, area, what happened; each line a whole fact."""
    unit = view.unit
    found = [Fact(_("Code in the register"), _codes(unit))]
    if unit.county is not None:
        found.append(Fact(_("County"), unit.county.name, _url(unit.county)))
    if unit.voivodeship is not None:
        found.append(
            Fact(_("Voivodeship"), unit.voivodeship.name, _url(unit.voivodeship))
        )
    area = _area(view.asked.vintage, unit.uid, language)
    if area:
        found.append(Fact(_("Area"), area))
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
    """Files behind all numbers of a page, series included. One query.

    By publisher and name.
    """
    known, vintage = definitions(), view.asked.vintage
    codes = [v for i in view.facts.indicators for v in known.inputs_of(i.code)]
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


def _area(vintage: Vintage, uid: str, language: str) -> str:
    name, symbol = AREA
    variable = vintage.variables.get(name)
    place = vintage.index_of_unit.get(uid)
    if variable is None or place is None:
        return ""
    known = [v for v in variable.values[:, place].tolist() if not np.isnan(v)]
    return f"{formats.number(known[-1], language, 1)}\u00a0{symbol}" if known else ""


def _url(unit: units.UnitRef) -> str:
    return page_url(f"{unit.code}-{units.slug(unit.name)}")
