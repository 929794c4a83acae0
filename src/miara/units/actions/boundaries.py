"""Import of boundaries."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miara.audit import public as audit
from miara.core.progress import Progress
from miara.cube.register import Level
from miara.units.domain.boundaries import (
    Joined,
    NotBoundariesError,
    join,
    outlines,
    read_boundaries,
)
from miara.units.domain.directory import Directory
from miara.units.domain.geometry import Grid, Ring, path_data
from miara.units.errors import BoundariesError, NoUnitsError
from miara.units.models import ShapeSet, Unit, UnitShape
from miara.units.queries.stored import directory

_BATCH = 1_000
_SHOWN = 20
_UPPER = (Level.COUNTY, Level.VOIVODESHIP)
_REASONS = {
    "json": gettext_lazy("it is not a GeoJSON file."),
    "no_features": gettext_lazy("it has no features."),
    "no_code": gettext_lazy(
        "a feature has no code in the property terc or JPT_KOD_JE."
    ),
    "mixed_levels": gettext_lazy(
        "its codes are not all of one level (2, 4 or 6 to 7 digits)."
    ),
}


@dataclass(frozen=True, slots=True)
class BoundariesReport:
    """What an import of boundaries did; codes are public codes."""

    file_name: str
    sha256: str
    level: Level
    joined: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    without_shape: tuple[str, ...]
    derived: tuple[Level, ...]

    def lines(self, language: str = "pl") -> list[str]:
        """The report as sentences."""
        with translation.override(language):
            return list(self._lines())

    def _lines(self) -> list[str]:
        lines = [
            ngettext(
                "%(file)s: the shape of %(count)s unit was stored.",
                "%(file)s: shapes of %(count)s units were stored.",
                self.joined,
            )
            % {"file": self.file_name, "count": self.joined}
        ]
        if self.unknown:
            lines.append(
                _("Not in the register today: %(codes)s.")
                % {"codes": _listed(self.unknown)}
            )
        if self.missing:
            lines.append(
                _("Units without a shape: %(codes)s.")
                % {"codes": _listed(self.missing)}
            )
        if self.without_shape:
            lines.append(
                _("Features whose geometry is not a polygon: %(codes)s.")
                % {"codes": _listed(self.without_shape)}
            )
        if self.derived:
            lines.append(
                _(
                    "Outlines of counties and voivodeships were put together from"
                    " the municipalities."
                )
            )
        return lines


def _listed(codes: tuple[str, ...]) -> str:
    text = ", ".join(codes[:_SHOWN])
    rest = len(codes) - _SHOWN
    if rest <= 0:
        return text
    return ngettext(
        "%(codes)s and %(count)s more", "%(codes)s and %(count)s more", rest
    ) % {"codes": text, "count": rest}


def import_boundaries(
    *, path: Path, by: Any, now: datetime, progress: Progress | None = None
) -> BoundariesReport:
    """Import boundaries of one level and store simplified shapes for maps.

    Municipalities also give outlines of counties and voivodeships, unless a file of
    their own was imported for that level.

    Raises
    ------
    NoUnitsError
        When the register is empty.
    BoundariesError
        When the file cannot be used.
    """
    progress = progress or Progress()
    progress.stage(_("Simplifying boundaries"), 1)
    content = path.read_bytes()
    units = directory()
    if not units.histories:
        raise NoUnitsError
    try:
        boundaries = read_boundaries(content)
    except NotBoundariesError as error:
        raise BoundariesError(file=path.name, why=_REASONS[error.reason]) from error
    joined = join(boundaries, units, _known_grid(boundaries.level))
    progress.advance()
    origin = (path.name, hashlib.sha256(content).hexdigest())
    with transaction.atomic():
        derived = _store_all(joined, units, origin, now)
        report = BoundariesReport(
            file_name=origin[0],
            sha256=origin[1],
            level=joined.level,
            joined=len(joined.rings),
            unknown=joined.unknown_codes,
            missing=joined.missing,
            without_shape=boundaries.without_shape,
            derived=derived,
        )
        audit.record(
            "units.boundaries_imported",
            by=by,
            at=now,
            after={
                "file": report.file_name,
                "sha256": report.sha256,
                "level": report.level.value,
                "joined": report.joined,
                "missing": len(report.missing),
            },
        )
    return report


def _known_grid(level: Level) -> Grid | None:
    """The grid of another level; municipalities begin a new one."""
    if level is Level.MUNICIPALITY:
        return None
    known = ShapeSet.objects.exclude(level=level).order_by("level").first()
    if known is None:
        return None
    return Grid(known.left, known.top, known.scale, known.width, known.height)


def _store_all(
    joined: Joined, units: Directory, origin: tuple[str, str], now: datetime
) -> tuple[Level, ...]:
    _store(joined.level, joined.grid, joined.rings, origin, now, is_derived=False)
    if joined.level is not Level.MUNICIPALITY:
        return ()
    own = set(ShapeSet.objects.filter(is_derived=False).values_list("level", flat=True))
    derived = tuple(level for level in _UPPER if level.value not in own)
    for level in derived:
        rings = outlines(joined.rings, units, level)
        _store(level, joined.grid, rings, origin, now, is_derived=True)
    return derived


def _store(
    level: Level,
    grid: Grid,
    rings: Mapping[str, list[Ring]],
    origin: tuple[str, str],
    now: datetime,
    *,
    is_derived: bool,
) -> None:
    """Put a new set in place of the old one of the level."""
    ShapeSet.objects.filter(level=level.value).delete()
    shapes = ShapeSet.objects.create(
        level=level.value,
        file_name=origin[0],
        sha256=origin[1],
        width=grid.width,
        height=grid.height,
        left=grid.left,
        top=grid.top,
        scale=grid.scale,
        is_derived=is_derived,
        imported_at=now,
    )
    keys = dict(Unit.objects.values_list("uid", "pk"))
    UnitShape.objects.bulk_create(
        [
            UnitShape(shapes=shapes, unit_id=keys[uid], path=path_data(lines))
            for uid, lines in sorted(rings.items())
        ],
        batch_size=_BATCH,
    )
