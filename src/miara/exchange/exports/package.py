"""Everything of a unit, written into one package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from miara import __version__
from miara.core import parcels
from miara.core.progress import Progress
from miara.documents import public as documents
from miara.exchange.domain.archive import Writer
from miara.exchange.queries.cells import encode
from miara.exchange.queries.tables import Layout, Numbers, layouts, numbered_rows
from miara.units import public as units

__all__ = ["write_package"]

#: What no package holds, in English for whoever reads the manifest.
_NEVER = (
    "People and their accounts, roles and posts held; posts themselves are carried.",
    "The trail of what was done, which is kept where it was done.",
    "National numbers: they are the same everywhere and named by their codes.",
    "Names of kept files, because they may name people.",
    "Keys of programs.",
)


def write_package(
    file: BinaryIO, unit: units.UnitFacts, *, now: datetime, progress: Progress
) -> dict[str, Any]:
    """Write the package of a unit; what its manifest says.

    All tables are read as they were at one moment, so that they fit together; files
    never change and are added afterwards.

    Raises
    ------
    LinkOutsideError
        When a row names one of another unit.
    """
    writer, numbers = Writer(file, now), Numbers()
    found = layouts()
    progress.stage(_("Writing rows"))
    with _one_moment():
        for layout in found:
            writer.table(layout.label, numbered_rows(layout, unit.uid, numbers))
    _attach(writer, found, unit.uid, progress)
    return writer.close(_about(unit, found, now))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database as it is now, whatever others write meanwhile.

    PostgreSQL keeps a snapshot without hindering anybody; on SQLite writers wait.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
        yield


def _attach(
    writer: Writer, found: tuple[Layout, ...], unit_uid: str, progress: Progress
) -> None:
    rows = {
        file.sha256: file
        for layout in found
        for key in layout.files
        for file in documents.StoredFile.objects.filter(
            pk__in=layout.rows(unit_uid).values(key.attname), erased_at=None
        )
    }
    progress.stage(_("Adding files"), len(rows))
    for digest in sorted(rows):
        writer.attach(documents.read_file(rows[digest]))
        progress.advance()


def _about(
    unit: units.UnitFacts, found: tuple[Layout, ...], now: datetime
) -> dict[str, Any]:
    left_out = {
        layout.label: list(layout.left_out) for layout in found if layout.left_out
    }
    behind = {
        label: why
        for room in parcels.rooms()
        for label, why in room.left_behind.items()
    }
    return {
        "made_at": encode(now),
        "program": {"name": "Miara", "version": __version__},
        "schema": _schema(found),
        "unit": {"code": unit.code, "name": unit.full_name},
        "left_out": {"fields": left_out, "tables": behind, "always": list(_NEVER)},
    }


def _schema(found: tuple[Layout, ...]) -> dict[str, str]:
    """The last change of the tables of each context, by its name."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    labels = {layout.model._meta.app_label for layout in found}
    return {
        label: name
        for label in sorted(labels)
        for _app, name in graph.leaf_nodes(label)
    }
