"""What one definition says about another must be true."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from miara.cube.definitions.collection import Definitions
from miara.cube.definitions.errors import Problem
from miara.cube.definitions.examples import agrees, run_example
from miara.cube.definitions.indicators import Indicator, Status
from miara.cube.definitions.schema import UnitDefinition
from miara.cube.formula import (
    Expression,
    FormulaError,
    UnitOfMeasure,
    UnitOfMeasureMismatch,
    check,
)
from miara.cube.formula.measures import ONE
from miara.cube.register import Level

Report = Callable[[str, str], Problem]


def check_references(definitions: Definitions) -> Iterator[Problem]:
    """Sources, units, domains, topics and variables that are named must exist."""
    for variable in definitions.variables.values():
        where = f"variable {variable.code}"
        if variable.formula is None:
            yield from _known(where, "source", [variable.source], definitions.sources)
        unit = variable.unit_of_measure
        yield from _known(where, "unit", [unit], definitions.units_of_measure)
    for indicator in definitions.indicators.values():
        where = f"indicator {indicator.code}"
        yield from _known(where, "domain", [indicator.domain], definitions.domains)
        yield from _known(where, "topic", [indicator.peer_topic], definitions.topics)
        unit = indicator.unit_of_measure
        yield from _known(where, "unit", [unit], definitions.units_of_measure)
        for example in indicator.examples:
            yield from _known(where, "input", example.inputs, definitions.variables)
    for item in definitions.breaks.values():
        where = f"break {item.code}"
        yield from _known(where, "variable", item.variables, definitions.variables)


def _known(
    where: str, what: str, names: Iterable[str | None], among: Mapping[str, object]
) -> Iterator[Problem]:
    for name in names:
        if name not in among:
            yield Problem(where, f"unknown_{what}", f"unknown {what}: {name!r}")


def check_units(definitions: Definitions) -> Iterator[Problem]:
    """Formulas must compute what their unit of measure says."""
    units = {
        code: definitions.units_of_measure[entry.unit_of_measure].algebra
        for code, entry in (definitions.variables | definitions.indicators).items()  # type: ignore[operator]
    }
    checker = _UnitChecker(definitions, units)
    for code, tree in definitions.derived.items():
        formula = definitions.variables[code].formula or ""
        yield from checker.problems(f"variable {code}", code, [(tree, formula)], 1)
    for code, indicator in definitions.indicators.items():
        compiled = definitions.compiled[code]
        parts: list[tuple[Expression, str]] = [
            (compiled.numerator, indicator.numerator)
        ]
        if compiled.denominator is not None:
            parts.append((compiled.denominator, indicator.denominator or ""))
        where = f"indicator {code}"
        yield from checker.problems(where, code, parts, indicator.factor)
    for (topic, feature), tree in definitions.features.items():
        formula = next(
            f.formula for f in definitions.topics[topic].features if f.code == feature
        )
        yield from checker.reading_problems(f"topic {topic}", [(tree, formula)])


class _UnitChecker:
    def __init__(
        self, definitions: Definitions, units: Mapping[str, UnitOfMeasure]
    ) -> None:
        self.definitions = definitions
        self.units = units
        self.counts = frozenset(
            base
            for unit in definitions.units_of_measure.values()
            if unit.counted
            for base in unit.powers
        )

    def reading_problems(
        self, where: str, parts: list[tuple[Expression, str]]
    ) -> Iterator[Problem]:
        for tree, text in parts:
            try:
                check(tree, self.units, text=text)
            except FormulaError as error:
                yield Problem(where, error.code, str(error))

    def problems(
        self,
        where: str,
        code: str,
        parts: list[tuple[Expression, str]],
        factor: float,
    ) -> Iterator[Problem]:
        found = list(self.reading_problems(where, parts))
        yield from found
        if found:
            return
        computed = check(parts[0][0], self.units)
        for tree, _ in parts[1:]:
            computed = computed / check(tree, self.units)
        computed = computed / UnitOfMeasure((), ONE.scale * _fraction(factor))
        declared = self.definitions.unit_of(code)
        if not self.fits(declared, computed):
            yield Problem(
                where,
                UnitOfMeasureMismatch.__name__,
                f"the formula gives {computed}, not {declared.code}",
            )

    def fits(self, declared: UnitDefinition, computed: UnitOfMeasure) -> bool:
        if declared.algebra == computed:
            return True
        if not declared.of_counts:
            return False
        return declared.algebra == computed.without_counts(self.counts)


def _fraction(factor: float) -> int:
    if factor != int(factor):
        msg = "a factor is a whole number: 1, 100, 1000"
        raise ValueError(msg)
    return int(factor)


def check_status(definitions: Definitions) -> Iterator[Problem]:
    """An indicator is confirmed only when everything it rests on is."""
    for indicator in definitions.indicators.values():
        doubtful = [
            v.code for v in definitions.variables_of(indicator) if not v.confirmed
        ]
        if doubtful and indicator.status is Status.CONFIRMED:
            yield Problem(
                f"indicator {indicator.code}",
                "unconfirmed_input",
                f"confirmed, but rests on unconfirmed {', '.join(doubtful)}",
            )


def check_levels(definitions: Definitions) -> Iterator[Problem]:
    """An indicator is computed only where its inputs are or can be summed to."""
    for indicator in definitions.indicators.values():
        for level in indicator.levels:
            for variable in definitions.variables_of(indicator):
                summed = variable.additive and Level.MUNICIPALITY in variable.levels
                if level not in variable.levels and not summed:
                    yield Problem(
                        f"indicator {indicator.code}",
                        "no_input_at_level",
                        f"{variable.code} does not exist at level {level}",
                    )


def check_examples(definitions: Definitions) -> Iterator[Problem]:
    """Worked examples must come out as written and look plausible."""
    for indicator in definitions.indicators.values():
        for number, example in enumerate(indicator.examples, start=1):
            computed = float(run_example(definitions, indicator, example).value[-1, 0])
            where = f"indicator {indicator.code}, example {number}"
            if not agrees(computed, example.expected):
                message = f"gives {computed!r}, not {example.expected!r}"
                yield Problem(where, "wrong_example", message)
            elif not _plausible(indicator, computed):
                message = f"{computed!r} lies outside the plausible values"
                yield Problem(where, "implausible_example", message)


def _plausible(indicator: Indicator, value: float) -> bool:
    return not (value < indicator.plausible.low or value > indicator.plausible.high)
