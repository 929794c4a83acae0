"""Tables that move with a unit, in the order in which they can be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from miara.core import parcels
from miara.documents import public as documents
from miara.exchange.domain.order import depths, in_order
from miara.exchange.errors import LinkOutsideError
from miara.exchange.queries.cells import encode

__all__ = ["Layout", "filled_tables", "layouts", "numbered_rows"]

Numbers = dict[str, dict[int, int]]
#: Keys asked for at once; SQLite takes no more than some thousands of values.
_CHUNK = 2000


@dataclass(frozen=True)
class Layout:
    """How one table is carried.

    Attributes
    ----------
    own
        The field that holds the unit itself; empty when a link leads to it.
    fields
        Plain fields that are carried.
    links
        Keys of tables that are carried; ``loops`` are those of the table itself,
        ``later`` those that are set when all rows are there.
    files
        Keys of kept files.
    many
        Relations of many to many, without a table of their own.
    left_out
        Names of fields that are not carried, personal ones among them.
    """

    table: parcels.Table
    model: type[models.Model]
    own: str
    fields: tuple[models.Field, ...]
    links: tuple[models.ForeignKey, ...]
    loops: tuple[models.ForeignKey, ...]
    later: tuple[models.ForeignKey, ...]
    files: tuple[models.ForeignKey, ...]
    many: tuple[models.ManyToManyField, ...]
    left_out: tuple[str, ...]

    @property
    def label(self) -> str:
        """``app.Model``."""
        return self.table.model

    @property
    def title(self) -> str:
        """What people call the rows."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def names(self) -> frozenset[str]:
        """Members of a row in a package."""
        carried = (*self.fields, *self.links, *self.loops, *self.later, *self.files)
        return frozenset({"id", *(field.name for field in (*carried, *self.many))})

    def rows(self, unit_uid: str) -> models.QuerySet:
        """Rows of one unit, the oldest first."""
        found = self.model._base_manager.filter(**{self.table.unit: unit_uid})
        return found.order_by("pk")


@cache
def layouts() -> tuple[Layout, ...]:
    """Every table of a unit; what a row names stands in an earlier table or row.

    Raises
    ------
    CircleError
        When tables name each other in a circle; a test would fail first.
    """
    known = {table.model: table for table in parcels.tables()}
    made = {label: _layout(table, known) for label, table in known.items()}
    needs = {
        label: {
            *(_label(field) for field in (*layout.links, *layout.many)),
            *layout.table.numbered.values(),
        }
        for label, layout in made.items()
    }
    return tuple(made[label] for label in in_order(needs))


def filled_tables(unit_uid: str) -> list[Layout]:
    """Tables in which a unit has rows; one query a table."""
    return [layout for layout in layouts() if layout.rows(unit_uid).exists()]


def numbered_rows(
    layout: Layout, unit_uid: str, numbers: Numbers
) -> Iterator[dict[str, Any]]:
    """Rows of a unit as a package holds them; their numbers are written down.

    Parameters
    ----------
    numbers
        Number of each row by table and key; gets those of this table.

    Raises
    ------
    LinkOutsideError
        When a row names one that is not carried.
    """
    own = numbers.setdefault(layout.label, {})
    keys = _ordered_keys(layout, unit_uid)
    own.update({key: number for number, key in enumerate(keys, start=1)})
    many = {field.name: _pairs(layout, field, unit_uid) for field in layout.many}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        rows = {row["pk"]: row for row in _values(layout, part)}
        files = _files(layout, rows)
        for key in part:
            yield _row(layout, rows[key], numbers, many, files)


def _ordered_keys(layout: Layout, unit_uid: str) -> list[int]:
    """Keys so that each row stands after those of its table that it names."""
    rows = layout.rows(unit_uid)
    if not layout.loops:
        return list(rows.values_list("pk", flat=True))
    names = [field.attname for field in layout.loops]
    above = {
        key: [one for one in named if one is not None]
        for key, *named in rows.values_list("pk", *names)
    }
    depth = depths(above)
    return sorted(above, key=lambda key: (depth[key], key))


def _values(layout: Layout, keys: list[int]) -> models.QuerySet:
    carried = (*layout.fields, *layout.links, *layout.loops, *layout.later)
    names = [field.attname for field in (*carried, *layout.files)]
    rows = layout.model._base_manager.filter(pk__in=keys)
    return rows.values("pk", *names)


