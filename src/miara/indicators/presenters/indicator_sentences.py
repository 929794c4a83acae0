"""Sentences about one indicator: the country, one unit, a chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.charts.scales import finite, quantile
from miara.core.templatetags.miara import date_pl
from miara.cube.definitions import Indicator
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.cube.stats.trend import Direction, direction
from miara.cube.store import Vintage
from miara.indicators.presenters import indicator_words as words
from miara.indicators.presenters.sentences import RANGE
from miara.indicators.queries.indicator_values import Cell, Plane

_SPAN: Final = 3  # periods in a row that are told as a span


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit among its likes in one period: how many have a number, are lower,
    are higher."""

    count: int
    below: int
    above: int
    lonely: bool


def standing(vintage: Vintage, here: Plane, period: int, unit: int) -> Standing | None:
    """Place of a unit among its default peers; None without peers or number."""
    value = here.values[period, unit]
    peers = vintage.peers(here.level, here.definition.peer_topic)
    if peers is None or np.isnan(value):
        return None
    members = peers.neighbour[unit]
    members = members[(members >= 0) & (members != unit)]
    among = here.values[period, members]
    known = among[~np.isnan(among)]
    return Standing(
        count=int(known.size),
        below=int((known < value).sum()),
        above=int((known > value).sum()),
        lonely=bool(peers.lonely[unit]),
    )


def standing_sentence(found: Standing | None, level: Level) -> str:
    """ "Lower than 24 of 30 similar municipalities"; empty when nothing is known."""
    if found is None or found.count == 0:
        return ""
    lower = found.above >= found.below
    facts = {"count": found.above if lower else found.below, "all": found.count}
    if found.below == found.above:
        return {
            Level.MUNICIPALITY: _("in the middle of %(all)s similar municipalities"),
            Level.COUNTY: _("in the middle of %(all)s similar counties"),
        }.get(level, _("in the middle of %(all)s similar voivodeships")) % facts
    if lower:
        return {
            Level.MUNICIPALITY: _(
                "lower than %(count)s of %(all)s similar municipalities"
            ),
            Level.COUNTY: _("lower than %(count)s of %(all)s similar counties"),
        }.get(level, _("lower than %(count)s of %(all)s similar voivodeships")) % facts
    return {
        Level.MUNICIPALITY: _(
            "higher than %(count)s of %(all)s similar municipalities"
        ),
        Level.COUNTY: _("higher than %(count)s of %(all)s similar counties"),
    }.get(level, _("higher than %(count)s of %(all)s similar voivodeships")) % facts


def unit_sentence(
    definition: Indicator, name: str, period: Period, cell: Cell, compared: str
) -> str:
    """One unit in one period: value, place among its likes, uncertainty."""
    facts = {
        "name": name,
        "year": period.label,
        "value": words.shown(definition, cell.value),
        "compared": compared,
    }
    if cell.value is None:
        facts["reason"] = words.reason(cell.flag, definition)
        return _("%(name)s, %(year)s: no value – %(reason)s.") % facts
    if cell.lower is not None and cell.upper is not None:
        facts["low"] = words.plain(cell.lower, definition.decimals)
        facts["high"] = words.plain(cell.upper, definition.decimals)
        if compared:
            return (
                _(
                    "%(name)s, %(year)s: %(value)s, %(compared)s; uncertainty "
                    "%(low)s–%(high)s."
                )
                % facts
            )
        return _("%(name)s, %(year)s: %(value)s; uncertainty %(low)s–%(high)s.") % facts
    if compared:
        return _("%(name)s, %(year)s: %(value)s, %(compared)s.") % facts
    return _("%(name)s, %(year)s: %(value)s.") % facts


def country_sentence(definition: Indicator, period: Period, cell: Cell) -> str:
    """The answer for the whole country."""
    return _("Poland, %(year)s: %(value)s.") % {
        "year": period.label,
        "value": words.shown(definition, cell.value),
    }


def spread_sentence(here: Plane, period: int) -> str:
    """How values spread over the units of a level; they are many, or few."""
    ordered = sorted(finite(here.values[period].tolist()))
    definition = here.definition
    facts = {
        "year": here.periods[period].label,
        "count": words.plain(len(ordered), 0),
        "low": words.plain(quantile(ordered, 0.25), definition.decimals),
        "high": words.shown(definition, quantile(ordered, 0.75)),
        "median": words.shown(definition, quantile(ordered, 0.5)),
    }
    return {
        Level.MUNICIPALITY: ngettext(
            "%(year)s: one municipality has a value, %(median)s.",
            "%(year)s: half of the %(count)s municipalities with a value lie between "
            "%(low)s and %(high)s; the middle one has %(median)s.",
            len(ordered),
        ),
        Level.COUNTY: ngettext(
            "%(year)s: one county has a value, %(median)s.",
            "%(year)s: half of the %(count)s counties with a value lie between "
            "%(low)s and %(high)s; the middle one has %(median)s.",
            len(ordered),
        ),
    }.get(
        here.level,
        ngettext(
            "%(year)s: one voivodeship has a value, %(median)s.",
            "%(year)s: half of the %(count)s voivodeships with a value lie between "
            "%(low)s and %(high)s; the middle one has %(median)s.",
            len(ordered),
        ),
    ) % facts


