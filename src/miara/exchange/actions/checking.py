"""Reading a package that nobody vouches for; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from miara.core.progress import Progress
from miara.documents import public as documents
from miara.exchange.domain.archive import FORMAT, Archive, Fault, PackageFault
from miara.exchange.errors import (
    PackageDamagedError,
    PackageNewerError,
    PackageRowError,
)
from miara.exchange.models import Package
from miara.exchange.phrases import fault_sentence
from miara.exchange.queries.cells import BadCell, decode
from miara.exchange.queries.tables import Layout, layouts

__all__ = [
    "CheckedRow",
    "check_package",
    "known_layouts",
    "opened",
    "rows_of",
    "target",
    "told_of",
]

_STEP: Final = 1000
_REFERENCE: Final = {"sha256", "size", "kind", "erased_at", "erased_reason"}


@dataclass(slots=True)
class CheckedRow:
    """One row of a package with everything in it checked.

    ``values`` are by column, ``links``, ``later``, ``numbered`` and ``many`` numbers
    of rows by field, ``files`` what is said of kept files.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    later: dict[str, int] = field(default_factory=dict)
    numbered: dict[str, dict[str, int]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    many: dict[str, list[int]] = field(default_factory=dict)


def check_package(package: Package, *, progress: Progress) -> dict[str, Any]:
    """Read a whole package and compare it with what this site keeps.

    Returns
    -------
    dict
        What it holds, plain JSON: the unit it is about, when it was made, rows by
        table, number and size of attachments.

    Raises
    ------
    PackageDamagedError, PackageNewerError, PackageRowError
    """
    with opened(package) as archive:
        known = known_layouts(archive)
        progress.stage(_("Checking rows"), archive.row_count)
        references: dict[str, dict[str, Any]] = {}
        for layout in known:
            for row in rows_of(archive, layout, progress):
                references.update({ref["sha256"]: ref for ref in row.files.values()})
        _check_attachments(archive, references, progress)
        return told_of(archive, known)


@contextmanager
def opened(package: Package) -> Iterator[Archive]:
    """The package; its faults become sentences for people.

    Raises
    ------
    PackageDamagedError, PackageNewerError
    """
    try:
        with package.path.open("rb") as file:
            yield Archive(file)
    except PackageFault as fault:
        if fault.fault is Fault.OTHER_FORMAT:
            raise PackageNewerError(known=FORMAT, **fault.facts) from fault
        raise PackageDamagedError(why=fault_sentence(fault)) from fault


def known_layouts(archive: Archive) -> tuple[Layout, ...]:
    """Tables of this site; a package with one that it does not know is refused.

    Raises
    ------
    PackageNewerError
    """
    known = layouts()
    strange = archive.tables.keys() - {layout.label for layout in known}
    if strange:
        raise PackageNewerError(format=f"{FORMAT} + {min(strange)}", known=FORMAT)
    return known


def rows_of(
    archive: Archive, layout: Layout, progress: Progress
) -> Iterator[CheckedRow]:
    """Rows of a table, each checked.

    Raises
    ------
    PackageRowError
        With the place and what is wrong there.
    """
    counts = {model: facts["rows"] for model, facts in archive.tables.items()}
    for number, raw in enumerate(archive.rows(layout.label), start=1):
        yield _Checker(layout, raw, CheckedRow(number), counts).row()
        if number % _STEP == 0:
            progress.advance(_STEP)
    progress.advance(counts.get(layout.label, 0) % _STEP)


def target(key: Any) -> str:
    """``app.Model`` that a key or a relation leads to."""
    return str(key.related_model._meta.label)


def told_of(archive: Archive, known: tuple[Layout, ...]) -> dict[str, Any]:
    """What a package holds, plain JSON."""
    unit = archive.manifest.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    return {
        "unit_code": str(unit.get("code", ""))[:20],
        "unit_name": str(unit.get("name", ""))[:200],
        "made_at": str(archive.manifest.get("made_at", ""))[:40],
        "rows": archive.row_count,
        "tables": {
            layout.label: archive.tables[layout.label]["rows"]
            for layout in known
            if layout.label in archive.tables
        },
        "files": len(archive.files),
        "bytes": sum(facts["size"] for facts in archive.files.values()),
    }


@dataclass(slots=True)
class _Checker:
    """One raw row beside the layout of its table."""

    layout: Layout
    raw: dict[str, Any]
    made: CheckedRow
    counts: dict[str, int]

    def row(self) -> CheckedRow:
        """The row when everything in it can be kept."""
        if strange := self.raw.keys() - self.layout.names:
            raise self._wrong(min(strange), _("this site does not know the field."))
        if self.raw.get("id") != self.made.number:
            raise self._wrong("id", _("rows are not numbered in their order."))
        self._values()
        self._numbered()
        self._links()
        self._many()
        self._files()
        return self.made

    def _values(self) -> None:
        for plain in self.layout.fields:
            # What a newer version of the program added has its default.
            if plain.name not in self.raw:
                continue
            try:
                value = decode(plain, self.raw[plain.name])
            except BadCell as error:
                raise self._wrong(plain.name, str(error)) from error
            self.made.values[plain.attname] = value

    def _numbered(self) -> None:
        for name, label in self.layout.table.numbered.items():
            told = self.made.values.get(name)
            if told is None:
                continue
            if not isinstance(told, dict) or not all(
                type(one) is int and 1 <= one <= self.counts.get(label, 0)
                for one in told.values()
            ):
                raise self._wrong(name, _("it leads to no row."))
            self.made.numbered[name] = told

    def _links(self) -> None:
        layout, counts = self.layout, self.counts
        for link in (*layout.links, *layout.loops, *layout.later):
            told = self.raw.get(link.name)
            if told is None:
                if not link.null:
                    raise self._wrong(link.name, _("a value is missing."))
                continue
            # A row of the same table stands above, so that none leads to itself.
            above = self.made.number - 1
            most = above if link in layout.loops else counts.get(target(link), 0)
            if type(told) is not int or not 1 <= told <= most:
                raise self._wrong(link.name, _("it leads to no row."))
            kept = self.made.later if link in layout.later else self.made.links
            kept[link.name] = told

    def _many(self) -> None:
        for relation in self.layout.many:
            others = self.raw.get(relation.name, [])
            if not _are_numbers(others, self.counts.get(target(relation), 0)):
                raise self._wrong(relation.name, _("it leads to no row."))
            self.made.many[relation.name] = others

    def _files(self) -> None:
        for key in self.layout.files:
            reference = self.raw.get(key.name)
            if reference is None and key.null:
                continue
            if not _is_reference(reference):
                raise self._wrong(key.name, _("it names no file."))
            self.made.files[key.name] = dict(reference or {})

    def _wrong(self, name: str, why: str) -> PackageRowError:
        return PackageRowError(
            table=self.layout.title, row=self.made.number, field=name, why=why
        )


def _are_numbers(others: Any, most: int) -> bool:
    return (
        isinstance(others, list)
        and all(type(one) is int and 1 <= one <= most for one in others)
        and len(set(others)) == len(others)
    )


def _is_reference(value: Any) -> bool:
    if not isinstance(value, dict) or not value.keys() <= _REFERENCE:
        return False
    kinds = {kind.value for kind in documents.FileKind}
    names = ("sha256", "kind", "erased_at", "erased_reason")
    return (
        all(isinstance(value.get(name, ""), str) for name in names)
        and value.get("kind") in kinds
        and len(value.get("sha256", "")) == 64
        and type(value.get("size")) is int
        and value["size"] > 0
        and ("erased_at" in value) == bool(value.get("erased_reason"))
    )


def _check_attachments(
    archive: Archive, references: dict[str, dict[str, Any]], progress: Progress
) -> None:
    progress.stage(_("Checking files"), len(archive.files))
    for digest, reference in references.items():
        if "erased_at" not in reference:
            archive.attachment(digest)
            progress.advance()
    for digest, facts in archive.files.items():
        if digest not in references:
            raise PackageFault(Fault.STRANGE_FILE, file=facts["file"])
