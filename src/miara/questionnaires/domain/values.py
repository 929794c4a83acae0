"""Values of answers: one canonical form of each, without ever losing what was typed.

Values are plain JSON. Numbers, amounts, years and days are kept as text, canonical
when they can be read (``"1250.50"``, ``"2024-03-01"``) and as typed when not: that a
text is no number is told by `problems`, never by refusing to keep it.

=================  =====================================================
kind               value
=================  =====================================================
texts, numbers     text
YES_NO             true, false or null
CHOICES, KEYWORDS  list of texts
PERIOD             ``{"from": day, "to": day}``, ``to`` empty: still running
UNIT               ``{"code", "name", "uid"}``
PERSON, CONTACT    mapping of their parts
tables             list of rows, each a mapping of columns
ATTACHMENTS        ``{"consent": true}``; the files are rows of their own
STATEMENT          ``{"agreed": true, "version": 2}``
=================  =====================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from miara.questionnaires.domain.definition import Field
from miara.questionnaires.domain.kinds import COLUMNS, COMPOSITE, TABLES, Kind
from miara.questionnaires.domain.words import tidy

__all__ = [
    "UnreadableValue",
    "as_amount",
    "as_day",
    "as_number",
    "cost_totals",
    "is_empty",
    "normalise",
    "official_of",
]

_ONE_LINE = frozenset(Kind) - {Kind.LONG_TEXT}
_SPACES = re.compile(r"\s+")
_GROUPS = re.compile(r"[\s\u00a0\u202f']")
_CURRENCY = re.compile(r"(?:\bPLN\b|zł(?:otych)?\.?)", re.IGNORECASE)
_POLISH_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*r\.?)?")
#: Columns of tables by what they hold.
AMOUNTS = frozenset({(Kind.COSTS, "one_off"), (Kind.COSTS, "yearly")})
NUMBERS = frozenset({(Kind.RESULTS, c) for c in ("baseline", "target", "achieved")})
YEARS = frozenset({(Kind.RESULTS, c) for c in ("baseline_year", "achieved_year")})


class UnreadableValue(ValueError):
    """The value does not have the shape of its kind: a fault of the caller."""


def normalise(field: Field, value: Any) -> Any:
    """The canonical form of a value; the same whatever form it is given in.

    Empty values become None. ``normalise(f, normalise(f, v)) == normalise(f, v)``.

    Raises
    ------
    UnreadableValue
        When it is not shaped as a value of this kind.
    """
    return None if value is None else _SHAPES[field.kind](field, value)


def is_empty(value: Any) -> bool:
    """Whether a canonical value says nothing."""
    return value is None or value in ("", [], {})


def as_number(text: str) -> Decimal | None:
    """A number as people type it: decimal comma or point, spaces between groups.

    >>> as_number("1 234,50"), as_number("około 5"), as_number("1.234.567,8")
    (Decimal('1234.50'), None, Decimal('1234567.8'))
    """
    plain = _GROUPS.sub("", text).replace("\u2212", "-")
    if plain.count(",") == 1 and plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,20}(?:\.\d{1,10})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def as_amount(text: str) -> Decimal | None:
    """An amount in złoty, at most two places after the comma.

    >>> as_amount("1 200 zł"), as_amount("12,345")
    (Decimal('1200.00'), None)
    """
    number = as_number(_CURRENCY.sub("", text).strip())
    if number is None or number != round(number, 2):
        return None
    return number.quantize(Decimal("0.01"))


def as_day(text: str) -> date | None:
    """A day written as ``2024-03-01`` or ``1.03.2024``.

    >>> as_day("1.03.2024 r."), as_day("31.02.2024")
    (datetime.date(2024, 3, 1), None)
    """
    polish = _POLISH_DAY.fullmatch(text.strip())
    parts = polish.groups()[::-1] if polish else text.strip().split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except (ValueError, TypeError):
        return None


def cost_totals(value: Any) -> dict[str, Decimal]:
    """Sums of a table of costs, one-off and yearly; what is no amount counts 0."""
    sums = {"one_off": Decimal("0.00"), "yearly": Decimal("0.00")}
    for row in value or ():
        for column in sums:
            sums[column] += as_amount(row.get(column, "")) or Decimal(0)
    return sums


def official_of(row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What an official indicator filled into a row of results, if it did."""
    found = row.get("official")
    return found if isinstance(found, Mapping) else None


