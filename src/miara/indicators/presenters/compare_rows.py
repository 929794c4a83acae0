"""Rows of a comparison: one indicator, every unit on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from miara.charts import Strip, strip
from miara.cube import flags as f
from miara.cube.definitions import Indicator
from miara.indicators.presenters import sentences
from miara.indicators.presenters.unit_links import WORKING, Choice, indicator_url
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

    who: str
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


def names_of(units: Sequence[UnitFacts]) -> list[str]:
    """Short names; units of one name get their noun, then their place too."""
    short = [unit.name for unit in units]
    full = [unit.full_name for unit in units]
    names = []
    for unit, name, longer in zip(units, short, full, strict=True):
        if short.count(name) == 1:
            names.append(name)
        elif full.count(longer) == 1 or unit.county is None:
            names.append(longer)
        else:
            names.append(f"{longer} ({unit.county.name})")
    return names


@dataclass(frozen=True, slots=True)
class CompareMaker:
    """Makes the rows of one comparison; ``names`` tell the units apart."""

    found: Comparison
    units: Sequence[UnitFacts]
    names: Sequence[str]
    choice: Choice
    language: str

    def rows(self) -> list[CompareRow]:
        """All rows, in words and pictures."""
        return [self._row(j) for j in range(len(self.found.rows))]

    def _row(self, j: int) -> CompareRow:
        indicator = self._indicator(j)
        return CompareRow(
            code=indicator.code,
            title=indicator.title.in_language(self.language),
            period=self.found.facts.periods[self.found.period[j]].label,
            sentence=self._sentence(j),
            cells=[self._cell(j, n) for n in range(len(self.units))],
        )

    def _cell(self, j: int, n: int) -> Cell:
        indicator, found = self._indicator(j), self.found
        unit = self.units[n]
        url = indicator_url(indicator.code, unit, self.choice, WORKING)
        value = float(found.value[j, n])
        if np.isnan(value):
            flag = int(found.flag[j, n])
            reason = sentences.missing(flag, indicator, self.language)
            return Cell(self.names[n], "", url, "", "", reason)
        low, high = float(found.lower[j, n]), float(found.upper[j, n])
        return Cell(
            who=self.names[n],
            value=value_format(indicator, self.language)(value),
            url=url,
            doubt=sentences.uncertainty(low, high, indicator, self.language),
            picture=self._picture(j, n),
        )

    def _picture(self, j: int, n: int) -> SafeString:
        """The unit on the scale of the row, the others as ticks, the level as band."""
        indicator, found = self._indicator(j), self.found
        q10, q25, median, q75, q90 = found.bands[:, j].tolist()
        every = [*found.value[j], *found.lower[j], *found.upper[j], q10, q90]
        known = [float(v) for v in every if not np.isnan(v)]
        title = indicator.title.in_language(self.language)
        drawn = strip(
            Strip(
                uid=f"c-{indicator.code}-{self.units[n].code}",
                title=_("%(title)s: %(name)s on the scale of the row")
                % {"title": title, "name": self.names[n]},
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

    def _sentence(self, j: int) -> str:
        """Who is highest and lowest, and whether chance could explain it."""
        indicator, values = self._indicator(j), self.found.value[j]
        if np.count_nonzero(~np.isnan(values)) < 2:
            return _("Fewer than two of these local governments have a number.")
        show = value_format(indicator, self.language)
        top, bottom = int(np.nanargmax(values)), int(np.nanargmin(values))
        most, least = float(values[top]), float(values[bottom])
        if rounds_to_zero(most - least, indicator):
            return _("All have the same: %(value)s.") % {"value": show(most)}
        facts = {
            "high": self.names[top],
            "most": show(most),
            "low": self.names[bottom],
            "least": show(least),
        }
        if self.found.lower[j, top] <= self.found.upper[j, bottom]:
            return (
                _(
                    "Highest: %(high)s (%(most)s), lowest: %(low)s (%(least)s); "
                    "chance alone could explain the difference."
                )
                % facts
            )
        return _("Highest: %(high)s (%(most)s), lowest: %(low)s (%(least)s).") % facts

    def _indicator(self, j: int) -> Indicator:
        return self.found.facts.indicators[self.found.rows[j]]


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


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
