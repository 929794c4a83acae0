"""All definitions together, with their formulas read."""

from collections.abc import Mapping
from dataclasses import dataclass

from miara.cube.definitions.indicators import Indicator
from miara.cube.definitions.schema import (
    Break,
    Domain,
    LocalisedText,
    Source,
    UnitDefinition,
    Variable,
)
from miara.cube.definitions.topics import PeerTopic
from miara.cube.formula import Condition, Expression, names_in
from miara.cube.periods import Period
from miara.cube.register import Level


@dataclass(frozen=True, slots=True)
class Compiled:
    """The formulas of one indicator as trees."""

    numerator: Expression
    denominator: Expression | None
    applicability: Condition | None

    @property
    def names(self) -> tuple[str, ...]:
        """Codes used directly, numerator first."""
        parts = [self.numerator, *([self.denominator] if self.denominator else [])]
        return tuple(dict.fromkeys(name for part in parts for name in names_in(part)))


@dataclass(frozen=True, slots=True)
class AppliedBreak:
    """A break as it meets one variable or indicator."""

    period: Period
    reason: LocalisedText
    act: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Definitions:
    """Checked content; every mapping is read-only and ordered as published.

    Attributes
    ----------
    compiled
        Trees of every indicator.
    derived
        Trees of derived variables, each after those it needs.
    features
        Trees of peer features by (topic, feature).
    digest
        sha256 over all files; changes whenever any definition does.
    """

    indicators: Mapping[str, Indicator]
    variables: Mapping[str, Variable]
    sources: Mapping[str, Source]
    topics: Mapping[str, PeerTopic]
    domains: Mapping[str, Domain]
    units_of_measure: Mapping[str, UnitDefinition]
    breaks: Mapping[str, Break]
    compiled: Mapping[str, Compiled]
    derived: Mapping[str, Expression]
    features: Mapping[tuple[str, str], Expression]
    digest: str

    def indicator(self, code: str) -> Indicator:
        """One indicator; ``KeyError`` when there is none of this code."""
        return self.indicators[code]

    def variables_of(self, indicator: Indicator | str) -> tuple[Variable, ...]:
        """Published variables an indicator rests on, derived ones resolved."""
        code = indicator if isinstance(indicator, str) else indicator.code
        return tuple(self.variables[name] for name in self.inputs_of(code))

    def inputs_of(self, code: str) -> tuple[str, ...]:
        """Codes of published variables behind an indicator or a variable."""
        if code in self.compiled:
            names = self.compiled[code].names
        elif code in self.derived:
            names = names_in(self.derived[code])
        else:
            return (code,)
        return tuple(dict.fromkeys(raw for n in names for raw in self.inputs_of(n)))

    def sources_of(self, indicator: Indicator | str) -> tuple[Source, ...]:
        """Sources of an indicator's variables, each once."""
        keys = dict.fromkeys(v.source for v in self.variables_of(indicator))
        return tuple(self.sources[key] for key in keys if key)

    def breaks_of(self, code: str) -> tuple[AppliedBreak, ...]:
        """Breaks of a variable or an indicator, in time, one a period.

        A variable has its own breaks and those of law and method that name it; an
        indicator those of all its variables and its own.
        """
        found: dict[Period, AppliedBreak] = {}
        for item in self._all_breaks_of(code):
            found.setdefault(item.period, item)
        return tuple(found[period] for period in sorted(found))

    def _all_breaks_of(self, code: str) -> list[AppliedBreak]:
        named = [
            AppliedBreak(Period.parse(b.period), b.reason, b.act)
            for b in self.breaks.values()
            if code in b.variables
        ]
        entry = self.indicators.get(code) or self.variables[code]
        own = [AppliedBreak(Period.parse(b.period), b.reason) for b in entry.breaks]
        if code in self.indicators or code in self.derived:
            for name in self.inputs_of(code):
                own += self._all_breaks_of(name)
        return named + own

    def at_level(self, level: Level) -> tuple[Indicator, ...]:
        """Indicators computed at a level, in order of domain and file."""
        return tuple(i for i in self.indicators.values() if level in i.levels)

    def in_domain(self, domain: str) -> tuple[Indicator, ...]:
        """Indicators of one management domain, in the order of the file."""
        return tuple(i for i in self.indicators.values() if i.domain == domain)

    def unit_of(self, code: str) -> UnitDefinition:
        """Unit of measure of a variable or an indicator."""
        entry = self.indicators.get(code) or self.variables[code]
        return self.units_of_measure[entry.unit_of_measure]

    def can_be_aggregated(self, code: str) -> bool:
        """True when sums of its inputs over any units give its value there."""
        compiled = self.compiled[code]
        additive = all(
            self.variables[name].additive
            for name in compiled.names
            if name in self.variables
        )
        return additive and not any(name in self.indicators for name in compiled.names)
