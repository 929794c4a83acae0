"""Saving what a form holds, unless somebody was faster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from miara.cycle.domain.changes import differences
from miara.cycle.errors import ChangedMeanwhileError

__all__ = ["apply_values"]


def apply_values(
    row: models.Model, values: Mapping[str, Any], *, version: int | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Lock a row, put the values in and save it; for use inside a transaction.

    Parameters
    ----------
    row
        Of a model with ``version``; it is refreshed to what is stored.
    values
        By name of field; a list replaces a many-to-many field.
    version
        The version that the person saw; None when whatever is there may be replaced.

    Returns
    -------
    tuple
        Plain values before and after, only those that differ; both empty when
        nothing changed, and then nothing was written.

    Raises
    ------
    ChangedMeanwhileError
        When the stored version is another one.
    """
    table = type(row)._default_manager
    fresh = table.select_for_update(of=("self",)).get(pk=row.pk)
    stored: int = fresh.version  # type: ignore[attr-defined]
    if version is not None and stored != version:
        raise ChangedMeanwhileError(stored)
    many = {field.name for field in fresh._meta.many_to_many} & set(values)
    before = {name: _value(fresh, name, name in many) for name in values}
    after = {
        name: sorted(map(str, value)) if name in many else value
        for name, value in values.items()
    }
    old, new = differences(before, after)
    if new:
        _write(fresh, values, many, stored)
    row.refresh_from_db()
    return old, new


def _value(row: models.Model, name: str, is_many: bool) -> Any:
    if is_many:
        return sorted(map(str, getattr(row, name).all()))
    return getattr(row, name)


def _write(
    row: models.Model, values: Mapping[str, Any], many: set[str], version: int
) -> None:
    for name, value in values.items():
        if name in many:
            getattr(row, name).set(value)
        else:
            setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]
    row.save()
