"""What is found in a row: a code with facts, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

__all__ = ["REFUSING", "Code", "Finding", "refusal", "warning"]

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Code(StrEnum):
    """What may be wrong, or worth knowing. Sentences are in the presenters."""

    # What cannot be read, or would lose something: the row is refused.
    NO_TITLE = "NO_TITLE"
    TOO_LONG = "TOO_LONG"
    BAD_DATE = "BAD_DATE"
    BAD_PERIOD = "BAD_PERIOD"
    FUTURE = "FUTURE"
    BAD_MONEY = "BAD_MONEY"
    FOREIGN_MONEY = "FOREIGN_MONEY"
    BAD_YES_NO = "BAD_YES_NO"
    BAD_YEAR = "BAD_YEAR"
    BAD_EMAIL = "BAD_EMAIL"
    UNKNOWN_SECTION = "UNKNOWN_SECTION"
    UNKNOWN_DOMAIN = "UNKNOWN_DOMAIN"
    UNKNOWN_UNIT = "UNKNOWN_UNIT"
    UNKNOWN_CODE = "UNKNOWN_CODE"
    AMBIGUOUS_UNIT = "AMBIGUOUS_UNIT"
    SAME_ID = "SAME_ID"
    SAME_ROW = "SAME_ROW"
    ADDRESS_TAKEN = "ADDRESS_TAKEN"
    FAILED = "FAILED"
    # Refused unless the editor wants duplicates.
    DUPLICATE_IN_FILE = "DUPLICATE_IN_FILE"
    DUPLICATE_IN_BASE = "DUPLICATE_IN_BASE"
    # Taken, but somebody should look.
    NO_UNIT = "NO_UNIT"
    NO_SECTION = "NO_SECTION"
    SHORT = "SHORT"
    LONG = "LONG"
    GUESSED_UNIT = "GUESSED_UNIT"
    FORMER_UNIT = "FORMER_UNIT"
    OTHER_UNIT = "OTHER_UNIT"
    MORE_UNITS = "MORE_UNITS"
    BODY = "BODY"
    HTML = "HTML"
    ABOUT = "ABOUT"
    AWARD_WHOLE = "AWARD_WHOLE"
    FILES_BY_HAND = "FILES_BY_HAND"
    LINKS_BY_HAND = "LINKS_BY_HAND"
    EDITED_SINCE = "EDITED_SINCE"
    BROKEN_LINK = "BROKEN_LINK"


DUPLICATES: Final = frozenset({Code.DUPLICATE_IN_FILE, Code.DUPLICATE_IN_BASE})
_LAST_REFUSING: Final = list(Code).index(Code.DUPLICATE_IN_BASE)
#: Codes that keep a row out.
REFUSING: Final = frozenset(list(Code)[: _LAST_REFUSING + 1])


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a row. ``column`` is a heading of the file, empty for the row."""

    code: Code
    column: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    refuses: bool = False


def refusal(code: Code, column: str = "", /, **facts: Any) -> Finding:
    """A finding that keeps the row out."""
    return Finding(code, column, facts, refuses=True)


def warning(code: Code, column: str = "", /, **facts: Any) -> Finding:
    """A finding that somebody should look at."""
    return Finding(code, column, facts)
