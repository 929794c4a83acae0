"""What can be wrong with a formula, always with the place in its text."""

import difflib
from collections.abc import Iterable
from typing import Final

_CUTOFF: Final = 0.6  # difflib's own default; below it suggestions look random


class FormulaError(ValueError):
    """A formula that cannot be used.

    Attributes
    ----------
    code
        Short name of the kind of error, for texts in other languages.
    text
        The whole formula.
    position
        Offset of the character the error is about.
    data
        What the sentence names: the word found, the word expected, the nearest
        known code.
    """

    def __init__(
        self, code: str, message: str, *, text: str, position: int, **data: object
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.text = text
        self.position = min(position, len(text))
        self.data = data

    @property
    def line(self) -> int:
        """Line of the character, from 1."""
        return self.text.count("\n", 0, self.position) + 1

    @property
    def column(self) -> int:
        """Column of the character, from 1."""
        return self.position - (self.text.rfind("\n", 0, self.position) + 1) + 1

    def pointer(self) -> str:
        """The line of the formula and, under it, a caret at the character."""
        line = (self.text.split("\n") or [""])[self.line - 1]
        return f"{line}\n{' ' * (self.column - 1)}^"

    def __str__(self) -> str:
        if not self.text:
            return self.message
        return f"{self.message} (column {self.column})\n{self.pointer()}"


class FormulaSyntaxError(FormulaError):
    """The text is not a formula."""


class UnknownName(FormulaError):
    """A code that is no variable and no indicator."""


class UnitOfMeasureMismatch(FormulaError):
    """Quantities that cannot be added, compared or called what they are called."""


class CircularFormula(FormulaError):
    """Formulas that need each other's results."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known code most like ``word``, or None when nothing is alike.

    >>> nearest("popualtion", ["population", "births"])
    'population'
    """
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=_CUTOFF)
    return found[0] if found else None


def unknown_name(
    name: str, known: Iterable[str], *, text: str, position: int
) -> UnknownName:
    """Error for an unknown code, with the nearest known one."""
    suggestion = nearest(name, known)
    hint = f"; did you mean {suggestion!r}?" if suggestion else ""
    return UnknownName(
        "unknown_name",
        f"unknown code {name!r}{hint}",
        text=text,
        position=position,
        name=name,
        suggestion=suggestion,
    )
