"""Cutting the text of a formula into words, numbers and signs."""

import re
from dataclasses import dataclass
from typing import Literal

from miara.cube.formula.errors import FormulaSyntaxError

Kind = Literal["number", "name", "sign", "end"]

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>==|!=|[-+*/(),])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text and where it starts."""

    kind: Kind
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """Cut ``text``; the last token is always of kind ``end``.

    Raises
    ------
    FormulaSyntaxError
        At a character that belongs to no token.

    >>> [token.text for token in tokens("a + 1.5")]
    ['a', '+', '1.5', '']
    """
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _stray(text, position)
        kind = match.lastgroup
        if kind in ("number", "name", "sign"):
            found.append(Token(kind, match[0], position))  # type: ignore[arg-type]
        position = match.end()
    found.append(Token("end", "", len(text)))
    return found


def _stray(text: str, position: int) -> FormulaSyntaxError:
    character = text[position]
    if character.isdigit():
        message = "not a number: write digits with a decimal point, such as 1000 or 0.5"
    else:
        message = f"unexpected character {character!r}"
    return FormulaSyntaxError(
        "stray_character", message, text=text, position=position, found=character
    )
