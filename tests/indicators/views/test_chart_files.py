"""Charts by address: files, tags, and frames on other sites."""

import gzip
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from tests.factories.shapes import make_shapes
from tests.factories.vintages import publish_small_vintage, small_register

from miara.cube.register import Level

pytestmark = pytest.mark.django_db

KINDS = ["mapa", "czas", "rozklad", "zmiennosc"]
CODE = "false_alarms_percent"  # no break, so twelve years make a control chart


@pytest.fixture(autouse=True)
def _published(settings) -> None:
    publish_small_vintage(settings)
    units = small_register().at_level(Level.MUNICIPALITY)
    make_shapes(Level.MUNICIPALITY, [unit.uid for unit in units])


def address(kind: str, suffix: str = "svg", given: str = "j=120617") -> str:
    return f"/wskazniki/{CODE}/{kind}.{suffix}?{given}"


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_a_described_picture(client: Client, kind: str) -> None:
    response = client.get(address(kind))
    root = ET.fromstring(response.content)

    assert response["Content-Type"] == "image/svg+xml"
    assert root.get("role") == "img"
    names = [child.tag.rpartition("}")[2] for child in root][:2]
    assert names == ["title", "desc"]
    assert b"<script" not in response.content


@pytest.mark.parametrize("kind", KINDS)
def test_png_is_a_picture(client: Client, kind: str) -> None:
    response = client.get(address(kind, "png"))

    assert response["Content-Type"] == "image/png"
    assert response.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_dark_map_differs_and_unknown_theme_is_404(client: Client) -> None:
    light = client.get(address("mapa")).content
    dark = client.get(address("mapa", given="j=120617&motyw=ciemny")).content

    assert light != dark
    assert client.get(address("mapa", given="motyw=rozowy")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        address("mapa"),
        address("czas", "png"),
        "/wskazniki/fires_per_1000.csv",
        "/wskazniki/fires_per_1000.json",
        "/osadz/wskazniki/fires_per_1000/czas/?j=120617",
    ],
)
def test_known_tag_needs_no_body(client: Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    other = client.get(path, headers={"if-none-match": '"another"'})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    policy = "Content-Security-Policy"
    assert again[policy] == first[policy]
    assert other.status_code == 200
    assert other.content == first.content


def test_tag_follows_the_vintage_and_the_language(client: Client, settings) -> None:
    from datetime import UTC, datetime

    from tests.factories.vintages import publish, small_world

    path = "/wskazniki/fires_per_1000.csv?rok=2020"
    before = client.get(path)
    english = client.get(f"/en{path}")
    publish(small_world().ids["first"], at=datetime(2026, 4, 1, tzinfo=UTC))
    after = client.get(path)

    assert len({before["ETag"], english["ETag"], after["ETag"]}) == 3
    assert before.content == english.content
    assert before.content != after.content


@pytest.mark.parametrize("path", [address("mapa"), "/wskazniki/fires_per_1000.csv"])
def test_packed_and_plain_are_the_same(client: Client, path: str) -> None:
    plain = client.get(path)
    packed = client.get(path, headers={"accept-encoding": "gzip, br"})

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert plain["ETag"] != packed["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_embedded_chart_may_be_framed_and_keeps_nothing(
    client: Client, kind: str, prefix: str
) -> None:
    response = client.get(f"{prefix}/osadz/wskazniki/{CODE}/{kind}/?j=120617")
    body = response.content.decode()
    policy = response["Content-Security-Policy"]

    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert not response.cookies
    assert "<script" not in body
    assert " style=" not in body
    assert ("National Headquarters" if prefix else "Komenda Główna") in body
    assert re.search(rf'href="http[^"]+/wskazniki/{CODE}/\?j=120617', body)
    # A narrow frame gets the drawing with larger words; a map is one picture.
    assert ('class="chart-narrow"' in body) == (kind != "mapa")
    assert body.count("<svg") == (0 if kind == "mapa" else 2)
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))


def test_other_pages_may_not_be_framed(client: Client) -> None:
    response = client.get("/wskazniki/fires_per_1000/")

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_map_holds_every_unit_and_hatches_the_unknown(client: Client) -> None:
    svg = client.get("/wskazniki/fires_per_1000/mapa.svg?j=120617").content.decode()
    drawn = re.findall(r'data-k="(\d{6})"', svg)

    assert sorted(drawn) == sorted(
        unit.uid for unit in small_register().at_level(Level.MUNICIPALITY)
    )
    hatched = svg[svg.index('<g fill="url(#map-h)">') :]
    hatched = hatched[: hatched.index("</g>")]
    assert sorted(re.findall(r'data-k="(\d{6})"', hatched)) == ["120103", "120606"]
