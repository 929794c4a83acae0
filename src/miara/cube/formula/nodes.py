"""The syntax tree of a formula: frozen nodes that know their place in the text.

Positions take no part in comparison, so two texts of one meaning give equal trees.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Any part of a formula."""

    position: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number without unit of measure; never negative (that is a Negation)."""

    value: float


@dataclass(frozen=True, slots=True)
class Per(Node):
    """``per(1000)``: multiplies by the number and says so in the unit of measure."""

    count: float


@dataclass(frozen=True, slots=True)
class Name(Node):
    """Code of a variable, a derived variable or an indicator."""

    code: str


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """Unary minus."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """One of the four arithmetic operations."""

    sign: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class InTime(Node):
    """``lag``, ``growth`` or ``mean`` over ``count`` periods.

    ``lag(x, n)`` is the value n periods before; ``growth(x, n)`` the change since
    then as a ratio; ``mean(x, n)`` the mean of the n periods that end now. None of
    them looks across a break in the series unless ``across_breaks``.
    """

    function: Literal["lag", "growth", "mean"]
    operand: "Expression"
    count: int
    across_breaks: bool = False


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """``sum(a, b, ...)``: a number only where every item has one."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Coalesce(Node):
    """``coalesce(a, b, ...)``: the first item that has a number, cell by cell."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """``if(condition, a, b)``: chosen for each unit."""

    condition: "Condition"
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class KindIn(Node):
    """True for units whose kind is one of these."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelIn(Node):
    """True when the computation is made at one of these levels."""

    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Opposite of a condition."""

    operand: "Condition"


@dataclass(frozen=True, slots=True)
class Both(Node):
    """``and`` or ``or`` of two conditions."""

    word: Literal["and", "or"]
    left: "Condition"
    right: "Condition"


Expression = (
    Number | Per | Name | Negation | Operation | InTime | Sum | Coalesce | Conditional
)
Condition = KindIn | LevelIn | Not | Both


def parts_of(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one."""
    match node:
        case Negation(operand) | InTime(_, operand):
            return (operand,)
        case Operation(_, left, right):
            return (left, right)
        case Sum(items) | Coalesce(items):
            return items
        case Conditional(_, then, otherwise):
            return (then, otherwise)
        case _:
            return ()
