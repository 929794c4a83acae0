"""Rows of a comparison: one indicator, every unit on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from miara.charts import Strip, strip
from miara.cube import flags as f
from miara.indicators.presenters import sentences
from miara.indicators.presenters.unit_links import Choice, indicator_url
from miara.indicators.presenters.unit_numbers import rounds_to_zero, value_format
from miara.indicators.queries.compare_figures import Comparison
from miara.units.public import UnitFacts

COLUMNS: Final = (
    "indicator", "title", "unit_of_measure", "unit", "name", "period", "value", "lower",
    "upper", "flag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit on one indicator; ``reason`` when there is no number."""

    value: str
    url: str
    doubt: str
    picture: SafeString | str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One indicator."""

    code: str
    title: str
    period: str
    sentence: str
    cells: Sequence[Cell]


def compare_rows(
    found: Comparison, units: Sequence[UnitFacts], choice: Choice, language: str
) -> list[CompareRow]:
    """All rows, in words and pictures."""
    return [_row(found, j, units, choice, language) for j in range(len(found.rows))]


def items_of(
    found: Comparison, units: Sequence[UnitFacts], language: str
) -> Iterator[dict[str, Any]]:
    """One item an indicator and unit, for programs."""
    for j, row in enumerate(found.rows):
        indicator = found.facts.indicators[row]
        for n, unit in enumerate(units):
            values = (
                indicator.code,
                indicator.title.in_language(language),
                indicator.unit_of_measure,
                unit.code,
                unit.name,
                found.facts.periods[found.period[j]].label,
                _number(found.value[j, n]),
                _number(found.lower[j, n]),
                _number(found.upper[j, n]),
                "+".join(f.names(int(found.flag[j, n]))),
            )
            yield dict(zip(COLUMNS, values, strict=True))


def _row(
    found: Comparison, j: int, units: Sequence[UnitFacts], choice: Choice, language: str
) -> CompareRow:
    indicator = found.facts.indicators[found.rows[j]]
    return CompareRow(
        code=indicator.code,
        title=indicator.title.in_language(language),
        period=found.facts.periods[found.period[j]].label,
        sentence=sentence(found, j, units, language),
        cells=[
            _cell(found, (j, n), unit, choice, language) for n, unit in enumerate(units)
        ],
    )


def _cell(
    found: Comparison,
    at: tuple[int, int],
    unit: UnitFacts,
    choice: Choice,
    language: str,
) -> Cell:
    j, n = at
    indicator = found.facts.indicators[found.rows[j]]
    value = float(found.value[j, n])
    url = indicator_url(indicator.code, unit, choice, "obliczenie")
    if np.isnan(value):
        reason = sentences.missing(int(found.flag[j, n]), indicator, language)
        return Cell("", url, "", "", reason)
    low, high = float(found.lower[j, n]), float(found.upper[j, n])
    return Cell(
        value=value_format(indicator, language)(value),
        url=url,
        doubt=sentences.uncertainty(low, high, indicator, language),
        picture=_picture(found, at, unit, language),
    )


def _picture(
    found: Comparison, at: tuple[int, int], unit: UnitFacts, language: str
) -> SafeString:
    """The unit on the scale of the row; the others are ticks, the "
    "level is the band."""
    j, n = at
    indicator = found.facts.indicators[found.rows[j]]
    q10, q25, median, q75, q90 = found.bands[:, j].tolist()
    every = [*found.value[j], *found.lower[j], *found.upper[j], q10, q90]
    known = [float(v) for v in every if not np.isnan(v)]
    drawn = strip(
        Strip(
            uid=f"c-{indicator.code}-{unit.code}",
            title=_("%(title)s: %(name)s on the scale of the row")
            % {"title": indicator.title.in_language(language), "name": unit.name},
            description="",
            value=float(found.value[j, n]),
            lower=float(found.lower[j, n]),
            upper=float(found.upper[j, n]),
            peers=np.delete(found.value[j], n).tolist(),
            q25=q25,
            median=median,
            q75=q75,
            low=min(known),
            high=max(known),
        )
    )
    return mark_safe(drawn.svg)  # noqa: S308 - texts are escaped by the charts


def sentence(
    found: Comparison, j: int, units: Sequence[UnitFacts], language: str
) -> str:
    """Who is highest and lowest, and whether they surely differ."""
    indicator = found.facts.indicators[found.rows[j]]
    values = found.value[j]
    if np.count_nonzero(~np.isnan(values)) < 2:
        return _("Fewer than two of these local governments have a number.")
    show = value_format(indicator, language)
    top, bottom = int(np.nanargmax(values)), int(np.nanargmin(values))
    if rounds_to_zero(float(values[top] - values[bottom]), indicator):
        return _("All have the same: %(value)s.") % {"value": show(float(values[top]))}
    facts = {
        "high": units[top].name,
        "most": show(float(values[top])),
        "low": units[bottom].name,
        "least": show(float(values[bottom])),
    }
    if _overlap(found, j, top, bottom):
        return (
            _(
                "Highest: %(high)s (%(most)s), lowest: %(low)s (%(least)s); chance "
                "alone could explain the difference."
            )
            % facts
        )
    return _("Highest: %(high)s (%(most)s), lowest: %(low)s (%(least)s).") % facts


def _overlap(found: Comparison, j: int, top: int, bottom: int) -> bool:
    return bool(found.lower[j, top] <= found.upper[j, bottom])


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
