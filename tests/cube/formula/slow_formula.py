"""The formula language once more, cell by cell in plain Python.

Written from the meaning in the docstrings, not from the array code; nothing of
NumPy, and the cell flags as words.
"""

import math

from miara.cube.formula import nodes as n

MARKS = ("estimated", "provisional", "break_before", "bridged", "summed")
STRENGTH = {"measured": 0, "zero_event": 0, "missing": 1, "not_applicable": 2}
STRENGTH["confidential"] = 3


class Cell:
    """A number (or None), a state and a set of marks."""

    def __init__(self, value, state, marks=frozenset()):
        self.value = value
        self.state = state
        self.marks = frozenset(marks)

    @property
    def counts(self):
        return self.state in ("measured", "zero_event")


def combine(cells, compute):
    """A computed cell: strongest state wins, marks are united."""
    marks = frozenset().union(*(cell.marks for cell in cells))
    worst = max((cell.state for cell in cells), key=STRENGTH.__getitem__)
    if STRENGTH[worst]:
        return Cell(None, worst, marks)
    try:
        value = compute([cell.value for cell in cells])
    except (ZeroDivisionError, OverflowError):
        value = None
    if value is None or not math.isfinite(value):
        return Cell(None, "missing", marks)
    return Cell(value, "measured", marks)


def true_for(condition, kind, level):
    match condition:
        case n.KindIn(kinds):
            return kind in kinds
        case n.LevelIn(levels):
            return level in levels
        case n.Not(operand):
            return not true_for(operand, kind, level)
        case n.Both("and", left, right):
            return true_for(left, kind, level) and true_for(right, kind, level)
        case n.Both("or", left, right):
            return true_for(left, kind, level) or true_for(right, kind, level)


def cell(node, data, year, kind, level):  # noqa: PLR0911
    """``data``: code -> {year: Cell} for one unit; years may have gaps."""

    def at(part, when=year):
        return cell(part, data, when, kind, level)

    match node:
        case n.Number(value) | n.Per(value):
            return Cell(value, "measured")
        case n.Name(code):
            return data[code][year]
        case n.Negation(operand):
            return combine([at(operand)], lambda v: -v[0])
        case n.Operation("+", left, right):
            return combine([at(left), at(right)], lambda v: v[0] + v[1])
        case n.Operation("-", left, right):
            return combine([at(left), at(right)], lambda v: v[0] - v[1])
        case n.Operation("*", left, right):
            return combine([at(left), at(right)], lambda v: v[0] * v[1])
        case n.Operation("/", left, right):
            return combine([at(left), at(right)], lambda v: v[0] / v[1])
        case n.Sum(items):
            return combine([at(item) for item in items], sum)
        case n.Coalesce(items):
            found = [at(item) for item in items]
            first = next((part for part in found if part.counts), None)
            return first or combine(found, lambda v: None)
        case n.Conditional(condition, then, otherwise):
            return at(then if true_for(condition, kind, level) else otherwise)
        case n.InTime():
            return in_time(node, at, data, year)


def in_time(node, at, data, year):
    years = set(next(iter(data.values())))
    span = range(node.count) if node.function == "mean" else [node.count]
    wanted = [year - step for step in span]
    if not years.issuperset(wanted):
        return Cell(None, "missing")
    found = [at(node.operand, when) for when in wanted]
    if node.function == "lag":
        result = combine(found, lambda v: v[0])
    elif node.function == "mean":
        result = combine(found, lambda v: sum(v) / len(v))
    else:
        now = at(node.operand)
        result = combine([now, *found], lambda v: (v[0] - v[1]) / v[1])
    between = [when for when in years if wanted[-1] < when <= year]
    broken = any("break_before" in at(node.operand, when).marks for when in between)
    if broken and not node.across_breaks and result.counts:
        return Cell(None, "missing", result.marks)
    return result