def map_sentence(here: Plane, period: int) -> str:
    """Ends of the map: the lowest and the highest fifth, and what is missing."""
    ordered = sorted(finite(here.values[period].tolist()))
    missing = len(here.units) - len(ordered)
    definition = here.definition
    sentence = _(
        "%(year)s: the lowest fifth has at most %(low)s, the highest fifth at least "
        "%(high)s."
    ) % {
        "year": here.periods[period].label,
        "low": words.shown(definition, quantile(ordered, 0.2)),
        "high": words.shown(definition, quantile(ordered, 0.8)),
    }
    if not missing:
        return sentence
    gap = ngettext(
        "%(count)s unit has no value and is hatched.",
        "%(count)s units have no value and are hatched.",
        missing,
    ) % {"count": words.plain(missing, 0)}
    return f"{sentence} {gap}"


def series_sentence(here: Plane, unit: int, name: str) -> str:
    """From the first to the newest number of a unit, and whether that is a trend."""
    definition = here.definition
    places = np.flatnonzero(~np.isnan(here.values[:, unit]))
    if places.size == 0:
        return _("%(name)s has no value in any year.") % {"name": name}
    first, last = int(places[0]), int(places[-1])
    facts = {
        "name": name,
        "first": here.periods[first].label,
        "last": here.periods[last].label,
        "then": words.shown(definition, float(here.values[first, unit])),
        "now": words.shown(definition, float(here.values[last, unit])),
    }
    if first == last:
        return _("%(name)s: one year so far, %(last)s: %(now)s.") % facts
    said = _("%(name)s: %(then)s in %(first)s, %(now)s in %(last)s.") % facts
    return f"{said} {trend_sentence(here, unit)}"


def start_sentence(start: date) -> str:
    """When what a chart marks began; nothing about what it did."""
    return _("The line marks the start: %(day)s.") % {"day": date_pl(start)}


def trend_sentence(here: Plane, unit: int) -> str:
    """Verdict on the direction since the last break."""
    parts = [
        np.asarray([here.of(name)[unit]], dtype=np.float64)
        for name in ("trend_slope", "trend_lower", "trend_upper")
    ]
    verdict = int(direction(parts[0], parts[1], parts[2])[0])
    start = int(here.of("trend_first")[unit])
    since = here.periods[start].label if start >= 0 else ""
    return {
        Direction.RISING: _("Since %(since)s it almost certainly rises."),
        Direction.FALLING: _("Since %(since)s it almost certainly falls."),
        Direction.STEADY: _("Since %(since)s no direction can be told from chance."),
    }.get(
        Direction(verdict), _("There are too few comparable years to tell a trend.")
    ) % {"since": since}


def country_series_sentence(here: Plane) -> str:
    """How the middle unit of a level changed."""
    definition = here.definition
    first, last = here.known[0], here.known[-1]
    facts = {
        "first": here.periods[first].label,
        "last": here.periods[last].label,
        "then": words.shown(definition, float(np.nanmedian(here.values[first]))),
        "now": words.shown(definition, float(np.nanmedian(here.values[last]))),
    }
    if first == last:
        return _("Numbers of one year are known so far: %(last)s.") % facts
    return (
        _("The middle unit had %(then)s in %(first)s and %(now)s in %(last)s.") % facts
    )


def control_sentence(labels: Sequence[str], signals: Sequence[int]) -> str:
    """Years that ordinary variation does not explain.

    Parameters
    ----------
    labels
        All periods of the series.
    signals
        Places of those that stand out, in order; three in a row or more are told as
        a span.
    """
    if not signals:
        return _("No year stands out from the usual swing of this series.")
    return ngettext(
        "%(years)s stands out from the usual swing of this series.",
        "%(years)s stand out from the usual swing of this series.",
        len(signals),
    ) % {"years": ", ".join(_spans(labels, signals))}


def _spans(labels: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        if len(run) < _SPAN:
            yield from (labels[place] for place in run)
        else:
            yield f"{labels[run[0]]}{RANGE}{labels[run[-1]]}"
