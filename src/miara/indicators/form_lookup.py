"""Official numbers for rows of results in forms.

A row that points at an indicator takes name, unit of measure and values from the
served numbers; people cannot type over them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.cube.definitions.indicators import Indicator
from miara.indicators.models import PublishedVintage
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.value_cells import Question, Wanted, values_for
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.language.folding import fold
from miara.questionnaires.public import (
    Found,
    Lookup,
    OfficialValue,
    register_lookup,
)
from miara.units import public as units

__all__ = ["describe", "register", "search", "values"]


def register() -> None:
    """Offer the indicators to forms."""
    register_lookup("indicator", Lookup(search, describe, values))


def search(text: str, unit_uid: str, language: str) -> list[Found]:
    """Indicators whose name has every word typed, in the order of the catalogue."""
    words = fold(text).split()
    found = (_found(each, language) for each in definitions().indicators.values())
    return [each for each in found if all(word in fold(each.name) for word in words)]


def describe(code: str, language: str) -> Found | None:
    """The indicator of a code."""
    indicator = definitions().indicators.get(code)
    return None if indicator is None else _found(indicator, language)


def values(
    code: str, unit_uid: str, years: Sequence[str], language: str
) -> list[OfficialValue]:
    """Values of a unit in the years asked; an empty year means the newest one."""
    row = served_vintage()
    if row is None:
        return [_none(year, _("No numbers are published yet.")) for year in years]
    known = _by_year(row, code, unit_uid)
    newest = max(known, default="")
    return [_value(row, year or newest, known, code) for year in years]


def _by_year(row: PublishedVintage, code: str, unit_uid: str) -> dict[str, str]:
    """Number of each year that has one, as canonical text."""
    unit = units.unit_by_uid(unit_uid) if unit_uid else None
    if unit is None:
        return {}
    wanted = [Wanted(unit.uid, level) for level in unit.levels]
    answer = values_for(open_vintage(row), Question(indicators=[code], units=wanted))
    codes = {unit.uid: unit.code}
    return {
        str(cell["period"])[:4]: _text(cell["value"])
        for cell in answer.rows(codes, 0, answer.total)
        if cell["value"] is not None
    }


def _text(number: float) -> str:
    """Enough digits for people, without an exponent."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _value(
    row: PublishedVintage, year: str, known: dict[str, str], code: str
) -> OfficialValue:
    source = _("Miara, indicator %(code)s") % {"code": code}
    if year not in known:
        return _none(year, _("There is no official number for this unit and year."))
    day = timezone.localtime(row.published_at).date() if row.published_at else None
    return OfficialValue(year, known[year], "", source, row.vintage_id, day)


def _none(year: str, reason: str) -> OfficialValue:
    return OfficialValue(year, "", reason, "", "", None)


def _found(indicator: Indicator, language: str) -> Found:
    unit = definitions().units_of_measure.get(indicator.unit_of_measure)
    name = str(indicator.unit_of_measure)
    if unit is not None:
        name = unit.title.in_language(language)
    return Found(indicator.code, indicator.title.in_language(language), name)
