"""One way in for official files, for commands and for the operator's pages."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miara.core.progress import Progress
from miara.cube import sources
from miara.cube.loads import Load
from miara.indicators.actions.loads import (
    AlreadyLoaded,
    DownloadNoted,
    LoadRefused,
    note_download,
    record_load,
    recorded,
    refuses,
    with_repeats,
    withdraw_load,
)
from miara.indicators.domain.import_kinds import ImportKind, tables_of
from miara.indicators.models import DataLoad


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes
    ----------
    load
        What was read of a data file; None for the register and boundaries.
    row
        The load as recorded; None for a rehearsal.
    units_report
        Report of the register or of boundaries, with ``lines(language)``.
    withdrawn
        How many files of the fictional sample were withdrawn.
    """

    kind: ImportKind
    file_name: str
    load: Load | None = None
    row: DataLoad | None = None
    units_report: Any = None
    withdrawn: int = 0


def import_file(
    *,
    path: Path,
    kind: ImportKind,
    by: object | None,
    now: datetime,
    table: str | None = None,
    strict: bool = False,
    skip_bad: bool = False,
    retrieved_on: date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Take one official file in; the fictional sample gives way to it.

    Parameters
    ----------
    table
        Name of the table the file holds; None lets its layout tell.
    strict
        Refuse a data file with any warning.
    skip_bad
        Import the register without its broken rows.
    dry_run
        Read and report; keep nothing.

    Raises
    ------
    miara.core.errors.MiaraError
        When the register, boundaries or a strict import is refused, or the same
        bytes are here already.
    miara.cube.sources.SourceError
        When a data file cannot be read.
    """
    progress = progress or Progress()
    if kind.is_about_units:
        return _import_units(
            path=path,
            kind=kind,
            by=by,
            now=now,
            skip_bad=skip_bad,
            dry_run=dry_run,
            progress=progress,
        )
    progress.stage(_("Reading %(file)s") % {"file": path.name}, 2)
    load = with_repeats(_read(path, kind, table=table, retrieved_on=retrieved_on))
    progress.advance()
    if strict and refuses(load):
        raise LoadRefused(load)
    if dry_run:
        return ImportResult(kind, path.name, load)
    _refuse_known(load, by=by, now=now)
    with transaction.atomic():
        row = record_load(load=load, by=by, now=now, original=path)
        withdrawn = withdraw_sample(by=by, now=now)
    progress.advance()
    return ImportResult(kind, path.name, load, row, withdrawn=withdrawn)


def _refuse_known(load: Load, *, by: object | None, now: datetime) -> None:
    """Raise when the same bytes are here; the day of their download is kept if new."""
    earlier = recorded(load)
    if earlier is None:
        return
    day = load.origin.retrieved_on
    if day is not None and note_download(load=earlier, on=day, by=by, now=now):
        raise DownloadNoted(earlier)
    raise AlreadyLoaded(earlier)


def withdraw_sample(*, by: object | None, now: datetime) -> int:
    """Withdraw every file of the fictional sample; how many there were."""
    rows = list(DataLoad.objects.active().filter(is_fictional=True))
    for row in rows:
        withdraw_load(load=row, by=by, now=now)
    return len(rows)


def _read(
    path: Path, kind: ImportKind, *, table: str | None, retrieved_on: date | None
) -> Load:
    from miara.units import public as units

    return sources.read(
        path,
        table=table,
        register=units.register(),
        retrieved_on=retrieved_on,
        tables=tables_of(kind),
    )


def _import_units(
    *,
    path: Path,
    kind: ImportKind,
    by: object | None,
    now: datetime,
    skip_bad: bool,
    dry_run: bool,
    progress: Progress,
) -> ImportResult:
    from miara.units import public as units

    options = {"skip_bad": skip_bad} if kind is ImportKind.TERC else {}
    with transaction.atomic():
        report = units.IMPORTERS[kind.value](
            path=path, by=by, now=now, progress=progress, **options
        )
        withdrawn = withdraw_sample(by=by, now=now) if kind is ImportKind.TERC else 0
        if dry_run:
            transaction.set_rollback(True)
    return ImportResult(kind, path.name, units_report=report, withdrawn=withdrawn)
