"""Clusters on a map: each a link, none over another, all inside."""

import re
from math import hypot
from xml.etree import ElementTree as ET

import pytest

from miara.charts import Cluster, Clusters, clusters
from miara.charts.outline import centre, extent_of

SQUARES = {f"u{i}": f"M{10 * i} 0h10v10h-10z" for i in range(12)}


def drawn(counts, shapes=SQUARES):
    found = [
        Cluster(uid, count, str(count), f"{uid}: {count} & more", f"/x/?a={uid}&b=1")
        for uid, count in counts.items()
    ]
    box = (0.0, 0.0, 120.0, 60.0)
    return ET.fromstring(clusters(Clusters("m", "Mapa <1>", shapes, found, box)).svg)


def circles(root):
    return [
        tuple(float(circle.get(name)) for name in ("cx", "cy", "r"))
        for circle in root.iter("circle")
    ]


@pytest.mark.parametrize(
    "counts",
    [{"u3": 1}, {f"u{i}": i + 1 for i in range(12)}, {"u1": 900, "u2": 1, "u0": 1}],
)
def test_circles_stand_apart_and_inside(counts):
    found = circles(drawn(counts))
    assert len(found) == len(counts)
    for i, (x, y, r) in enumerate(found):
        assert r <= x <= 480 - r
        assert r <= y <= 240 - r
        for other_x, other_y, other_r in found[i + 1 :]:
            assert hypot(x - other_x, y - other_y) >= (r + other_r) * 0.9


def test_shapes_one_inside_the_other_have_circles_side_by_side():
    shapes = {"city": "M4 4h2v2h-2z", "county": "M0 0h10v10h-10z"}
    one, two = circles(drawn({"city": 3, "county": 3}, shapes))
    assert abs(one[0] - two[0]) >= one[2] + two[2]


def test_every_cluster_is_a_link_with_words():
    root = drawn({"u3": 2, "gone": 4})
    (link,) = root.iter("a")
    assert link.get("href") == "/x/?a=u3&b=1"
    assert link.get("aria-label") == "u3: 2 & more"
    assert link.find("text").text == "2"
    assert root.get("role") == "group"
    assert root.find("title").text == "Mapa <1>"


def test_without_clusters_the_areas_stay():
    root = drawn({})
    assert len(list(root.iter("path"))) == 12
    assert circles(root) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("M0 0h4v4h-4z", (2, 2)),
        ("M0 0 4 0 4 4 0 4z", (2, 2)),
        ("m1 1l2 0 0 2 -2 0z", (2, 2)),
        ("M0 0h10v10h-10zm20 0h1v1h-1z", (5, 5)),
        ("M3 3z", (3, 3)),
        ("", (0, 0)),
    ],
)
def test_the_middle_of_a_shape(path, expected):
    assert centre(path) == pytest.approx(expected)
    if re.search(r"\d", path):
        assert extent_of([path])[0] in {0, 1, 3}