def _files(layout: Layout, rows: dict[int, Any]) -> dict[int, documents.StoredFile]:
    names = [field.attname for field in layout.files]
    keys = {row[name] for row in rows.values() for name in names} - {None}
    return documents.StoredFile.objects.in_bulk(list(keys))


def _pairs(
    layout: Layout, field: models.ManyToManyField, unit_uid: str
) -> dict[int, list[int]]:
    """Keys of the other side by the key of the row; one query."""
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    through = field.remote_field.through
    rows = through._base_manager.filter(  # type: ignore[union-attr]
        **{f"{field.m2m_field_name()}__{layout.table.unit}": unit_uid}
    )
    found: dict[int, list[int]] = {}
    for key, other in rows.values_list(here, there):
        found.setdefault(key, []).append(other)
    return found


def _row(
    layout: Layout,
    row: dict[str, Any],
    numbers: Numbers,
    many: dict[str, dict[int, list[int]]],
    files: dict[int, documents.StoredFile],
) -> dict[str, Any]:
    key = row["pk"]
    told: dict[str, Any] = {"id": numbers[layout.label][key]}
    try:
        for field in layout.fields:
            told[field.name] = encode(row[field.attname])
        for name, label in layout.table.numbered.items():
            told[name] = _renumbered(told[name], numbers[label])
        for link in (*layout.links, *layout.loops, *layout.later):
            told[link.name] = _number(link, row[link.attname], numbers)
        for relation in layout.many:
            others = numbers[relation.related_model._meta.label]  # type: ignore[union-attr]
            told[relation.name] = sorted(
                others[n] for n in many[relation.name].get(key, ())
            )
    except KeyError as error:
        raise LinkOutsideError(table=layout.title, number=key) from error
    for file in layout.files:
        told[file.name] = _reference(files.get(row[file.attname]))
    return told


def _number(link: models.ForeignKey, key: int | None, numbers: Numbers) -> int | None:
    if key is None:
        return None
    return numbers[_label(link)][key]


def _renumbered(value: Any, known: dict[int, int]) -> Any:
    """Keys of rows as their numbers; one of a row that is gone is left out."""
    if not isinstance(value, dict):
        return value
    return {name: known[key] for name, key in value.items() if key in known}


def _label(key: Any) -> str:
    """``app.Model`` that a key or a relation leads to."""
    return str(key.related_model._meta.label)


def _reference(file: documents.StoredFile | None) -> dict[str, Any] | None:
    """What a package says of a kept file; its name may name a person, so it stays."""
    if file is None:
        return None
    told = {"sha256": file.sha256, "size": file.size, "kind": file.kind}
    if file.erased_at is not None:
        told["erased_at"] = encode(file.erased_at)
        told["erased_reason"] = file.erased_reason
    return told


def _layout(table: parcels.Table, known: dict[str, parcels.Table]) -> Layout:
    model = apps.get_model(table.model)
    own = table.unit if "__" not in table.unit else ""
    personal = getattr(model, "personal_data", {})
    out = {*table.left_out, *personal}
    out |= {
        field.name
        for field in model._meta.concrete_fields
        if field.related_model is get_user_model()
    }
    carried = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != own and field.name not in out
    ]
    keys = [field for field in carried if isinstance(field, models.ForeignKey)]
    files = [key for key in keys if key.related_model is documents.StoredFile]
    links = [key for key in keys if key not in files]
    strange = [key.name for key in links if _label(key) not in known]
    if strange:
        msg = f"{table.model}: {strange} lead to tables that are not carried"
        raise LookupError(msg)
    return Layout(
        table=table,
        model=model,
        own=own,
        fields=tuple(field for field in carried if field not in keys),
        links=tuple(k for k in links if k.related_model is not model),
        loops=tuple(
            k for k in links if k.related_model is model and k.name not in table.later
        ),
        later=tuple(k for k in links if k.name in table.later),
        files=tuple(files),
        many=tuple(
            field
            for field in model._meta.many_to_many
            if field.remote_field.through._meta.auto_created  # type: ignore[union-attr]
        ),
        left_out=tuple(sorted(out)),
    )
