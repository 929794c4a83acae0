"""Tables that stand beside charts: the same numbers, rounded alike."""

from django.utils.translation import gettext as _

from miara.charts import formats
from miara.charts.scales import class_of, extent, finite, quantile, quantile_edges
from miara.core.templatetags.miara import date_pl
from miara.cube.periods import Period
from miara.cube.register import COUNTRY, Level
from miara.indicators.presenters import indicator_words as words
from miara.indicators.presenters.chart_indicator import Subject, ahead_of, series_span
from miara.indicators.presenters.indicator_table import interval
from miara.indicators.presenters.tables import Cell, Column, Row, Table
from miara.indicators.queries.indicator_values import number, plane

_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def time_table(subject: Subject) -> Table:
    """Values by period: of the unit with its peers, else of the country."""
    if subject.unit is not None:
        return _unit_series(subject, subject.unit)
    return _country_series(subject)


def _unit_series(subject: Subject, unit: int) -> Table:
    here, decimals = subject.here, subject.here.definition.decimals
    span = series_span(here, unit) or slice(0, 0)
    rows = []
    for place in range(span.start, span.stop):
        cell = here.cell(place, unit)
        value = Cell(words.plain(cell.value, decimals))
        if cell.value is None:
            value = Cell(reason=words.reason(cell.flag, here.definition))
        low, high = (
            number(here.of(name)[place, unit]) for name in ("peer_q10", "peer_q90")
        )
        period = here.periods[place]
        label = period.label
        remarks = list(words.marks(cell.flag))
        remarks += _start_remark(period, subject)
        cells = (
            Cell(label),
            value,
            Cell(interval(cell.lower, cell.upper, decimals)),
            Cell(words.plain(cell.peer_median, decimals)),
            Cell(interval(low, high, decimals)),
            Cell(", ".join(remarks)),
        )
        rows.append(Row(cells, key=label))
    last = here.periods[span.stop - 1] if rows else None
    for period in ahead_of(last, subject.start) if last else ():
        said = ", ".join(_start_remark(period, subject))
        empty = (
            Cell(reason=_("no number published yet")),
            Cell(),
            Cell(),
            Cell(),
            Cell(said),
        )
        rows.append(Row((Cell(period.label), *empty), key=period.label))
    return Table(
        caption=f"{subject.title}: {subject.name}",
        note=words.unit_title(here.definition.code),
        columns=(
            Column("period", _("Period")),
            Column("value", _("Value"), numeric=True),
            Column("interval", _("Uncertainty"), numeric=True),
            Column("median", _("Median of similar"), numeric=True),
            Column("band", _("8 of 10 similar"), numeric=True),
            Column("marks", _("Remarks")),
        ),
        rows=tuple(rows),
    )


def _start_remark(period: Period, subject: Subject) -> list[str]:
    """That what the chart marks began in the period."""
    start = subject.start
    if start is None or not period.start <= start < period.end:
        return []
    return [_("start %(day)s") % {"day": date_pl(start, "short")}]


def control_table(subject: Subject) -> Table:
    """Values by period, and which of them ordinary variation does not explain."""
    here, unit, decimals = subject.here, subject.unit, subject.here.definition.decimals
    span = None if unit is None else series_span(here, unit)
    rows = []
    for place in () if span is None else range(span.start, span.stop):
        value = number(here.values[place, unit])
        if value is None:
            continue
        label = here.periods[place].label
        stands_out = bool(here.of("xmr_signal")[place, unit])
        said = _("outside the usual swing") if stands_out else ""
        cells = (Cell(label), Cell(words.plain(value, decimals)), Cell(said))
        rows.append(Row(cells, key=label))
    centre, lower, upper = (
        words.plain(
            None if unit is None else number(here.of(f"xmr_{name}")[unit]), decimals
        )
        for name in ("centre", "lower", "upper")
    )
    return Table(
        caption=_("Usual swing: %(name)s") % {"name": subject.name},
        note=_("%(unit)s; mean %(centre)s, limits %(lower)s and %(upper)s")
        % {
            "unit": words.unit_title(here.definition.code),
            "centre": centre,
            "lower": lower,
            "upper": upper,
        },
        columns=(
            Column("period", _("Period")),
            Column("value", _("Value"), numeric=True),
            Column("signal", _("Remarks")),
        ),
        rows=tuple(rows),
    )


