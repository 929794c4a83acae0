"""Pratt parser: operators bind by power, functions by name."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

from miara.cube.formula.errors import FormulaSyntaxError, nearest
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
from miara.cube.formula.tokens import Token, tokens
from miara.cube.register import Level

KINDS: Final = ("1", "2", "3", "M", "P", "W", "K")
LEVELS: Final = tuple(level.value for level in Level)
FUNCTIONS: Final = ("per", "lag", "growth", "mean", "sum", "coalesce", "if")
ACROSS: Final = "across_breaks"
RESERVED: Final = frozenset({*FUNCTIONS, "kind", "level", "in", "and", "or", "not"})
DEEPEST: Final = 200  # nesting; Python's own stack would end in a worse error

_POWER: Final = {"+": 10, "-": 10, "*": 20, "/": 20}
_UNARY: Final = 30

T = TypeVar("T")


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read a formula.

    Raises
    ------
    FormulaSyntaxError
        With the place and, for a mistyped function, the nearest known one.

    >>> parse("births / population")
    Operation(sign='/', left=Name(code='births'), right=Name(code='population'))
    """
    parser = _Parser(text)
    return parser.whole(parser.expression)


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> Condition:
    """Read a condition on the kind of unit and the level.

    >>> parse_condition("kind in (1, 3)")
    KindIn(kinds=('1', '3'))
    """
    parser = _Parser(text)
    return parser.whole(parser.condition)


class _Parser:
    """One reading of one text; ``here`` is the token to be read next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.index = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.here
        self.index += token.kind != "end"
        return token

    def whole(self, part: Callable[[], T]) -> T:
        node = part()
        if self.here.kind != "end":
            raise self.error(
                f"expected an operator or the end, found {self.here.text!r}"
            )
        return node

    def error(
        self, message: str, *, at: Token | None = None, **data: object
    ) -> FormulaSyntaxError:
        token = at or self.here
        return FormulaSyntaxError(
            "syntax",
            message,
            text=self.text,
            position=token.position,
            found=token.text,
            **data,
        )

    def expect(self, sign: str) -> Token:
        if self.here.text != sign:
            found = repr(self.here.text) if self.here.text else "the end"
            raise self.error(f"expected {sign!r}, found {found}", expected=sign)
        return self.take()

    def expression(self, power: int = 0) -> Expression:
        """Read until an operator that binds no stronger than ``power``."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error("the formula is nested too deeply", deepest=DEEPEST)
        left = self.operand()
        while (strength := _POWER.get(self.here.text, -1)) > power:
            sign = self.take()
            right = self.expression(strength)
            left = Operation(
                sign.text,  # type: ignore[arg-type]
                left,
                right,
                position=sign.position,
            )
        self.depth -= 1
        return left

    def operand(self) -> Expression:
        token = self.take()
        if token.kind == "number":
            return Number(self.finite(token), position=token.position)
        if token.text == "-":
            return Negation(self.expression(_UNARY), position=token.position)
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        if token.kind == "name":
            return self.named(token)
        found = repr(token.text) if token.text else "the end"
        raise self.error(f"expected a code, a number or '(', found {found}", at=token)

    def named(self, token: Token) -> Expression:
        if self.here.text == "(":
            return self.call(token)
        if token.text in RESERVED:
            raise self.error(
                f"{token.text!r} is a word of the language, not a code", at=token
            )
        return Name(token.text, position=token.position)

    def call(self, token: Token) -> Expression:
        if token.text not in FUNCTIONS:
            suggestion = nearest(token.text, FUNCTIONS)
            hint = f"; did you mean {suggestion!r}?" if suggestion else ""
            raise self.error(
                f"no function {token.text!r}{hint}", at=token, suggestion=suggestion
            )
        self.expect("(")
        node = self.arguments(token)
        self.expect(")")
        return node

    def arguments(self, token: Token) -> Expression:
        match token.text:
            case "per":
                return Per(self.positive(), position=token.position)
            case "lag" | "growth" | "mean":
                return self.in_time(token)
            case "sum":
                return Sum(self.items(1), position=token.position)
            case "coalesce":
                return Coalesce(self.items(2), position=token.position)
            case _:
                condition = self.condition()
                self.expect(",")
                then = self.expression()
                self.expect(",")
                return Conditional(
                    condition, then, self.expression(), position=token.position
                )

    def items(self, least: int) -> tuple[Expression, ...]:
        found = [self.expression()]
        while self.here.text == ",":
            self.take()
            found.append(self.expression())
        if len(found) < least:
            raise self.error(f"at least {least} items are needed", least=least)
        return tuple(found)

    def in_time(self, token: Token) -> InTime:
        operand = self.expression()
        self.expect(",")
        at = self.here
        count = self.positive()
        if count != int(count):
            raise self.error("the number of periods must be whole", at=at)
        across = self.here.text == ","
        if across:
            self.take()
            if self.here.text != ACROSS:
                raise self.error(
                    f"only the word {ACROSS!r} may stand here", expected=ACROSS
                )
            self.take()
        return InTime(
            token.text,  # type: ignore[arg-type]
            operand,
            int(count),
            across,
            position=token.position,
        )

    def finite(self, token: Token) -> float:
        value = float(token.text)
        if value == float("inf"):
            raise self.error("the number is too large", at=token)
        return value

    def positive(self) -> float:
        token = self.take()
        if token.kind != "number" or float(token.text) == 0:
            raise self.error("a number above zero must stand here", at=token)
        return self.finite(token)

    def condition(self) -> Condition:
        left = self.all_of()
        while self.here.text == "or":
            sign = self.take()
            left = Both("or", left, self.all_of(), position=sign.position)
        return left

    def all_of(self) -> Condition:
        left = self.test()
        while self.here.text == "and":
            sign = self.take()
            left = Both("and", left, self.test(), position=sign.position)
        return left

    def test(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error("the condition is nested too deeply", deepest=DEEPEST)
        token = self.take()
        if token.text == "not":
            node: Condition = Not(self.test(), position=token.position)
        elif token.text == "(":
            node = self.condition()
            self.expect(")")
        elif token.text in ("kind", "level"):
            node = self.comparison(token)
        else:
            raise self.error(
                "a condition starts with kind, level, not or '('", at=token
            )
        self.depth -= 1
        return node

    def comparison(self, token: Token) -> Condition:
        known = KINDS if token.text == "kind" else LEVELS
        sign = self.take()
        if sign.text == "in":
            self.expect("(")
            values = [self.one_of(known)]
            while self.here.text == ",":
                self.take()
                values.append(self.one_of(known))
            self.expect(")")
        elif sign.text in ("==", "!="):
            values = [self.one_of(known)]
        else:
            raise self.error(f"expected ==, != or in after {token.text!r}", at=sign)
        make = KindIn if token.text == "kind" else LevelIn
        node = make(tuple(values), position=token.position)
        return Not(node, position=sign.position) if sign.text == "!=" else node

    def one_of(self, known: tuple[str, ...]) -> str:
        token = self.take()
        if token.text in known:
            return token.text
        suggestion = nearest(token.text, known)
        hint = f"; did you mean {suggestion!r}?" if suggestion else ""
        raise self.error(
            f"{token.text!r} is none of {', '.join(known)}{hint}",
            at=token,
            suggestion=suggestion,
        )
