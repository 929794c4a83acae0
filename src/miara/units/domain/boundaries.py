"""Reading boundaries from GeoJSON and joining them with units."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from miara.cube.register import Level
from miara.units.domain.directory import Directory
from miara.units.domain.geometry import Grid, LonLatRing, Ring, dissolve, simplify

# Property with the code: our own and GUGiK's.
_CODES: Final = ("terc", "TERC", "JPT_KOD_JE")
_LEVELS: Final = {2: Level.VOIVODESHIP, 4: Level.COUNTY, 6: Level.MUNICIPALITY}
# A map is some 700 px wide; at 1,000 cells a cell is below what the eye tells apart
# and all municipalities of the country take 76 kB compressed.
GRID_WIDTH: Final = 1_000
TOLERANCE: Final = 2.0


class NotBoundariesError(Exception):
    """The file cannot be used; ``reason`` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Rings in longitude and latitude by public code, all of one level."""

    level: Level
    rings: Mapping[str, Sequence[LonLatRing]]
    without_shape: tuple[str, ...]  # codes of features whose geometry is no polygon


@dataclass(frozen=True, slots=True)
class Joined:
    """Simplified shapes by uid, and what found no partner."""

    level: Level
    grid: Grid
    rings: Mapping[str, list[Ring]]
    unknown_codes: tuple[str, ...]  # in the file, not in the register
    missing: tuple[str, ...]  # codes of existing units without a shape


def read_boundaries(content: bytes) -> Boundaries:
    """Read a GeoJSON collection of units of one level.

    Raises
    ------
    NotBoundariesError
        With ``json``, ``no_features``, ``no_code`` or ``mixed_levels``.
    """
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise NotBoundariesError("json") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not features:
        raise NotBoundariesError("no_features")
    rings: dict[str, list[LonLatRing]] = {}
    without = []
    for feature in features:
        code = _code(feature.get("properties") or {})
        found = _rings(feature.get("geometry"))
        if not found:
            without.append(code)
            continue
        rings.setdefault(code, []).extend(found)
    return Boundaries(_level([*rings, *without]), rings, tuple(without))


def _code(properties: Mapping[str, Any]) -> str:
    for name in _CODES:
        if properties.get(name):
            text = str(properties[name]).strip()
            return text[:6] if len(text) == 7 else text
    raise NotBoundariesError("no_code")


def _level(codes: list[str]) -> Level:
    levels = {_LEVELS.get(len(code)) for code in codes}
    if len(levels) != 1 or None in levels:
        raise NotBoundariesError("mixed_levels")
    return _LEVELS[len(codes[0])]


def _rings(geometry: Mapping[str, Any] | None) -> list[LonLatRing]:
    match (geometry or {}).get("type"):
        case "Polygon":
            return list(geometry["coordinates"]) if geometry else []
        case "MultiPolygon":
            return [r for p in geometry["coordinates"] for r in p] if geometry else []
        case _:
            return []


def join(boundaries: Boundaries, units: Directory, grid: Grid | None = None) -> Joined:
    """Shapes of the existing units of the level, simplified together.

    Parameters
    ----------
    grid
        The grid of shapes stored before, so that levels lie on each other.
    """
    grid = grid or Grid.around(_all(boundaries.rings.values()), GRID_WIDTH)
    snapped: dict[str, list[Ring]] = {}
    unknown = []
    for code, rings in boundaries.rings.items():
        uid = units.uid_of(code)
        if uid is None or not units.state(uid).exists:
            unknown.append(code)
            continue
        snapped.setdefault(uid, []).extend(
            line for ring in rings if len(line := grid.snap(ring)) >= 3
        )
    simplified = simplify(snapped, TOLERANCE)
    missing = [
        state.code
        for state in units.at_level(boundaries.level)
        if not simplified.get(state.uid)
    ]
    return Joined(
        boundaries.level,
        grid,
        {uid: rings for uid, rings in simplified.items() if rings},
        tuple(sorted(unknown)),
        tuple(missing),
    )


def _all(shapes: Iterable[Sequence[LonLatRing]]) -> Iterable[LonLatRing]:
    return (ring for rings in shapes for ring in rings)


def outlines(
    rings: Mapping[str, list[Ring]], units: Directory, level: Level
) -> dict[str, list[Ring]]:
    """Shapes of the level above, put together from municipalities.

    Their borders then run exactly along those of the municipalities.
    """
    above: Callable[[str], str | None] = (
        (lambda uid: units.state(uid).county_uid)
        if level is Level.COUNTY
        else (lambda uid: units.state(uid).voivodeship_uid)
    )
    groups: dict[str, dict[str, list[Ring]]] = {}
    for uid, shape in rings.items():
        group = above(uid)
        if group is not None:
            groups.setdefault(group, {})[uid] = shape
    return {uid: dissolve(shapes) for uid, shapes in groups.items()}
