"""Writing a package into an empty unit, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.progress import Progress
from miara.documents import public as documents
from miara.exchange.actions.checking import (
    CheckedRow,
    known_layouts,
    opened,
    rows_of,
    target,
    told_of,
)
from miara.exchange.actions.packages import require_empty
from miara.exchange.domain.archive import Archive
from miara.exchange.errors import PackageDamagedError, PackageRowError
from miara.exchange.models import Package
from miara.exchange.queries.tables import Layout

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["take_package"]

CHUNK: Final = 1000
MOST_ATTACHED: Final = 80 * 1024 * 1024

#: Table, number of the row, field.
Place = tuple[str, int, str]


def take_package(
    package: Package, *, by: User | None, now: datetime, progress: Progress
) -> dict[str, Any]:
    """Write a package into its unit in one transaction; what came in.

    Raises
    ------
    NotEmptyError
        When the unit has plans here.
    PackageDamagedError, PackageNewerError, PackageRowError
        Nothing is written then.
    """
    with opened(package) as archive:
        known = known_layouts(archive)
        prepared = _prepared(archive, known, progress)
        progress.stage(_("Writing rows"))
        with transaction.atomic():
            # Whoever takes another package into the same unit waits here.
            siblings = Package.objects.filter(unit_uid=package.unit_uid)
            list(siblings.select_for_update(of=("self",)).order_by("pk"))
            require_empty(package.unit_uid)
            taking = _Taking(archive, package.unit_uid, prepared, by, now)
            for layout in known:
                taking.table(layout)
            Package.objects.filter(pk=package.pk).update(state=Package.State.TAKEN)
            audit.record(
                "exchange.package_taken",
                by=by,
                at=now,
                target=package,
                after={
                    "unit": package.unit_uid,
                    "rows": archive.row_count,
                    "sha256": package.sha256,
                },
            )
        return told_of(archive, known)


def _prepared(
    archive: Archive, known: tuple[Layout, ...], progress: Progress
) -> dict[Place, Any]:
    """Attachments checked and scanned, before any lock is held."""
    found: dict[Place, Any] = {}
    progress.stage(_("Checking files"), len(archive.files))
    for layout in known:
        if not layout.files:
            continue
        for row in rows_of(archive, layout, Progress()):
            for name, reference in row.files.items():
                found[layout.label, row.number, name] = _attachment(archive, reference)
                progress.advance()
    return found


def _attachment(archive: Archive, reference: dict[str, Any]) -> Any:
    """A file ready to be kept; of an erased one only what is said of it."""
    if "erased_at" in reference:
        return reference
    kind, digest = documents.FileKind(reference["kind"]), reference["sha256"]
    try:
        return documents.prepare_file(
            content=archive.attachment(digest),
            name=digest[:16] + documents.suffixes_of(kind)[0],
            accept=frozenset({kind}),
            limit=MOST_ATTACHED,
        )
    except documents.DocumentsError as error:
        raise PackageDamagedError(why=error.for_people()) from error


@dataclass(slots=True)
class _Taking:
    """Rows on their way into the database; ``keys`` are theirs by table, in order."""

    archive: Archive
    unit_uid: str
    prepared: dict[Place, Any]
    by: User | None
    now: datetime
    keys: dict[str, list[int]] = field(default_factory=dict)

    def table(self, layout: Layout) -> None:
        """Write one table; the database has the last word about it.

        Raises
        ------
        PackageRowError
            When a rule of the database is broken.
        """
        own = self.keys.setdefault(layout.label, [])
        try:
            with transaction.atomic():
                self._write(layout, own)
        except (IntegrityError, DataError) as error:
            rule = str(error).splitlines()[0][:200]
            why = _("rows break a rule of the database: %(rule)s.") % {"rule": rule}
            raise PackageRowError(
                table=layout.title, row=len(own) + 1, field="–", why=why
            ) from error

    def _write(self, layout: Layout, own: list[int]) -> None:
        waiting: list[models.Model] = []
        later: list[CheckedRow] = []
        many: list[CheckedRow] = []
        loops = [loop.name for loop in layout.loops]
        for row in rows_of(self.archive, layout, Progress()):
            above = [row.links[name] for name in loops if name in row.links]
            if len(waiting) >= CHUNK or any(number > len(own) for number in above):
                _flush(layout, waiting, own)
            waiting.append(self._made(layout, row))
            if row.later:
                later.append(row)
            if any(row.many.values()):
                many.append(row)
        _flush(layout, waiting, own)
        self._set_later(layout, later)
        self._set_many(layout, many)

    def _made(self, layout: Layout, row: CheckedRow) -> models.Model:
        made = layout.model(**row.values)
        if layout.own:
            setattr(made, layout.own, self.unit_uid)
        for name, told in row.numbered.items():
            known = self.keys[layout.table.numbered[name]]
            keys = {word: known[number - 1] for word, number in told.items()}
            setattr(made, name, keys)
        for link in (*layout.links, *layout.loops):
            if link.name in row.links:
                key = self.keys[target(link)][row.links[link.name] - 1]
                setattr(made, link.attname, key)
        for file in layout.files:
            prepared = self.prepared.get((layout.label, row.number, file.name))
            if prepared is not None:
                setattr(made, file.name, self._stored(prepared))
        return made

    def _stored(self, prepared: Any) -> documents.StoredFile:
        if not isinstance(prepared, dict):
            return documents.keep_prepared(prepared=prepared, by=self.by, now=self.now)
        kind = documents.FileKind(prepared["kind"])
        return documents.StoredFile.objects.create(
            sha256=prepared["sha256"],
            size=prepared["size"],
            kind=kind.value,
            media_type=documents.media_type_of(kind),
            uploaded_by=self.by,
            uploaded_at=self.now,
            erased_at=_moment(prepared["erased_at"]),
            erased_reason=prepared["erased_reason"][:300],
        )

    def _set_later(self, layout: Layout, rows: list[CheckedRow]) -> None:
        own = self.keys[layout.label]
        for row in rows:
            values = {
                link.attname: self.keys[target(link)][row.later[link.name] - 1]
                for link in layout.later
                if link.name in row.later
            }
            layout.model._base_manager.filter(pk=own[row.number - 1]).update(**values)

    def _set_many(self, layout: Layout, rows: list[CheckedRow]) -> None:
        own = self.keys[layout.label]
        for relation in layout.many:
            through: Any = relation.remote_field.through
            here = f"{relation.m2m_field_name()}_id"
            there = f"{relation.m2m_reverse_field_name()}_id"
            others = self.keys[target(relation)]
            pairs = [
                through(**{here: own[row.number - 1], there: others[number - 1]})
                for row in rows
                for number in row.many[relation.name]
            ]
            through._base_manager.bulk_create(pairs, batch_size=CHUNK)


def _flush(layout: Layout, waiting: list[models.Model], own: list[int]) -> None:
    made = layout.model._base_manager.bulk_create(waiting, batch_size=CHUNK)
    own.extend(each.pk for each in made)
    waiting.clear()


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise PackageDamagedError(
            why=_("“%(text)s” is no moment.") % {"text": text[:40]}
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
