"""A formula back as text, with as few parentheses as its meaning needs."""

from typing import Final

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
from miara.cube.formula.parsing import ACROSS

_POWER: Final = {"+": 10, "-": 10, "*": 20, "/": 20}
_UNARY: Final = 30
_ATOM: Final = 40


def to_text(node: Expression | Condition) -> str:
    """Text that parses to an equal tree.

    >>> from miara.cube.formula.parsing import parse
    >>> to_text(parse("(a)-(b-(c*2))"))
    'a - (b - c * 2)'
    """
    if isinstance(node, KindIn | LevelIn | Not | Both):
        return _condition(node)
    return _expression(node)


def _number(value: float) -> str:
    whole = value == int(value) and value < 1e15
    return str(int(value)) if whole else repr(value)


def _power(node: Expression) -> int:
    match node:
        case Operation(sign):
            return _POWER[sign]
        case Negation():
            return _UNARY
        case _:
            return _ATOM


def _wrapped(node: Expression, least: int) -> str:
    text = _expression(node)
    return text if _power(node) >= least else f"({text})"


def _list(items: tuple[Expression, ...]) -> str:
    return ", ".join(_expression(item) for item in items)


def _expression(node: Expression) -> str:  # noqa: PLR0911 - one line a kind of node
    match node:
        case Number(value):
            return _number(value)
        case Per(count):
            return f"per({_number(count)})"
        case Name(code):
            return code
        case Negation(operand):
            return f"-{_wrapped(operand, _UNARY)}"
        case Operation(sign, left, right):
            power = _POWER[sign]
            return f"{_wrapped(left, power)} {sign} {_wrapped(right, power + 1)}"
        case InTime(function, operand, count, across_breaks):
            tail = f", {ACROSS}" if across_breaks else ""
            return f"{function}({_expression(operand)}, {count}{tail})"
        case Sum(items):
            return f"sum({_list(items)})"
        case Coalesce(items):
            return f"coalesce({_list(items)})"
        case Conditional(condition, then, otherwise):
            return f"if({_condition(condition)}, {_list((then, otherwise))})"


def _condition(node: Condition) -> str:
    match node:
        case KindIn(values):
            return _comparison("kind", values)
        case LevelIn(values):
            return _comparison("level", values)
        case Not(operand):
            inner = _condition(operand)
            return f"not ({inner})" if isinstance(operand, Both) else f"not {inner}"
        case Both("and", left, right):
            return f"{_part(left, Both, 'or')} and {_part(right, Both, None)}"
        case Both(_, left, right):
            tail = _condition(right)
            is_or = isinstance(right, Both) and right.word == "or"
            return f"{_condition(left)} or {f'({tail})' if is_or else tail}"


def _part(node: Condition, kind: type[Both], word: str | None) -> str:
    text = _condition(node)
    wrap = isinstance(node, kind) and word in (None, node.word)
    return f"({text})" if wrap else text


def _comparison(subject: str, values: tuple[str, ...]) -> str:
    if len(values) == 1:
        return f"{subject} == {values[0]}"
    return f"{subject} in ({', '.join(values)})"
