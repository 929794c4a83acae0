"""Does a formula make sense: known codes, and units of measure that agree."""

from collections.abc import Mapping
from fractions import Fraction

from miara.cube.formula.errors import UnitOfMeasureMismatch, unknown_name
from miara.cube.formula.measures import ONE, UnitOfMeasure
from miara.cube.formula.nodes import (
    Coalesce,
    Conditional,
    Expression,
    InTime,
    Name,
    Negation,
    Number,
    Operation,
    Per,
    Sum,
)
from miara.cube.formula.text import to_text


def check(
    node: Expression, units: Mapping[str, UnitOfMeasure], *, text: str | None = None
) -> UnitOfMeasure:
    """Unit of measure of the result.

    Parameters
    ----------
    units
        Unit of measure by code; a code that is not here is unknown.
    text
        The text the formula was read from, for the caret of an error; written
        anew from the tree (positions then only roughly fit) when not given.

    Raises
    ------
    UnknownName
        With the nearest known code.
    UnitOfMeasureMismatch
        When unlike quantities are added, subtracted or given as alternatives.

    >>> from miara.cube.formula.parsing import parse
    >>> person, event = UnitOfMeasure.of({"PERSON": 1}), UnitOfMeasure.of({"EVENT": 1})
    >>> units = {"births": event, "population": person}
    >>> str(check(parse("births / population * per(1000)"), units))
    'EVENT / PERSON x 1/1000'
    """
    return _Checker(units, to_text(node) if text is None else text).unit_of(node)


class _Checker:
    def __init__(self, units: Mapping[str, UnitOfMeasure], text: str) -> None:
        self.units = units
        self.text = text

    def unit_of(  # noqa: PLR0911 - one line a kind of node
        self, node: Expression
    ) -> UnitOfMeasure:
        match node:
            case Number():
                return ONE
            case Per(count):
                return UnitOfMeasure((), 1 / Fraction(repr(count)))
            case Name():
                return self.named(node)
            case Negation(operand):
                return self.unit_of(operand)
            case Operation():
                return self.operation(node)
            case InTime(function, operand):
                unit = self.unit_of(operand)
                return ONE if function == "growth" else unit
            case Sum(items) | Coalesce(items):
                return self.alike(items)
            case Conditional(_, then, otherwise):
                return self.alike((then, otherwise))

    def named(self, node: Name) -> UnitOfMeasure:
        if node.code not in self.units:
            raise unknown_name(
                node.code, self.units, text=self.text, position=node.position
            )
        return self.units[node.code]

    def operation(self, node: Operation) -> UnitOfMeasure:
        if node.sign in ("+", "-"):
            return self.alike((node.left, node.right), position=node.position)
        left, right = self.unit_of(node.left), self.unit_of(node.right)
        return left * right if node.sign == "*" else left / right

    def alike(
        self, items: tuple[Expression, ...], position: int | None = None
    ) -> UnitOfMeasure:
        first = self.unit_of(items[0])
        for item in items[1:]:
            unit = self.unit_of(item)
            if unit != first:
                raise UnitOfMeasureMismatch(
                    "unlike_units",
                    f"{to_text(items[0])} is in {first}, {to_text(item)} is in {unit}: "
                    "they cannot be added, subtracted or used for one another",
                    text=self.text,
                    position=item.position if position is None else position,
                    left=str(first),
                    right=str(unit),
                )
        return first
