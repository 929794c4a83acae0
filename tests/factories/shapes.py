"""Square shapes, so that a small country has a map."""

from tests.factories.units import NOW

from miara.cube.register import Level
from miara.units.models import ShapeSet, Unit, UnitShape

SIDE = 10


def make_shapes(level: Level, uids: list[str]) -> ShapeSet:
    """One square a unit, all in a row; ``uids`` must be in the register."""
    rows = ShapeSet.objects.create(
        level=level.value,
        file_name="granice.geojson",
        sha256="a" * 64,
        width=SIDE * len(uids),
        height=SIDE,
        left=0,
        top=0,
        scale=1,
        imported_at=NOW,
    )
    known = {unit.uid: unit for unit in Unit.objects.filter(uid__in=uids)}
    UnitShape.objects.bulk_create(
        UnitShape(
            shapes=rows, unit=known[uid], path=f"M{SIDE * i} 0h{SIDE}v{SIDE}h-{SIDE}z"
        )
        for i, uid in enumerate(uids)
    )
    return rows
