"""Rows of a unit's page: one indicator each, in words and in two small pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from miara.charts import Sparkline, Strip, sparkline, strip
from miara.cube.definitions import Indicator
from miara.indicators.domain.unit_changes import Movement
from miara.indicators.presenters import sentences
from miara.indicators.presenters.sentences import GroupWords
from miara.indicators.presenters.unit_links import (
    WORKING,
    Choice,
    indicator_url,
    report_url,
)
from miara.indicators.presenters.unit_numbers import rounds_to_zero, value_format
from miara.indicators.queries.unit_figures import Figures
from miara.units.public import UnitFacts

VERDICTS = {1: "strong", -1: "weak", 2: "different", 0: ""}
_UP, _DOWN, _SAME = "▲", "▼", "="


@dataclass(frozen=True, slots=True)
class Change:
    """A change in words; ``mark`` is empty without one, ``tone`` better or worse."""

    text: str
    mark: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator with a number."""

    code: str
    title: str
    url: str
    working_url: str
    value: str
    period: str
    marks: Sequence[str]
    change: Change
    spark: SafeString | str
    strip: SafeString | str
    sentence: str
    verdict: str
    report_url: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One indicator without a number, and why."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """One line of what stands out: a sentence and a picture."""

    title: str
    url: str
    sentence: str
    picture: SafeString | str
    also: str = ""


class RowMaker:
    """Makes rows of one page; holds what they share."""

    def __init__(
        self,
        figures: Figures,
        unit: UnitFacts,
        choice: Choice,
        words: GroupWords,
        language: str,
    ) -> None:
        self.figures = figures
        self.unit = unit
        self.choice = choice
        self.words = words
        self.language = language
        self.labels = [period.label for period in figures.facts.periods]
        summary = figures.summary
        # Numbers of Python are read some thirty times below; arrays are slow at that.
        self._shown = summary.period.tolist()
        self._value = summary.value.tolist()
        self._counts = np.stack(
            [summary.below, summary.equal, summary.count]
        ).T.tolist()
        self._bands = summary.bands.T.tolist()
        self._lower, self._upper = figures.lower.tolist(), figures.upper.tolist()
        self._flag, self._before = figures.flag.tolist(), figures.before.tolist()
        self._verdict = figures.standing.verdict.tolist()

    def has_number(self, i: int) -> bool:
        """Whether indicator ``i`` has a number in the period shown."""
        return self._shown[i] >= 0

    def title(self, i: int) -> str:
        """Name of an indicator."""
        return self._indicator(i).title.in_language(self.language)

    def row(self, i: int) -> Row:
        """The row of an indicator that has a number."""
        indicator = self._indicator(i)
        code = indicator.code
        return Row(
            code=code,
            title=self.title(i),
            url=indicator_url(code, self.unit, self.choice),
            working_url=indicator_url(code, self.unit, self.choice, WORKING),
            value=value_format(indicator, self.language)(self._value[i]),
            period=self.labels[self._shown[i]],
            marks=sentences.marks(self._flag[i]),
            change=self._change(i),
            spark=self.spark(i, "k"),
            strip=self.strip(i, "s"),
            sentence=self._position(i),
            verdict=VERDICTS[self._verdict[i]],
            report_url=report_url(
                code, self.unit, self.choice, self.labels[self._shown[i]]
            ),
        )

    def gap(self, i: int) -> Gap:
        """The line of an indicator without a number."""
        indicator = self._indicator(i)
        return Gap(
            title=self.title(i),
            url=indicator_url(indicator.code, self.unit, self.choice),
            reason=sentences.missing(self._flag[i], indicator, self.language),
        )

    def standing(self, i: int, also: str = "") -> Highlight:
        """What stands out, with its place in the group."""
        return Highlight(
            title=self.title(i),
            url=indicator_url(self._indicator(i).code, self.unit, self.choice, WORKING),
            sentence=self.sentence(i),
            picture=self.strip(i, "h"),
            also=also,
        )

    def moving(self, movement: Movement) -> Highlight:
        """What changed steadily, with its series."""
        i = movement.indicator
        return Highlight(
            title=self.title(i),
            url=indicator_url(self._indicator(i).code, self.unit, self.choice),
            sentence=self.movement(movement),
            picture=self.spark(i, "m"),
        )

    def movement(self, movement: Movement) -> str:
        """A steady change in words."""
        return sentences.movement(
            (movement.start, movement.end),
            (self.labels[movement.first], self.labels[movement.last]),
            self._indicator(movement.indicator),
            self.language,
        )

    def sentence(self, i: int) -> str:
        """Value, place and uncertainty in one sentence."""
        indicator = self._indicator(i)
        return sentences.value_sentence(
            value_format(indicator, self.language)(self._value[i]),
            self._place(i),
            self._doubt(i),
        )

    def strip(self, i: int, prefix: str) -> SafeString:
        """Where the unit stands among the group, drawn."""
        drawn = strip(self.strip_data(i, prefix))
        return mark_safe(drawn.svg)  # noqa: S308 - texts are escaped by the charts

    def strip_data(self, i: int, prefix: str) -> Strip:
        """Where the unit stands among the group, as numbers."""
        _q10, low, middle, high, _q90 = self._bands[i]
        return Strip(
            uid=f"{prefix}-{self._indicator(i).code}",
            title=_("Place among the group: %(title)s") % {"title": self.title(i)},
            description="",
            value=self._value[i],
            lower=self._lower[i],
            upper=self._upper[i],
            peers=self.figures.ticks[i].tolist(),
            q25=low,
            median=middle,
            q75=high,
        )

    def spark(self, i: int, prefix: str) -> SafeString | str:
        """The series up to the period shown; empty for a single number."""
        series = self.figures.series[i]
        known = np.flatnonzero(~np.isnan(series))
        if len(known) < 2:
            return ""
        first, last = int(known[0]), int(known[-1])
        breaks = np.flatnonzero(self.figures.facts.break_from[i, first : last + 1])
        drawn = sparkline(
            Sparkline(
                uid=f"{prefix}-{self._indicator(i).code}",
                title=_("%(title)s from %(first)s to %(last)s")
                % {
                    "title": self.title(i),
                    "first": self.labels[first],
                    "last": self.labels[last],
                },
                description="",
                values=series[first : last + 1].tolist(),
                breaks=breaks.tolist(),
            )
        )
        return mark_safe(drawn.svg)  # noqa: S308 - texts are escaped by the charts

    def _indicator(self, i: int) -> Indicator:
        return self.figures.facts.indicators[i]

    def _position(self, i: int) -> str:
        place = self._place(i)
        doubt = self._doubt(i)
        if not doubt:
            return place
        return _("%(sentence)s; %(doubt)s") % {"sentence": place, "doubt": doubt}

    def _place(self, i: int) -> str:
        below, equal, count = self._counts[i]
        return sentences.position(below, equal, count, self.words)

    def _doubt(self, i: int) -> str:
        return sentences.uncertainty(
            self._lower[i], self._upper[i], self._indicator(i), self.language
        )

    def _change(self, i: int) -> Change:
        before = self._before[i]
        if before < 0:
            return Change(sentences.no_change(self._flag[i]), "")
        indicator = self._indicator(i)
        was, now = float(self.figures.series[i, before]), self._value[i]
        is_certain = self._differ(i, before)
        said = sentences.change(
            now,
            was,
            self.labels[before],
            indicator,
            self.language,
            is_certain=is_certain,
        )
        size = now - was
        if rounds_to_zero(size, indicator):
            return Change(said, _SAME)
        good = size * int(self.figures.facts.polarity[i]) if is_certain else 0
        tone = "better" if good > 0 else "worse" if good < 0 else ""
        return Change(said, _UP if size > 0 else _DOWN, tone)

    def _differ(self, i: int, before: int) -> bool:
        """Whether the intervals of the two years lie apart, where there are any."""
        facts, unit = self.figures.facts, self.figures.unit
        low = float(facts.quantity("lower")[i, before, unit])
        high = float(facts.quantity("upper")[i, before, unit])
        if np.isnan([low, high, self._lower[i], self._upper[i]]).any():
            return True
        return self._lower[i] > high or self._upper[i] < low
