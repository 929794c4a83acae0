"""Every chart of the kit once, on made-up numbers that do not change."""

import math
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from miara import charts
from miara.charts import formats
from miara.web.tables import Cell, Column, Row, Table

Words = Callable[[float], str]


def _wave(i: int, middle: float, swing: float) -> float:
    """Numbers that look like data and are the same every time."""
    return middle + swing * math.sin(1.7 * i) * math.cos(0.31 * i * i)


def _series_table(caption: str, keys: list[str], values: list[float | None]) -> Table:
    show = formats.percents(_language())
    return Table(
        caption=caption,
        columns=(Column("key", ""), Column("value", _("Value"), numeric=True)),
        rows=tuple(
            Row(
                (
                    Cell(key),
                    Cell(show(value))
                    if value is not None
                    else Cell(reason=_("no data: not published for municipalities")),
                ),
                key=key,
            )
            for key, value in zip(keys, values, strict=True)
        ),
    )


def _language() -> str:
    return "en" if get_language() == "en" else "pl"


def figures() -> list[dict[str, Any]]:
    """Charts with what stands around them, as ``components/figure.html`` takes it."""
    return [
        _strip(),
        _timeline(),
        _control(),
        _distribution(30),
        _distribution(600),
        _bars(),
        _map(),
    ]


def list_marks() -> list[dict[str, Any]]:
    """A strip and a sparkline, as lists of indicators show them."""
    return [
        {
            "name": name,
            "strip": charts.strip(
                charts.Strip(
                    f"g-strip-{i}",
                    name,
                    _("Lower than 7 of 10 similar municipalities."),
                    _wave(i, 50, 12) if i != 2 else None,
                    [_wave(i * 31 + k, 50, 20) for k in range(30)],
                    _wave(i, 50, 12) - 3,
                    _wave(i, 50, 12) + 5,
                )
            ).svg,
            "spark": charts.sparkline(
                charts.Sparkline(
                    f"g-spark-{i}",
                    name,
                    "",
                    [None if k == 4 else _wave(k + i, 50, 9) for k in range(12)],
                )
            ).svg,
        }
        for i, name in enumerate(
            [_("Unemployment"), _("Households with sewerage"), _("Response time")]
        )
    ]


def _strip() -> dict[str, Any]:
    language = _language()
    peers = [_wave(i, 46, 18) for i in range(30)]
    chart = charts.large_strip(
        charts.Strip(
            "g-large",
            _("Households with sewerage among 30 similar municipalities"),
            _("52.4 percent, higher than 6 of 10 similar municipalities."),
            52.4,
            peers,
            49.0,
            55.1,
        ),
        show=formats.percents(language),
        tick=formats.numbers(language),
    )
    return {
        "title": _("Strip"),
        "sentence": _("52.4 percent, higher than 6 of 10 similar municipalities."),
        "svg": chart.svg,
        "source": "GUS, BDL",
    }


def _timeline() -> dict[str, Any]:
    years = [str(year) for year in range(2012, 2025)]
    values = [None if i == 4 else 40 + i + _wave(i, 0, 3) for i in range(13)]
    chart = charts.timeline(
        charts.Timeline(
            "g-time",
            _("Households with sewerage from 2012 to 2024"),
            _("A rise by 12 percentage points since 2012."),
            years,
            values,
            [None if v is None else v - 2.5 for v in values],
            [None if v is None else v + 2.5 for v in values],
            q10=[30 + _wave(i, 0, 1) for i in range(13)],
            q25=[37 + _wave(i, 0, 1) for i in range(13)],
            median=[44 + _wave(i, 0, 1) for i in range(13)],
            q75=[51 + _wave(i, 0, 1) for i in range(13)],
            q90=[58 + _wave(i, 0, 1) for i in range(13)],
            target=[None] * 9 + [55.0, None, 58.0, None],
            breaks={9: _("census of 2021: new base of population")},
            uncertain=[12],
            words=charts.Words(
                "Dąbrowa Górnicza", _("median of similar"), _("target of the strategy")
            ),
            unit_of_measure=_("percent of households"),
        ),
        tick=formats.numbers(_language()),
    )
    return {
        "title": _("Time line"),
        "sentence": _("A rise by 12 percentage points since 2012."),
        "svg": chart.svg,
        "table": _series_table(_("Households with sewerage by year"), years, values),
        "source": "GUS, BDL",
    }


