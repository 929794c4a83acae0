"""Import of the official register."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.audit import public as audit
from miara.core.progress import Progress
from miara.units.actions.history import Difference, rebuild_history
from miara.units.domain import terc
from miara.units.domain.directory import levels_of
from miara.units.domain.facts import Kind, Snapshot, pack
from miara.units.errors import (
    BrokenTercError,
    ConflictingSnapshotError,
    FictionalRegisterError,
    NotTercFileError,
    problem_lines,
)
from miara.units.models import RegisterSnapshot, UnitEvent


@dataclass(frozen=True, slots=True)
class TercReport:
    """What an import of the register did."""

    file_name: str
    sha256: str
    day: date
    layout: str
    rows: int
    parts: int
    counts: dict[str, int]  # units by kind
    cities: int
    municipalities: int
    counties: int
    problems: tuple[terc.Problem, ...]
    was_known: bool
    difference: Difference
    events: dict[str, int]  # all events of the register by kind, after the import

    def lines(self, language: str = "pl") -> list[str]:
        """The report as sentences."""
        with translation.override(language):
            return [*self._what_was_read(), *self._what_changed()]

    def _what_was_read(self) -> list[str]:
        read = _(
            "%(file)s: register of %(day)s, %(rows)s rows: %(municipalities)s"
            " municipalities, %(counties)s counties (of which %(cities)s cities with"
            " county rights), %(voivodeships)s voivodeships."
        ) % {
            "file": self.file_name,
            "day": self.day.isoformat(),
            "rows": self.rows,
            "municipalities": self.municipalities,
            "counties": self.counties,
            "cities": self.cities,
            "voivodeships": self.counts.get(Kind.VOIVODESHIP, 0),
        }
        parts = ngettext(
            "%(count)s row is a part of a unit (town, rural area, district) and was not"
            " counted.",
            "%(count)s rows are parts of units (towns, rural areas, districts) and were"
            " not counted.",
            self.parts,
        ) % {"count": self.parts}
        lines = [read, parts]
        if self.problems:
            skipped = ngettext(
                "%(count)s broken row was left out:",
                "%(count)s broken rows were left out:",
                len(self.problems),
            ) % {"count": len(self.problems)}
            lines += [skipped, *problem_lines(self.problems)]
        return lines

    def _what_changed(self) -> list[str]:
        if self.difference.is_empty:
            return [_("The register already said the same; nothing changed.")]
        changed = _(
            "New units: %(units)s. Rows added: %(added)s, removed: %(removed)s."
        ) % {
            "units": self.difference.new_units,
            "added": self.difference.added,
            "removed": self.difference.removed,
        }
        events = _(
            "The register now knows: created %(created)s, abolished %(abolished)s,"
            " renamed %(renamed)s, type changed %(type_changed)s, moved %(moved)s."
        ) % {
            kind: self.events.get(kind, 0)
            for kind in ("created", "abolished", "renamed", "type_changed", "moved")
        }
        return [changed, events]


def import_terc(
    *,
    path: Path,
    by: Any,
    now: datetime,
    skip_bad: bool = False,
    fictional: bool = False,
    progress: Progress | None = None,
) -> TercReport:
    """Import one file of the register and rebuild the history of units.

    Parameters
    ----------
    path
        CSV, XML, old XML or the zip as published.
    by, now
        Who imports and when; ``by`` is None for the program itself.
    skip_bad
        Leave broken rows out instead of refusing the file. Units missing from such
        a file are not taken as abolished.
    fictional
        The file is the generated sample. An official file removes every fictional
        snapshot; its units stay as identities without facts.
    progress
        Told about the stages.

    Raises
    ------
    NotTercFileError, BrokenTercError
        When the file cannot be read, or has broken rows.
    ConflictingSnapshotError
        When the day is already known with other content.
    FictionalRegisterError
        When the sample would be mixed with the official register.
    """
    progress = progress or Progress()
    progress.stage(_("Reading the register"), 1)
    content = path.read_bytes()
    parsed = _parse(content, path.name, skip_bad=skip_bad)
    progress.advance()
    progress.stage(_("Rebuilding the history of units"), 1)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        _check_nature(fictional=fictional)
        was_known = _store(
            parsed.snapshot, path.name, sha256, now, is_fictional=fictional
        )
        difference = rebuild_history(now=now)
        report = _report(parsed, path.name, sha256, difference, was_known=was_known)
        if not (was_known and difference.is_empty):
            audit.record("units.imported", by=by, at=now, after=_trace(report))
    progress.advance()
    return report


def _parse(content: bytes, file_name: str, *, skip_bad: bool) -> terc.TercFile:
    try:
        return terc.parse_terc(content, skip_bad=skip_bad)
    except terc.NotTercError as error:
        raise NotTercFileError(error.reason, file_name) from error
    except terc.BrokenRowsError as error:
        raise BrokenTercError(error.problems, file_name) from error


def _check_nature(*, fictional: bool) -> None:
    """Keep fiction and fact apart: the official register replaces the sample."""
    official = RegisterSnapshot.objects.filter(is_fictional=False)
    if fictional and official.exists():
        raise FictionalRegisterError
    if not fictional:
        RegisterSnapshot.objects.filter(is_fictional=True).delete()


def _store(
    snapshot: Snapshot,
    file_name: str,
    sha256: str,
    now: datetime,
    *,
    is_fictional: bool,
) -> bool:
    """Keep the snapshot; True when its content is already there."""
    packed = pack(snapshot.units)
    content_sha256 = hashlib.sha256(packed.encode()).hexdigest()
    known = RegisterSnapshot.objects.filter(day=snapshot.day).first()
    if known is not None and known.content_sha256 == content_sha256:
        return True
    if known is not None and not known.is_partial:
        raise ConflictingSnapshotError(
            day=snapshot.day.isoformat(), known=known.file_name, file=file_name
        )
    # A whole file takes the place of one imported without its broken rows.
    RegisterSnapshot.objects.update_or_create(
        day=snapshot.day,
        defaults={
            "file_name": file_name,
            "sha256": sha256,
            "content_sha256": content_sha256,
            "content": RegisterSnapshot.packed(snapshot.units),
            "is_partial": snapshot.partial,
            "is_fictional": is_fictional,
            "imported_at": now,
        },
    )
    return False


def _report(
    parsed: terc.TercFile,
    file_name: str,
    sha256: str,
    difference: Difference,
    *,
    was_known: bool,
) -> TercReport:
    units = parsed.snapshot.units
    counts = Counter(unit.kind.value for unit in units)
    levels = Counter(level.value for unit in units for level in levels_of(unit.kind))
    events = Counter(UnitEvent.objects.values_list("kind", flat=True))
    return TercReport(
        file_name=file_name,
        sha256=sha256,
        day=parsed.snapshot.day,
        layout=parsed.layout,
        rows=parsed.rows,
        parts=parsed.parts,
        counts=dict(counts),
        cities=counts[Kind.CITY.value],
        municipalities=levels["gmina"],
        counties=levels["powiat"],
        problems=parsed.problems,
        was_known=was_known,
        difference=difference,
        events=dict(events),
    )


def _trace(report: TercReport) -> dict[str, Any]:
    return {
        "file": report.file_name,
        "sha256": report.sha256,
        "day": report.day.isoformat(),
        "skipped": len(report.problems),
        "new_units": report.difference.new_units,
        "added": report.difference.added,
        "removed": report.difference.removed,
    }