def _table(field: Field, value: Any) -> list[dict[str, Any]] | None:
    rows = [_row(field.kind, _mapping(each)) for each in _list(value)]
    return [row for row in rows if row] or None


def _keywords(field: Field, value: Any) -> list[str] | None:
    return _distinct(_line(part) for part in _list(value)) or None


def _statement(field: Field, value: Any) -> dict[str, Any] | None:
    found = _mapping(value)
    if found.get("agreed") is not True:
        return None
    return {"agreed": True, "version": int(found.get("version") or field.version)}


def _consent(field: Field, value: Any) -> dict[str, Any] | None:
    return {"consent": True} if _mapping(value).get("consent") is True else None


def _simple(field: Field, value: Any) -> str | None:
    return _scalar(field.kind, _text(value)) or None


def _row(kind: Kind, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with every column; nothing for a row in which nothing was typed."""
    unknown = set(row) - set(COLUMNS[kind]) - {"official", "uid"}
    if unknown:
        raise UnreadableValue(f"unknown column: {', '.join(sorted(unknown))}")
    found: dict[str, Any] = {
        column: _cell(kind, column, _text(row.get(column) or ""))
        for column in COLUMNS[kind]
    }
    # The kind of a partner is chosen for every row, typed in or not.
    if not any(text for column, text in found.items() if column != "kind"):
        return {}
    official = official_of(row)
    if kind == Kind.RESULTS and official:
        found["official"] = dict(official)
    if kind == Kind.PARTNERS:
        found["uid"] = _line(_text(row.get("uid") or ""))
    return found


def _cell(kind: Kind, column: str, text: str) -> str:
    if (kind, column) in AMOUNTS:
        return _scalar(Kind.MONEY, text)
    if (kind, column) in NUMBERS:
        return _scalar(Kind.NUMBER, text)
    return _line(text)


def _composite(field: Field, given: Any) -> dict[str, str] | None:
    kind, value = field.kind, _mapping(given)
    unknown = set(value) - set(COMPOSITE[kind])
    if unknown:
        raise UnreadableValue(f"unknown part: {', '.join(sorted(unknown))}")
    found = {part: _line(_text(value.get(part) or "")) for part in COMPOSITE[kind]}
    if kind == Kind.PERIOD:
        found = {part: _scalar(Kind.DATE, text) for part, text in found.items()}
    if kind == Kind.CONTACT:
        found["email"] = _scalar(Kind.EMAIL, found["email"])
    return found if any(found.values()) else None


def _scalar(kind: Kind, text: str) -> str:
    if kind in _ONE_LINE:
        text = _line(text)
    if kind == Kind.MONEY:
        amount = as_amount(text)
        return text if amount is None else f"{amount:f}"
    if kind == Kind.NUMBER:
        number = as_number(text)
        return text if number is None else _plain(number)
    if kind == Kind.DATE:
        day = as_day(text)
        return text if day is None else day.isoformat()
    if kind == Kind.EMAIL:
        return text.removeprefix("mailto:")
    return tidy(text)


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros at the end.

    >>> _plain(Decimal("12.50")), _plain(Decimal("100")), _plain(Decimal("-0.0"))
    ('12.5', '100', '0')
    """
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "+0") else text


def _yes_no(field: Field, value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if value == "":
        return None
    raise UnreadableValue(f"neither yes nor no: {value!r}")


def _choices(field: Field, value: Any) -> list[str] | None:
    """Chosen codes in the order of the form; unknown ones stay, at the end."""
    chosen = _distinct(_line(_text(each)) for each in _list(value))
    order = {choice.code: place for place, choice in enumerate(field.choices)}
    return sorted(chosen, key=lambda code: order.get(code, len(order))) or None


def _distinct(texts: Any) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _line(value: Any) -> str:
    return _SPACES.sub(" ", tidy(_text(value)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnreadableValue(f"a text is expected, not {value!r}")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise UnreadableValue(f"a list is expected, not {value!r}")
    return list(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UnreadableValue(f"a mapping is expected, not {value!r}")
    return value


_SHAPES: Mapping[Kind, Callable[[Field, Any], Any]] = {
    **dict.fromkeys(Kind, _simple),
    **dict.fromkeys(TABLES, _table),
    **dict.fromkeys(COMPOSITE, _composite),
    Kind.KEYWORDS: _keywords,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.STATEMENT: _statement,
    Kind.ATTACHMENTS: _consent,
}