def _country_series(subject: Subject) -> Table:
    here, decimals = subject.here, subject.here.definition.decimals
    whole = plane(subject.vintage, here.definition.code, Level.COUNTRY)
    at = None if whole is None else whole.unit_place(COUNTRY)
    rows = []
    for place in here.known:
        period = here.periods[place]
        country = None
        if whole is not None and at is not None:
            row = whole.block.index_of_period.get(period)
            country = None if row is None else number(whole.values[row, at])
        low, middle, high = (number(here.of("decile")[place, i]) for i in (0, 4, 8))
        cells = (
            Cell(period.label),
            Cell(words.plain(country, decimals)),
            Cell(words.plain(middle, decimals)),
            Cell(interval(low, high, decimals)),
        )
        rows.append(Row(cells, key=period.label))
    return Table(
        # The table of all units below has the plain title.
        caption=f"{subject.title}: {_('Poland')}",
        note=words.unit_title(here.definition.code),
        columns=(
            Column("period", _("Period")),
            Column("country", _("Poland"), numeric=True),
            Column("median", _("Median"), numeric=True),
            Column("band", _("8 of 10 units"), numeric=True),
        ),
        rows=tuple(rows),
    )


def map_table(subject: Subject) -> Table:
    """Classes of the map: ends and number of units."""
    here, decimals = subject.here, subject.here.definition.decimals
    known = finite(here.values[subject.period].tolist())
    edges = quantile_edges(known)
    bounds = extent(known)
    counts = [0] * (len(edges) + 1)
    for value in known:
        counts[class_of(value, edges)] += 1
    rows = []
    if bounds is not None:
        ends = [bounds[0], *edges, bounds[1]]
        for i, count in enumerate(counts):
            text = (
                f"{words.plain(ends[i], decimals)} {formats.NOTHING} "
                f"{words.plain(ends[i + 1], decimals)}"
            )
            rows.append(Row((Cell(text), Cell(words.plain(count, 0)))))
    missing = len(here.units) - len(known)
    if missing:
        rows.append(Row((Cell(_("no data")), Cell(words.plain(missing, 0)))))
    return Table(
        caption=_("Classes of the map, %(year)s") % {"year": subject.year},
        note=words.unit_title(here.definition.code),
        columns=(
            Column("class", _("Values")),
            Column("count", _("Number of units"), numeric=True),
        ),
        rows=tuple(rows),
    )


def distribution_table(subject: Subject) -> Table:
    """Quantiles of all units, and the unit's own value."""
    here, definition = subject.here, subject.here.definition
    ordered = sorted(finite(here.values[subject.period].tolist()))
    named = (
        _("one in ten has at most"),
        _("a quarter has at most"),
        _("half have at most"),
        _("three quarters have at most"),
        _("nine in ten have at most"),
    )
    rows = [
        Row(
            (
                Cell(name),
                Cell(words.plain(quantile(ordered, share), definition.decimals)),
            )
        )
        for name, share in zip(named, _SHARES, strict=True)
    ]
    if subject.unit is not None:
        value = number(here.values[subject.period, subject.unit])
        shown = Cell(words.plain(value, definition.decimals))
        rows.append(Row((Cell(subject.name), shown), key=subject.uid, own=True))
    return Table(
        caption=_("Distribution, %(year)s") % {"year": subject.year},
        note=words.unit_title(definition.code),
        columns=(
            Column("share", _("Units")),
            Column("value", _("Value"), numeric=True),
        ),
        rows=tuple(rows),
    )
