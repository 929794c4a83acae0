"""Map of units in quantile classes, with hatching where nothing is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.formats import Number
from miara.charts.scales import (
    class_of,
    extent,
    finite,
    number_or_none,
    quantile_edges,
)
from miara.charts.svg import Chart

CLASSES = 5
LEGEND_ROW = 24.0


@dataclass(frozen=True, slots=True)
class Map:
    """Shapes and values by uid.

    ``shapes`` are SVG path data in the coordinates of ``view_box`` (x, y, width,
    height); a shape without a number in ``values`` is hatched. ``counties`` and
    ``voivodeships`` are path data of borders. ``own`` is the unit to outline.
    """

    uid: str
    title: str
    description: str
    shapes: Mapping[str, str]
    values: Mapping[str, float | None]
    view_box: tuple[float, float, float, float]
    counties: Sequence[str] = ()
    voivodeships: Sequence[str] = ()
    own: str = ""
    missing_label: str = ""
    unit_of_measure: str = ""


@dataclass(frozen=True, slots=True)
class LegendClass:
    """A class of the map: its number from 1, its ends, how many units it holds."""

    number: int
    low: float
    high: float
    count: int


def legend(data: Map) -> tuple[LegendClass, ...]:
    """Classes of the map, for the legend and for a sentence."""
    known = [number_or_none(data.values.get(uid)) for uid in data.shapes]
    bounds = extent(known)
    if bounds is None:
        return ()
    edges = quantile_edges(known, CLASSES)
    counts = [0] * (len(edges) + 1)
    for value in finite(known):
        counts[class_of(value, edges)] += 1
    ends = [bounds[0], *edges, bounds[1]]
    return tuple(
        LegendClass(_shade(i, len(counts)), ends[i], ends[i + 1], count)
        for i, count in enumerate(counts)
    )


def choropleth(data: Map, *, show: Number, width: int = 640) -> Chart:
    """The map above its legend in words; the height follows the shapes."""
    x, y, wide, high = data.view_box
    factor = width / wide if wide > 0 else 1.0
    map_height = max(high * factor, 1.0)
    key = svg.identifier(data.uid)
    edges = quantile_edges([data.values.get(uid) for uid in data.shapes], CLASSES)
    shift = f"scale({factor:.5g}) translate({-x:.6g} {-y:.6g})"
    parts = [
        _hatching(key, factor),
        f'<g transform="{shift}">',
        _areas(data, edges, key, factor),
        _borders(data.counties, "bc", 0.8 / factor),
        _borders(data.voivodeships, "bv", 1.2 / factor),
        _outline(data, factor),
        "</g>",
    ]
    rows, bottom = _legend_rows(data, show, key, map_height + 8, width)
    return svg.picture(
        [*parts, rows],
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="map",
        width=width,
        height=round(bottom + 4),
    )


def _shade(index: int, count: int) -> int:
    """Shade of a class; fewer classes use shades spread over all five."""
    return 1 + round(index * (CLASSES - 1) / max(count - 1, 1)) if count > 1 else 3


def _hatching(key: str, factor: float) -> str:
    """Two patterns of one look: for shapes, which are scaled, and for the legend."""
    body = (
        'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="'
        'rotate(45) scale({})"><path class="mb" d="M0 0h6v6h-6z"/>'
        '<path class="mh" d="M0 0v6"/></pattern>'
    )
    return (
        f'<defs><pattern id="{key}-h" {body.format(_size(1 / factor))}'
        f'<pattern id="{key}-l" {body.format(1)}</defs>'
    )


def _size(value: float) -> str:
    return f"{value:.4g}"


def _areas(data: Map, edges: Sequence[float], key: str, factor: float) -> str:
    """Every unit as a path; known ones by class, unknown ones hatched."""
    known, unknown = [], []
    for uid, path in data.shapes.items():
        tie = texts.safe(uid)
        value = number_or_none(data.values.get(uid))
        if value is None:
            unknown.append(f'<path d="{path}" data-k="{tie}"/>')
        else:
            shade = _shade(class_of(value, edges), len(edges) + 1)
            known.append(f'<path class="m{shade}" d="{path}" data-k="{tie}"/>')
    hatched = f'<g fill="url(#{key}-h)">{"".join(unknown)}</g>' if unknown else ""
    hairline = _size(0.4 / factor)
    return f'<g class="ms" stroke-width="{hairline}">{"".join(known)}{hatched}</g>'


def _borders(paths: Sequence[str], kind: str, width: float) -> str:
    if not paths:
        return ""
    return f'<path class="{kind}" stroke-width="{_size(width)}" d="{"".join(paths)}"/>'


def _outline(data: Map, factor: float) -> str:
    """The unit's border twice, so that it shows on light and dark shades."""
    path = data.shapes.get(data.own)
    if path is None:
        return ""
    return (
        f'<path class="oh" stroke-width="{_size(5 / factor)}" d="{path}"/>'
        f'<path class="oo" stroke-width="{_size(2.5 / factor)}" d="{path}"/>'
    )


def _legend_rows(
    data: Map, show: Number, key: str, top: float, width: int
) -> tuple[str, float]:
    """Classes from the lowest, flowing over as many rows as they need."""
    entries = [
        (f' class="m{item.number} me"', f"{show(item.low)} – {show(item.high)}")
        for item in legend(data)
    ]
    if data.missing_label and any(
        number_or_none(data.values.get(uid)) is None for uid in data.shapes
    ):
        entries.append((f' class="me" fill="url(#{key}-l)"', data.missing_label))
    out = []
    y = top
    if data.unit_of_measure:
        out.append(
            svg.label(data.unit_of_measure, 2, y + 14, room=width - 4, kind="at")
        )
        y += LEGEND_ROW
    x = 2.0
    for attributes, words in entries:
        room = min(texts.width(words), width - 30)
        if x > 2 and x + 24 + room > width:
            x = 2.0
            y += LEGEND_ROW
        out.append(
            f'<rect{attributes} x="{svg.px(x)}" y="{svg.px(y + 2)}" '
            'width="18" height="14"/>'
        )
        out.append(svg.label(words, x + 24, y + 14, room=room, kind="lb"))
        x += 24 + room + 18
    return "".join(out), y + (LEGEND_ROW if entries else 0)
