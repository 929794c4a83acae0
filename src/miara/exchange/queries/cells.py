"""Values of fields as JSON, and back, without losing or guessing anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from miara.core.localized import Localized, LocalizedField

__all__ = ["BadCell", "decode", "encode"]

_INTEGERS = (models.IntegerField, models.BigIntegerField, models.SmallIntegerField)


class BadCell(ValueError):
    """A value that the field cannot keep; the message is for people."""


def encode(value: Any) -> Any:
    """A value as JSON: numbers with a point, days and moments in ISO 8601 and UTC.

    Raises
    ------
    TypeError
        For what no field of ours holds.

    Examples
    --------
    >>> encode(Decimal("1.50")), encode(date(2026, 3, 1))
    ('1.50', '2026-03-01')
    """
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Localized):
        return value.as_dict()
    msg = f"{type(value)} is carried by no package"
    raise TypeError(msg)


def decode(field: models.Field, raw: Any) -> Any:
    """The value of a field from a package that nobody vouches for.

    Raises
    ------
    BadCell
        When the field could not keep it, or it is written otherwise than we write it.
    """
    if raw is None:
        if not field.null:
            raise BadCell(_("a value is missing."))
        return None
    value = _typed(field, raw)
    try:
        field.run_validators(value)
    except ValidationError as error:
        raise BadCell(" ".join(error.messages)) from error
    if field.choices and value not in ("", None):
        known = {code for code, _label in field.flatchoices}
        if value not in known:
            raise BadCell(_("“%(value)s” is not known.") % {"value": str(value)[:60]})
    if encode(value) != raw:
        raise BadCell(_not_a(raw))
    return value


def _typed(field: models.Field, raw: Any) -> Any:
    wanted: tuple[type, ...] = (str,)
    if isinstance(field, LocalizedField):
        wanted = (dict,)
    elif isinstance(field, models.JSONField):
        if _is_unkeepable(raw):
            raise BadCell(_not_a(raw))
        return raw
    elif isinstance(field, models.BooleanField):
        wanted = (bool,)
    elif isinstance(field, _INTEGERS):
        wanted = (int,)
    if type(raw) not in wanted or _is_unkeepable(raw):
        raise BadCell(_not_a(raw))
    if isinstance(field, models.DateTimeField):
        return _moment(raw)
    try:
        return field.to_python(raw)
    except (ValidationError, ValueError, TypeError) as error:
        raise BadCell(_not_a(raw)) from error


def _moment(raw: str) -> datetime:
    try:
        found = datetime.fromisoformat(raw)
    except ValueError as error:
        raise BadCell(_not_a(raw)) from error
    if found.tzinfo is None:
        raise BadCell(_not_a(raw))
    return found


def _is_unkeepable(raw: Any) -> bool:
    """PostgreSQL keeps no zero byte in a text, and nothing keeps half a letter."""
    if isinstance(raw, str):
        return "\0" in raw or any("\ud800" <= sign <= "\udfff" for sign in raw)
    if isinstance(raw, dict):
        return any(_is_unkeepable(k) or _is_unkeepable(v) for k, v in raw.items())
    return isinstance(raw, list) and any(map(_is_unkeepable, raw))


def _not_a(raw: Any) -> str:
    return _("“%(value)s” cannot be kept here.") % {"value": str(raw)[:60]}
