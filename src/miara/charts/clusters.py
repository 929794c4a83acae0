"""Map of clusters: how many things lie in each area, every cluster a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.outline import centre
from miara.charts.svg import Chart, px

__all__ = ["Cluster", "Clusters", "clusters"]

#: Radii that a finger can hit, on a drawing that a phone shrinks to two thirds.
_LEAST: Final = 19.0
_MOST: Final = 40.0
_ROUNDS: Final = 80


@dataclass(frozen=True, slots=True)
class Cluster:
    """Things of one area: ``uid`` of its shape, words that are read out, an address."""

    uid: str
    count: int
    shown: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Clusters:
    """Shapes by uid as path data in the coordinates of ``view_box``, and what is in."""

    uid: str
    title: str
    shapes: Mapping[str, str]
    clusters: Sequence[Cluster]
    view_box: tuple[float, float, float, float]


def clusters(data: Clusters, *, width: int = 480) -> Chart:
    """Areas with a circle for each cluster; circles that would overlap move apart.

    The drawing is a group, not an image: its links are met with the keyboard in the
    order of ``clusters``.
    """
    x, y, wide, high = data.view_box
    factor = width / wide if wide > 0 else 1.0
    height = max(round(high * factor), 1)
    here = [each for each in data.clusters if each.uid in data.shapes]
    largest = max((each.count for each in here), default=1)
    radii = [_radius(each.count, largest) for each in here]
    places = []
    for each in here:
        middle = centre(data.shapes[each.uid])
        places.append(((middle[0] - x) * factor, (middle[1] - y) * factor))
    places = _apart(places, radii, width, height)
    areas = "".join(f'<path d="{path}"/>' for path in data.shapes.values())
    key = svg.identifier(data.uid)
    scaled = f"scale({factor:.5g}) translate({-x:.6g} {-y:.6g})"
    parts = [
        f'<g class="area" stroke-width="{1 / factor:.4g}" transform="{scaled}">',
        f'<g fill-rule="evenodd">{areas}</g></g>',
        *(
            _link(each, place, radius)
            for each, place, radius in zip(here, places, radii, strict=True)
        ),
    ]
    drawn = (
        f'<svg class="ch ch-clusters" role="group" aria-labelledby="{key}-t" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<title id="{key}-t">{texts.safe(data.title)}</title>{"".join(parts)}</svg>'
    )
    return Chart(drawn, width, height)


def _radius(count: int, largest: int) -> float:
    share = (count - 1) / (largest - 1) if largest > 1 else 0.0
    return _LEAST + (_MOST - _LEAST) * sqrt(max(share, 0.0))


def _apart(
    places: Sequence[tuple[float, float]],
    radii: Sequence[float],
    width: float,
    height: float,
) -> list[tuple[float, float]]:
    """Move circles that overlap by half of the overlap each, and keep all inside."""
    found = [list(place) for place in places]
    for _round in range(_ROUNDS):
        moved = False
        for i, one in enumerate(found):
            for j in range(i + 1, len(found)):
                moved |= _push(one, found[j], radii[i] + radii[j] + 2)
        for place, radius in zip(found, radii, strict=True):
            place[0] = min(max(place[0], radius), max(width - radius, radius))
            place[1] = min(max(place[1], radius), max(height - radius, radius))
        if not moved:
            break
    return [(x, y) for x, y in found]


def _push(one: list[float], other: list[float], room: float) -> bool:
    across, down = other[0] - one[0], other[1] - one[1]
    distance = hypot(across, down)
    if distance >= room:
        return False
    if distance < 1e-6:
        across, down, distance = 1.0, 0.0, 1.0  # one inside the other: side by side
        step = room / 2
    else:
        step = (room - distance) / 2
    one[0] -= across / distance * step
    one[1] -= down / distance * step
    other[0] += across / distance * step
    other[1] += down / distance * step
    return True


def _link(each: Cluster, place: tuple[float, float], radius: float) -> str:
    x, y = place
    return (
        f'<a href="{texts.safe(each.url)}" aria-label="{texts.safe(each.label)}">'
        f"<title>{texts.safe(each.label)}</title>"
        f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(radius)}"/>'
        f'<text x="{px(x)}" y="{px(y + 5)}" text-anchor="middle">'
        f"{texts.safe(each.shown)}</text></a>"
    )
