"""A formula in words, and with the numbers of one unit put in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.charts import formats
from miara.cube.definitions import Definitions, Indicator
from miara.cube.formula import Expression, to_text
from miara.cube.formula.nodes import (
    Coalesce,
    Conditional,
    InTime,
    Name,
    Negation,
    Number,
    Operation,
    Per,
    Sum,
)
from miara.cube.periods import Period
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.indicator_inputs import Inputs, has_numbers

_SIGNS = {"+": "+", "-": formats.MINUS, "*": "×", "/": "÷"}
_POWER = {"+": 1, "-": 1, "*": 2, "/": 2}
_ATOM = 3

Leaf = Callable[[str, Period | None], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class FormulaText:
    """One indicator's formula: for people, and exactly as it is computed."""

    in_words: str
    symbols: str


def formula_text(definition: Indicator, known: Definitions) -> FormulaText:
    """The formula with titles of variables, and with their codes."""
    compiled = known.compiled[definition.code]

    def title(code: str, _period: Period | None) -> tuple[str, int]:
        return f"„{_title(code, known)}”" if words.language() == "pl" else (
            f"“{_title(code, known)}”"
        ), _ATOM

    numerator = _Writer(title, known, expands=False)
    above = numerator.write(compiled.numerator, None)
    parts = [to_text(compiled.numerator)]
    text, power = above
    if compiled.denominator is not None:
        below = numerator.write(compiled.denominator, None)
        text = f"{_held(above, 2)} ÷ {_held(below, 3)}"
        power = 2
        parts = [f"({parts[0]})" if above[1] < 2 else parts[0]]
        lower = to_text(compiled.denominator)
        parts.append(f"({lower})" if below[1] < _ATOM else lower)
    symbols = " / ".join(parts)
    if definition.factor != 1:
        factor = words.plain(definition.factor, words.decimals_of(definition.factor))
        text = f"{_held((text, power), 2)} × {factor}"
        plain = f"{definition.factor:g}"
        symbols = f"({symbols}) * {plain}" if power < 2 else f"{symbols} * {plain}"
    return FormulaText(text, symbols)


def with_numbers(
    definition: Indicator, period: Period, known: Inputs, definitions: Definitions
) -> str:
    """The formula with the published numbers of one unit, without the result.

    A missing number stands as a dash.
    """

    def value(code: str, when: Period | None) -> tuple[str, int]:
        found = known.at(code, when or period).value
        if found is None:
            return formats.NOTHING, _ATOM
        text = words.plain(found, words.decimals_of(found))
        return text, _ATOM if found >= 0 else 1

    def exists(node: Expression, when: Period | None) -> bool:
        return has_numbers(node, when or period, known, definitions)

    writer = _Writer(value, definitions, expands=True, exists=exists)
    compiled = definitions.compiled[definition.code]
    written = writer.write(compiled.numerator, period)
    if compiled.denominator is not None:
        below = writer.write(compiled.denominator, period)
        written = f"{_held(written, 2)} ÷ {_held(below, 3)}", 2
    if definition.factor != 1:
        factor = words.plain(definition.factor, words.decimals_of(definition.factor))
        written = f"{_held(written, 2)} × {factor}", 2
    return written[0]


def _title(code: str, known: Definitions) -> str:
    if code in known.indicators:
        return known.indicators[code].title.in_language(words.language())
    return known.variables[code].title.in_language(words.language())


def _held(written: tuple[str, int], power: int) -> str:
    text, own = written
    return text if own >= power else f"({text})"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a tree as arithmetic; ``leaf`` says what stands for a code.

    ``expands`` follows derived variables and functions of time down to published
    numbers, and of alternatives keeps the first that ``exists``.
    """

    leaf: Leaf
    known: Definitions
    expands: bool
    exists: Callable[[Expression, Period | None], bool] = lambda _node, _period: True

    def write(  # noqa: PLR0911 - one line a kind of node
        self, node: Expression, period: Period | None
    ) -> tuple[str, int]:
        match node:
            case Number(value) | Per(value):
                return words.plain(value, words.decimals_of(value)), _ATOM
            case Name(code):
                return self._name(code, period)
            case Negation(operand):
                return f"{formats.MINUS}{_held(self.write(operand, period), 3)}", 1
            case Operation(sign, left, right):
                power = _POWER[sign]
                first = _held(self.write(left, period), power)
                second = _held(self.write(right, period), power + 1)
                return f"{first} {_SIGNS[sign]} {second}", power
            case Sum(items):
                parts = [_held(self.write(item, period), 1) for item in items]
                return " + ".join(parts), 1 if len(parts) > 1 else _ATOM
            case Coalesce(items):
                return self._first(items, period)
            case InTime():
                return self._in_time(node, period)
            case Conditional(_, then, otherwise):
                text = _("%(first)s or %(second)s, by the type of the unit") % {
                    "first": self.write(then, period)[0],
                    "second": self.write(otherwise, period)[0],
                }
                return text, 0

    def _name(self, code: str, period: Period | None) -> tuple[str, int]:
        if self.expands and code in self.known.derived:
            return self.write(self.known.derived[code], period)
        if self.expands and code in self.known.compiled:
            return self._indicator(code, period)
        return self.leaf(code, period)

    def _indicator(self, code: str, period: Period | None) -> tuple[str, int]:
        compiled = self.known.compiled[code]
        factor = self.known.indicators[code].factor
        written = self.write(compiled.numerator, period)
        if compiled.denominator is not None:
            below = _held(self.write(compiled.denominator, period), 3)
            written = f"{_held(written, 2)} ÷ {below}", 2
        if factor != 1:
            times = words.plain(factor, words.decimals_of(factor))
            written = f"{_held(written, 2)} × {times}", 2
        return written

    def _first(
        self, items: tuple[Expression, ...], period: Period | None
    ) -> tuple[str, int]:
        if self.expands:
            usable = [item for item in items if self.exists(item, period)]
            return self.write((usable or list(items))[0], period)
        return _(" or, where there is none, ").join(
            self.write(item, period)[0] for item in items
        ), 0

    def _in_time(self, node: InTime, period: Period | None) -> tuple[str, int]:
        if self.expands and period is not None:
            return self._put_in_time(node, period)
        inner = self.write(node.operand, period)[0]
        sentence = {
            "lag": ngettext(
                "%(what)s of %(count)s year before",
                "%(what)s of %(count)s years before",
                node.count,
            ),
            "growth": ngettext(
                "change of %(what)s since %(count)s year before, as a ratio",
                "change of %(what)s since %(count)s years before, as a ratio",
                node.count,
            ),
            "mean": ngettext(
                "mean of %(what)s over %(count)s year",
                "mean of %(what)s over %(count)s years",
                node.count,
            ),
        }[node.function]
        return sentence % {"what": inner, "count": node.count}, 2

    def _put_in_time(self, node: InTime, period: Period) -> tuple[str, int]:
        def at(step: int) -> tuple[str, int]:
            return self.write(node.operand, period.shifted(-step))

        if node.function == "lag":
            return at(node.count)
        if node.function == "mean":
            steps = reversed(range(node.count))
            total = " + ".join(_held(at(step), 1) for step in steps)
            return f"({total}) ÷ {node.count}", 2
        then = at(node.count)
        change = f"{_held(at(0), 1)} {formats.MINUS} {_held(then, 2)}"
        return f"({change}) ÷ {_held(then, 3)}", 2
