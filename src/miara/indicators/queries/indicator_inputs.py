"""The numbers behind one value of one unit: each input, its period and its file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from miara.cube.definitions import Definitions
from miara.cube.flags import MISSING
from miara.cube.formula import Expression
from miara.cube.formula.nodes import Coalesce, InTime, Name, parts_of
from miara.cube.loads import Origin
from miara.cube.periods import Period
from miara.cube.store import Vintage
from miara.indicators.queries.indicator_values import number


@dataclass(frozen=True, slots=True)
class Input:
    """One number of one published variable; ``value`` None = none."""

    code: str
    period: Period
    value: float | None
    flag: int
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Looks up published numbers of one unit in one vintage."""

    vintage: Vintage
    uid: str

    def at(self, code: str, period: Period) -> Input:
        """A number of a variable; missing where the vintage has none."""
        variable = self.vintage.variables.get(code)
        row = None if variable is None else variable.index_of_period.get(period)
        unit = self.vintage.index_of_unit.get(self.uid)
        if variable is None or row is None or unit is None:
            return Input(code, period, None, MISSING, None)
        return Input(
            code,
            period,
            number(variable.values[row, unit]),
            int(variable.flags[row, unit]),
            variable.origin_of(row, unit),
        )


def inputs_of(
    code: str, period: Period, known: Inputs, definitions: Definitions
) -> list[Input]:
    """Every published number that the formula of an indicator reads, each once.

    Parameters
    ----------
    period
        Of the value; formulas that look back in time read earlier ones too.

    Returns
    -------
    list of Input
        In the order of the formula, numerator first; also inputs without a number.
    """
    trees = _trees_of(code, definitions)
    wanted = [
        pair
        for tree in trees
        for pair in reads(tree, period, definitions=definitions, known=known)
    ]
    return [known.at(name, when) for name, when in dict.fromkeys(wanted)]


def reads_of(
    code: str, periods: Iterable[Period], definitions: Definitions
) -> list[tuple[str, Period]]:
    """Published variables and periods that an indicator reads, alternatives too."""
    wanted = [
        pair
        for tree in _trees_of(code, definitions)
        for period in periods
        for pair in reads(tree, period, definitions=definitions)
    ]
    return list(dict.fromkeys(wanted))


def reads(
    node: Expression,
    period: Period,
    *,
    definitions: Definitions,
    known: Inputs | None = None,
) -> Iterator[tuple[str, Period]]:
    """Published variables and periods that a formula reads for one period.

    With ``known``, of alternatives only the one that has its numbers.
    """
    match node:
        case Name(code):
            for tree in _trees_of(code, definitions):
                yield from reads(tree, period, definitions=definitions, known=known)
            if not _trees_of(code, definitions):
                yield code, period
        case InTime(_, operand):
            for step in steps_back(node):
                then = period.shifted(-step)
                yield from reads(operand, then, definitions=definitions, known=known)
        case Coalesce(items) if known is not None:
            usable = [
                item for item in items if has_numbers(item, period, known, definitions)
            ]
            chosen = usable[:1] or list(items)
            for item in chosen:
                yield from reads(item, period, definitions=definitions, known=known)
        case _:
            for part in parts_of(node):
                yield from reads(part, period, definitions=definitions, known=known)


def has_numbers(
    node: Expression, period: Period, known: Inputs, definitions: Definitions
) -> bool:
    """Whether every number that a formula reads for one period is there."""
    wanted = reads(node, period, definitions=definitions, known=known)
    return all(known.at(code, when).value is not None for code, when in wanted)


def steps_back(node: InTime) -> tuple[int, ...]:
    """Which earlier periods a function of time reads, nearest first."""
    if node.function == "mean":
        return tuple(range(node.count))
    return (node.count,) if node.function == "lag" else (0, node.count)


def _trees_of(code: str, definitions: Definitions) -> list[Expression]:
    """Formulas behind a derived variable or an indicator; none of a published one."""
    if code in definitions.derived:
        return [definitions.derived[code]]
    compiled = definitions.compiled.get(code)
    if compiled is None:
        return []
    below = [compiled.denominator] if compiled.denominator is not None else []
    return [compiled.numerator, *below]
