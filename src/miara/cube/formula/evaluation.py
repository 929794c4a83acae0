"""Computing a formula on whole (period, unit) planes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube import flags as f
from miara.cube.flags import FlagArray, FloatArray
from miara.cube.formula.nodes import (
    Both,
    Coalesce,
    Condition,
    Conditional,
    Expression,
    InTime,
    KindIn,
    LevelIn,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    Per,
    Sum,
)
from miara.cube.periods import Period

Cells = tuple[FloatArray, FlagArray]
Lookup = Callable[[str], Cells]


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Where a formula is computed.

    Attributes
    ----------
    kinds
        Kind of each unit as in :class:`miara.cube.register.RegisterUnit`, shape
        (U,), dtype str.
    level
        ``gmina``, ``powiat``, ``wojewodztwo`` or ``kraj``.
    periods
        Labels of the period axis, of one frequency, ascending; gaps allowed.
    """

    kinds: NDArray[np.str_]
    level: str
    periods: tuple[Period, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(T, U)."""
        return len(self.periods), len(self.kinds)


def evaluate(  # noqa: PLR0911 - one line a kind of node
    node: Expression, lookup: Lookup, context: Context
) -> Cells:
    """Values and flags of a formula, shape (T, U).

    Parameters
    ----------
    lookup
        Gives values and flags of a code, both (T, U); values are NaN where the
        flag has no number and 0 for a zero event.

    Returns
    -------
    values, flags
        NaN exactly where ``flags`` has no number. Flags follow
        :func:`miara.cube.flags.derived`; a division by zero, an overflow, and a
        look before the first period or across a break give ``MISSING``. A bare
        code is returned as it is, zero events included.
    """
    match node:
        case Number(value) | Per(value):
            return np.full(context.shape, value), np.zeros(context.shape, np.uint8)
        case Name(code):
            return lookup(code)
        case Negation(operand):
            values, flags = evaluate(operand, lookup, context)
            return -values, f.derived(flags)
        case Operation(sign, left, right):
            return _operation(
                sign, evaluate(left, lookup, context), evaluate(right, lookup, context)
            )
        case InTime(_, operand):
            return _in_time(node, evaluate(operand, lookup, context), context)
        case Sum(items):
            cells = [evaluate(item, lookup, context) for item in items]
            return _sum(cells)
        case Coalesce(items):
            return _coalesce([evaluate(item, lookup, context) for item in items])
        case Conditional(condition, then, otherwise):
            return _choose(
                holds(condition, context),
                evaluate(then, lookup, context),
                evaluate(otherwise, lookup, context),
            )


def holds(condition: Condition, context: Context) -> NDArray[np.bool_]:
    """For which units a condition is true, shape (U,)."""
    match condition:
        case KindIn(kinds):
            return np.isin(context.kinds, kinds)
        case LevelIn(levels):
            return np.full(len(context.kinds), context.level in levels)
        case Not(operand):
            return ~holds(operand, context)
        case Both(word, left, right):
            first, second = holds(left, context), holds(right, context)
            return first & second if word == "and" else first | second


def settled(values: FloatArray, flags: FlagArray) -> Cells:
    """Make values and flags agree: no number, no value; no value, missing."""
    numbers = f.has_number(flags)
    lost = numbers & ~np.isfinite(values)
    marks = flags & ~np.uint8(f.STATE_MASK)
    flags = np.where(lost, marks | np.uint8(f.MISSING), flags).astype(np.uint8)
    return np.where(numbers & ~lost, values, np.nan), flags


def _operation(sign: str, left: Cells, right: Cells) -> Cells:
    (a, a_flags), (b, b_flags) = left, right
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        match sign:
            case "+":
                values = a + b
            case "-":
                values = a - b
            case "*":
                values = a * b
            case _:
                values = np.where(b == 0, np.nan, a / b)
    return settled(values, f.derived(a_flags, b_flags))


def _sum(cells: list[Cells]) -> Cells:
    total = cells[0][0]
    with np.errstate(over="ignore", invalid="ignore"):
        for values, _ in cells[1:]:
            total = total + values
    return settled(total, f.derived(*(flags for _, flags in cells)))


def _coalesce(cells: list[Cells]) -> Cells:
    values = cells[-1][0]
    flags = f.derived(*(part for _, part in cells))
    for part_values, part_flags in reversed(cells):
        numbers = f.has_number(part_flags)
        values = np.where(numbers, part_values, values)
        flags = np.where(numbers, part_flags, flags)
    return settled(values, flags.astype(np.uint8))


def _choose(chosen: NDArray[np.bool_], then: Cells, otherwise: Cells) -> Cells:
    values = np.where(chosen, then[0], otherwise[0])
    return values, np.where(chosen, then[1], otherwise[1]).astype(np.uint8)


def _in_time(node: InTime, cells: Cells, context: Context) -> Cells:
    """One row a period; rows that cannot be reached stay missing."""
    values = np.full(context.shape, np.nan)
    flags = np.full(context.shape, f.MISSING, np.uint8)
    index_of = {period: index for index, period in enumerate(context.periods)}
    steps = range(node.count) if node.function == "mean" else (node.count,)
    for now, period in enumerate(context.periods):
        rows = [index_of.get(period.shifted(-step)) for step in steps]
        reached = [row for row in rows if row is not None]
        if len(reached) == len(rows):
            values[now], flags[now] = _row(node, cells, now, reached)
    return settled(values, flags)


def _row(node: InTime, cells: Cells, now: int, rows: list[int]) -> Cells:
    values, flags = cells
    then = rows[-1]
    if node.function == "lag":
        result, mixed = values[then], f.derived(flags[then])
    elif node.function == "mean":
        with np.errstate(over="ignore", invalid="ignore"):
            result = values[rows].sum(axis=0) / len(rows)
        mixed = f.derived(*flags[rows])
    else:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            change = values[now] - values[then]
            result = np.where(values[then] == 0, np.nan, change / values[then])
        mixed = f.derived(flags[now], flags[then])
    if not node.across_breaks:
        breaks = (flags[then + 1 : now + 1] & f.BREAK_BEFORE).any(axis=0)
        result = np.where(breaks, np.nan, result)
    return settled(result, mixed)