def _control() -> dict[str, Any]:
    years = [str(year) for year in range(2012, 2025)]
    values: list[float | None] = [_wave(i, 50, 4) for i in range(13)]
    values[10] = 66.0
    chart = charts.control_chart(
        charts.ControlChart(
            "g-control",
            _("Is the change more than the usual swing?"),
            _("2022 lies outside the limits."),
            years,
            values,
            50,
            39,
            61,
            signals=[10],
            words=charts.LimitWords(_("mean"), _("lower limit"), _("upper limit")),
            unit_of_measure="%",
        ),
        tick=formats.numbers(_language()),
    )
    return {
        "title": _("Control chart"),
        "sentence": _("2022 lies outside the limits."),
        "svg": chart.svg,
        "table": _series_table(_("Values by year"), years, values),
    }


def _distribution(count: int) -> dict[str, Any]:
    language = _language()
    marks = [charts.Mark(f"u{i}", math.exp(_wave(i, 3.2, 0.9))) for i in range(count)]
    own = marks[3].value or 0.0
    show = formats.percents(language)
    ordered = sorted(m.value for m in marks if m.value is not None)
    chart = charts.distribution(
        charts.Distribution(
            f"g-dist-{count}",
            _("Distribution among municipalities"),
            _("The municipality stands near the middle."),
            marks,
            own="u3",
            own_label=f"Dąbrowa Górnicza {show(own)}",
            median_label=_("median %(value)s") % {"value": show(ordered[count // 2])},
            count_label=_("number of municipalities"),
            unit_of_measure=_("percent of households"),
        ),
        tick=formats.numbers(language),
    )
    return {
        "title": _("Distribution"),
        "sentence": _("The municipality stands near the middle."),
        "svg": chart.svg,
    }


def _bars() -> dict[str, Any]:
    language = _language()
    rows = [
        charts.Bar("a", "Dąbrowa Górnicza", 1234567, 1100000, 1300000, own=True),
        charts.Bar("b", "województwo kujawsko-pomorskie", -234567),
        charts.Bar(
            "c", "Zielonki", None, reason=_("no data: statistical confidentiality")
        ),
    ]
    chart = charts.bars(
        charts.Bars(
            "g-bars",
            _("Result of the budget"),
            _("One surplus, one deficit, one unknown."),
            rows,
            pgettext("unit of measure", "PLN"),
        ),
        show=formats.moneys(language),
        tick=formats.numbers(language),
    )
    return {
        "title": _("Bars"),
        "sentence": _("One surplus, one deficit, one unknown."),
        "svg": chart.svg,
    }


def _map() -> dict[str, Any]:
    language = _language()
    shapes = {
        f"{i}-{j}": f"M{i * 10} {j * 10}h10v10h-10z"
        for i in range(16)
        for j in range(8)
    }
    values = {
        key: None if n % 17 == 5 else _wave(n, 50, 20) for n, key in enumerate(shapes)
    }
    chart = charts.choropleth(
        charts.Map(
            "g-map",
            _("Households with sewerage on the map"),
            _("Highest in the south."),
            shapes,
            values,
            (0, 0, 160, 80),
            counties=["M80 0v80"],
            voivodeships=["M0 40h160"],
            own="7-3",
            missing_label=_("no data"),
            unit_of_measure=_("percent of households"),
        ),
        show=formats.numbers(language, 1),
    )
    return {
        "title": _("Map"),
        "sentence": _("Highest in the south."),
        "svg": chart.svg,
    }
