"""Taking official files in."""

import shutil
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cube import sources
from miara.cube.loads import Load, Plane, Severity
from miara.cube.store import Store
from miara.indicators.models import DataLoad
from miara.indicators.queries.loads import known_content
from miara.indicators.queries.vintages import store as default_store


class LoadRefused(MiaraError):
    """A strict import met findings that people should look at first."""

    sentence = _(
        "The file was not imported: strict import was asked for and the report "
        "lists warnings. Import without strict, or correct the file."
    )

    def __init__(self, load: Load) -> None:
        super().__init__(load.origin.file_name)
        self.load = load


class AlreadyLoaded(MiaraError):
    """The same bytes were imported as the same table before."""

    sentence = _("This file is already here, imported on %(when)s. Nothing changed.")

    def __init__(self, load: DataLoad) -> None:
        super().__init__(load.file_name, when=f"{load.loaded_at:%Y-%m-%d}")
        self.load = load


class DownloadNoted(AlreadyLoaded):
    """The same bytes are here; only the day of their download was new."""

    sentence = _(
        "This file is already here, imported on %(when)s. The day of its download was "
        "added; numbers did not change."
    )


def with_repeats(load: Load) -> Load:
    """A load with findings about numbers that another file holds already."""
    known = known_content(default_store())
    return replace(load, findings=(*load.findings, *sources.repeats(load, known)))


def refuses(load: Load) -> bool:
    """Whether a strict import refuses what was read."""
    return any(finding.severity != Severity.INFO for finding in load.findings)


def record_load(
    *,
    load: Load,
    by: object | None,
    now: datetime,
    original: Path | None = None,
    is_fictional: bool = False,
    into: Store | None = None,
) -> DataLoad:
    """Keep what a reader or a harvest gave, as objects and one row.

    The original file is kept too, so that every number leads back to it. Objects
    are on disk before the row commits, and no clean-up runs in between.

    Raises
    ------
    AlreadyLoaded
        When the same bytes were recorded as the same table.
    """
    table = load.extra.get("table", load.origin.source)
    earlier = recorded(load)
    if earlier is not None:
        raise AlreadyLoaded(earlier)
    target = into or default_store()
    with target.holding():
        planes = [_kept(target, plane) for plane in load.planes]
        if original is not None:
            keep_original(original, load.origin.sha256)
        with transaction.atomic():
            row = DataLoad.objects.create(
                table=table,
                source=load.origin.source,
                file_name=load.origin.file_name,
                sha256=load.origin.sha256,
                publisher=load.origin.publisher,
                title=load.origin.title,
                notes=list(load.origin.notes),
                retrieved_on=load.origin.retrieved_on,
                codes_on=load.codes_on,
                rows_read=load.rows_read,
                planes=planes,
                findings=[asdict(finding) for finding in load.findings],
                is_fictional=is_fictional,
                loaded_at=now,
                loaded_by=str(getattr(by, "pk", "") or ""),
            )
            audit.record(
                "indicators.load.recorded",
                by=by,
                at=now,
                target=row,
                after={"file": row.file_name, "table": table, "sha256": row.sha256},
            )
    return row


def recorded(load: Load) -> DataLoad | None:
    """The row of the same bytes read as the same table, if they are here."""
    table = load.extra.get("table", load.origin.source)
    return (
        DataLoad.objects.active().filter(table=table, sha256=load.origin.sha256).first()
    )


def note_download(
    *, load: DataLoad, on: date, by: object | None, now: datetime
) -> bool:
    """Add the day of download to a load that has none; False when it has one."""
    with transaction.atomic():
        row = DataLoad.objects.select_for_update().get(pk=load.pk)
        if row.retrieved_on is not None:
            return False
        row.retrieved_on = on
        row.save(update_fields=["retrieved_on"])
        audit.record(
            "indicators.load.download_noted",
            by=by,
            at=now,
            target=row,
            after={"file": row.file_name, "retrieved_on": on.isoformat()},
        )
    return True


def withdraw_load(*, load: DataLoad, by: object | None, now: datetime) -> DataLoad:
    """Leave a file out of the vintages built from now on; past ones keep it."""
    with transaction.atomic():
        row = DataLoad.objects.select_for_update().get(pk=load.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            audit.record("indicators.load.withdrawn", by=by, at=now, target=row)
    return row


def original_path(sha256: str) -> Path:
    """Where the original bytes of a load are kept."""
    return settings.UPLOADS_DIR / sha256[:2] / sha256


def keep_original(path: Path, sha256: str) -> None:
    """Copy a file under its checksum; nothing happens when it is there."""
    target = original_path(sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    shutil.copyfile(path, partial)
    partial.replace(target)


def _kept(target: Store, plane: Plane) -> dict[str, object]:
    """Write one plane's arrays; names of the objects and the labels."""
    return {
        "variable": plane.variable,
        "periods": [period.label for period in plane.periods],
        "units": target.put_text(list(plane.unit_codes)),
        "values": target.put(plane.values),
        "flags": target.put(plane.flags),
        "digests": sources.content_digests(plane),
    }
