"""Shapes for maps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from miara.cube.register import Level
from miara.units.models import ShapeSet, UnitShape

_LEVELS_KEPT = 6


@dataclass(frozen=True, slots=True)
class Shapes:
    """Paths of one level, to be drawn in one SVG.

    ``paths`` are SVG path data by uid, relative whole steps; draw them with
    ``fill-rule="evenodd"`` (enclaves are holes). ``digest`` names the content.
    """

    level: Level
    width: int
    height: int
    paths: Mapping[str, str]
    digest: str

    @property
    def view_box(self) -> str:
        """The ``viewBox`` of the SVG."""
        return f"0 0 {self.width} {self.height}"


def shapes(level: Level) -> Shapes | None:
    """Shapes of a level; None when no boundaries were imported.

    One small query; the paths stay in memory until the next import.
    """
    found = ShapeSet.objects.filter(level=level.value).values_list(
        "pk", "sha256", "imported_at"
    )
    key = found.first()
    return None if key is None else _read(level, *key)


@lru_cache(maxsize=_LEVELS_KEPT)
def _read(level: Level, pk: int, sha256: str, at: datetime) -> Shapes:
    size = ShapeSet.objects.get(pk=pk)
    rows = UnitShape.objects.filter(shapes_id=pk).order_by("unit__uid")
    return Shapes(
        level,
        size.width,
        size.height,
        dict(rows.values_list("unit__uid", "path")),
        f"{sha256[:16]}-{at:%Y%m%d%H%M%S%f}",
    )
