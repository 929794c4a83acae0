"""Charts of one indicator, drawn alike for pages, files and embedding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from miara import charts
from miara.charts.scales import finite, quantile
from miara.core.templatetags.miara import date_pl
from miara.cube.flags import BREAK_BEFORE, ESTIMATED, PROVISIONAL
from miara.cube.periods import Period
from miara.cube.register import COUNTRY, Level
from miara.cube.store import Vintage
from miara.indicators.presenters import indicator_sentences as sentences
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_values import Plane, number, numbers, plane
from miara.units import public as units

_MOST_AHEAD: Final = 3
_LEAST_YEARS: Final = 2  # a line needs two ends
WIDE: Final = 640
NARROW: Final = 360  # for a telephone: the same numbers, words as large


class ChartKind(StrEnum):
    """A chart of an indicator; the value is the last part of its address."""

    MAP = "mapa"
    TIME = "czas"
    DISTRIBUTION = "rozklad"
    CONTROL = "zmiennosc"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chart is about: an indicator at a level in a period, maybe of a unit.

    ``period`` and ``unit`` are places on the axes of ``here``; ``uid`` and the names
    are empty without a unit. ``short`` is the name where there is little room, and
    ``width`` that of the picture in pixels. ``start`` is a day on which something of
    the unit began, marked on the time line. ``tag`` tells pictures of a page apart.
    """

    vintage: Vintage
    here: Plane
    period: int
    unit: int | None = None
    uid: str = ""
    name: str = ""
    short: str = ""
    width: int = WIDE
    start: date | None = None
    tag: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether words beside lines have to be short."""
        return self.width < WIDE

    @property
    def label(self) -> str:
        """The name as the width allows."""
        return (self.is_narrow and self.short) or self.name

    @property
    def mark(self) -> str:
        """What tells ids of a narrow picture from those of the wide one."""
        return "-narrow" if self.is_narrow else ""

    @property
    def title(self) -> str:
        """The indicator's title."""
        return self.here.definition.title.in_language(words.language())

    @property
    def year(self) -> str:
        """Label of the period."""
        return self.here.periods[self.period].label


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with the sentence that says the same."""

    chart: charts.Chart
    sentence: str
    title: str


def draw(kind: ChartKind, subject: Subject) -> Drawn | None:
    """One chart; None when there is nothing to draw.

    Nothing: a line of a single year, a control chart without a unit or with too few
    years, a map without boundaries.
    """
    maker: Callable[[Subject], Drawn | None] = {
        ChartKind.MAP: _map,
        ChartKind.TIME: _time,
        ChartKind.DISTRIBUTION: _distribution,
        ChartKind.CONTROL: _control,
    }[kind]
    return maker(subject)


def _map(subject: Subject) -> Drawn | None:
    here = subject.here
    shapes = units.shapes(here.level)
    if shapes is None:
        return None
    place = here.block.index_of_unit
    row = here.values[subject.period]
    values = {
        uid: float(row[place[uid]]) if uid in place else None for uid in shapes.paths
    }
    title = _("%(title)s, %(year)s") % {"title": subject.title, "year": subject.year}
    sentence = sentences.map_sentence(here, subject.period)
    chart = charts.choropleth(
        charts.Map(
            uid="map",
            title=title,
            description=sentence,
            shapes=shapes.paths,
            values=values,
            view_box=(0, 0, shapes.width, shapes.height),
            counties=_borders(here.level, Level.COUNTY),
            voivodeships=_borders(here.level, Level.VOIVODESHIP),
            own=subject.uid,
            missing_label=_("no data"),
            unit_of_measure=words.unit_title(here.definition.code),
        ),
        show=lambda value: words.plain(value, here.definition.decimals),
    )
    return Drawn(chart, sentence, title)


def _borders(level: Level, of: Level) -> tuple[str, ...]:
    """Borders of larger units, none where they are the shapes themselves."""
    order = (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP)
    if order.index(of) <= order.index(level):
        return ()
    shapes = units.shapes(of)
    return () if shapes is None else tuple(shapes.paths.values())


def _distribution(subject: Subject) -> Drawn | None:
    here, definition = subject.here, subject.here.definition
    row = here.values[subject.period].tolist()
    ordered = sorted(finite(row))
    if not ordered:
        return None
    own = None if subject.unit is None else number(row[subject.unit])
    title = _("Distribution: %(title)s, %(year)s") % {
        "title": subject.title,
        "year": subject.year,
    }
    sentence = sentences.spread_sentence(here, subject.period)
    if subject.unit is not None:
        cell = here.cell(subject.period, subject.unit)
        said = sentences.unit_sentence(
            definition, subject.name, here.periods[subject.period], cell, ""
        )
        sentence = f"{sentence} {said}"
    chart = charts.distribution(
        charts.Distribution(
            uid=f"distribution{subject.mark}",
            title=title,
            description=sentence,
            marks=[
                charts.Mark(uid, value)
                for uid, value in zip(here.units, row, strict=True)
            ],
            own=subject.uid,
            own_label=(
                f"{subject.label}: {words.shown(definition, own)}"
                if own is not None
                else ""
            ),
            median_label=_("median %(value)s")
            % {"value": words.shown(definition, quantile(ordered, 0.5))},
            count_label=_("number of units"),
            unit_of_measure=words.unit_title(definition.code),
        ),
        tick=words.ticks(definition),
        width=subject.width,
        count=lambda value: words.plain(value, 0),
    )
    return Drawn(chart, sentence, title)


def _time(subject: Subject) -> Drawn | None:
    if subject.unit is not None:
        return _time_of_unit(subject, subject.unit)
    return _time_of_country(subject)


def _time_of_unit(subject: Subject, unit: int) -> Drawn | None:
    here = subject.here
    span = series_span(here, unit)
    if span is None or span.stop - span.start < _LEAST_YEARS:
        return None

    def row(name: str) -> list[float | None]:
        return numbers(here.of(name)[span, unit]) + [None] * len(ahead)

    periods = list(here.periods[span])
    ahead = ahead_of(periods[-1], subject.start)
    flags = here.flags[span, unit]
    uncertain = [i for i, flag in enumerate(flags) if flag & (ESTIMATED | PROVISIONAL)]
    sentence = sentences.series_sentence(here, unit, subject.name)
    if subject.start:
        sentence = f"{sentence} {sentences.start_sentence(subject.start)}"
    title = _("%(title)s over time") % {"title": subject.title}
    chart = charts.timeline(
        charts.Timeline(
            uid=f"time{subject.tag}{subject.mark}",
            title=f"{title}: {subject.name}",
            description=sentence,
            periods=[period.label for period in (*periods, *ahead)],
            values=row("value"),
            lower=row("lower"),
            upper=row("upper"),
            q10=row("peer_q10"),
            q25=row("peer_q25"),
            median=row("peer_median"),
            q75=row("peer_q75"),
            q90=row("peer_q90"),
            breaks=breaks_in(here, span, unit),
            uncertain=uncertain,
            start=_mark_of((*periods, *ahead), subject.start),
            words=charts.Words(
                unit=subject.short or subject.name,
                median=_("median") if subject.is_narrow else _("median of similar"),
            ),
            unit_of_measure=words.unit_title(here.definition.code),
        ),
        tick=words.ticks(here.definition),
        width=subject.width,
    )
    return Drawn(chart, sentence, title)


def ahead_of(last: Period, start: date | None) -> list[Period]:
    """Periods without numbers yet, up to that of a start that lies ahead."""
    found: list[Period] = []
    while start and start >= last.end and len(found) < _MOST_AHEAD:
        last = last.shifted(1)
        found.append(last)
    return found


def _mark_of(periods: Sequence[Period], start: date | None) -> tuple[float, str] | None:
    """Where a start lies among periods, whose numbers stand in their middles."""
    for place, period in enumerate(periods if start else ()):
        assert start is not None  # else there is nothing to go through
        if period.start <= start < period.end:
            passed = (start - period.start) / (period.end - period.start)
            within = min(max(place - 0.5 + passed, 0), len(periods) - 1)
            return within, _("start %(day)s") % {"day": date_pl(start, "short")}
    return None


def _time_of_country(subject: Subject) -> Drawn | None:
    here = subject.here
    span = slice(here.known[0], here.known[-1] + 1)
    if span.stop - span.start < _LEAST_YEARS:
        return None
    decile = here.of("decile")[span]
    whole = plane(subject.vintage, here.definition.code, Level.COUNTRY)
    country: list[float | None] = []
    if whole is not None and (at := whole.unit_place(COUNTRY)) is not None:
        column = {period: whole.values[i, at] for i, period in enumerate(whole.periods)}
        country = numbers(
            [float(column.get(period, np.nan)) for period in here.periods[span]]
        )
    values = country or [None] * len(decile)
    sentence = sentences.country_series_sentence(here)
    title = _("%(title)s over time") % {"title": subject.title}
    known_country = any(value is not None for value in values)
    chart = charts.timeline(
        charts.Timeline(
            uid=f"time{subject.mark}",
            title=title,
            description=sentence,
            periods=[period.label for period in here.periods[span]],
            values=values,
            q10=numbers(decile[:, 0]),
            median=numbers(decile[:, 4]),
            q90=numbers(decile[:, 8]),
            breaks=breaks_in(here, span, None),
            words=charts.Words(
                unit=_("Poland") if known_country else "", median=_("median")
            ),
            unit_of_measure=words.unit_title(here.definition.code),
        ),
        tick=words.ticks(here.definition),
        width=subject.width,
    )
    return Drawn(chart, sentence, title)


def _control(subject: Subject) -> Drawn | None:
    here, unit = subject.here, subject.unit
    if unit is None or np.isnan(here.of("xmr_centre")[unit]):
        return None
    span = series_span(here, unit)
    if span is None:
        return None
    values = numbers(here.values[span, unit])
    signals = np.flatnonzero(here.of("xmr_signal")[span, unit]).tolist()
    sentence = sentences.control_sentence(
        [period.label for period in here.periods[span]], signals
    )
    title = _("Is a change more than the usual swing?")
    chart = charts.control_chart(
        charts.ControlChart(
            uid=f"control{subject.mark}",
            title=f"{title} {subject.title}: {subject.name}",
            description=sentence,
            periods=[period.label for period in here.periods[span]],
            values=values,
            centre=float(here.of("xmr_centre")[unit]),
            lower=float(here.of("xmr_lower")[unit]),
            upper=float(here.of("xmr_upper")[unit]),
            signals=signals,
            breaks=breaks_in(here, span, unit),
            words=charts.LimitWords(_("mean"), _("lower limit"), _("upper limit")),
            unit_of_measure=words.unit_title(here.definition.code),
        ),
        tick=words.ticks(here.definition),
        width=subject.width,
    )
    return Drawn(chart, sentence, title)


def series_span(here: Plane, unit: int) -> slice | None:
    """From the first to the last period in which the unit or its peers have a
    number; None when the unit never has one."""
    known = ~np.isnan(here.values[:, unit])
    if not known.any():
        return None
    places = np.flatnonzero(known | ~np.isnan(here.of("peer_median")[:, unit]))
    return slice(int(places[0]), int(places[-1]) + 1)


def breaks_in(here: Plane, span: slice, unit: int | None) -> dict[int, str]:
    """Places, within a span, before which the series is cut, with the reason.

    Breaks of law and method hold for every unit; a unit's own one (its territory
    changed and a part has no number) is in its flags.
    """
    found: dict[int, str] = {}
    periods = here.periods[span]
    for item in definitions().breaks_of(here.definition.code):
        later = [i for i, period in enumerate(periods) if period >= item.period]
        if later and later[0] > 0:
            found[later[0]] = item.reason.in_language(words.language())
    if unit is not None:
        marked = np.flatnonzero(here.flags[span, unit] & BREAK_BEFORE)
        for i in marked.tolist():
            if i > 0:
                found.setdefault(i, _("the territory or the method changed"))
    return found
