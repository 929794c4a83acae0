"""Import of boundaries into the database."""

import json

import pytest
from django.utils import translation
from tests.factories.units import NOW, make_register

from miara.units import public as units
from miara.units.errors import BoundariesError, NoUnitsError

pytestmark = pytest.mark.django_db


def square(code, x, y, name="terc"):
    """A feature one degree wide."""
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {
        "type": "Feature",
        "properties": {name: code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


MUNICIPALITIES = [
    square("1201011", 19, 50),
    square("1201022", 20, 50),
    square("1206113", 19, 51),
    square("1206172", 20, 51),
    square("1216092", 21, 51, "JPT_KOD_JE"),
    square("1261011", 21, 50),
    square("1263011", 22, 50),
    square("1465011", 22, 51),
]


@pytest.fixture
def geojson(tmp_path):
    """Write features to a file."""

    def write(features, name="gminy.geojson"):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def import_file(path):
    """Import as the program itself."""
    return units.import_boundaries(path=path, by=None, now=NOW)


def test_shapes_of_all_levels_come_from_municipalities(geojson):
    make_register()
    report = import_file(geojson(MUNICIPALITIES))
    assert (report.joined, report.missing, report.unknown) == (8, (), ())
    levels = [units.Level(level) for level in ("gmina", "powiat", "wojewodztwo")]
    found = {level: units.shapes(level) for level in levels}
    assert {len(shapes.paths) for shapes in found.values()} == {8, 6, 2}
    assert len({shapes.view_box for shapes in found.values()}) == 1
    assert set(found[units.Level.COUNTY].paths) == {
        "1201", "1206", "1216", "126101", "126301", "146501"
    }  # fmt: skip


def test_what_does_not_join_is_reported(geojson):
    make_register()
    features = [*MUNICIPALITIES[1:], square("999999", 23, 50)]
    features[0]["geometry"] = None
    report = import_file(geojson(features))
    assert report.unknown == ("999999",)
    assert report.missing == ("120101", "120102")
    assert report.without_shape == ("120102",)
    text = "\n".join(report.lines("en"))
    assert "999999" in text
    assert "120101, 120102" in text


def test_own_file_of_a_level_stays_and_lies_on_the_same_grid(geojson):
    make_register()
    import_file(geojson(MUNICIPALITIES))
    own = [square("1206", 19, 51), square("1261", 21, 50)]
    report = import_file(geojson(own, "powiaty.geojson"))
    assert report.level is units.Level.COUNTY
    shapes = units.shapes(units.Level.COUNTY)
    assert set(shapes.paths) == {"1206", "126101"}
    assert shapes.view_box == units.shapes(units.Level.MUNICIPALITY).view_box
    again = import_file(geojson(MUNICIPALITIES))
    assert again.derived == (units.Level.VOIVODESHIP,)
    assert set(units.shapes(units.Level.COUNTY).paths) == {"1206", "126101"}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("not json", "GeoJSON"),
        ('{"features": []}', "no features"),
        ('{"features": [{"properties": {}}]}', "no code"),
        ('{"features": [{"properties": {"terc": "123"}}]}', "one level"),
    ],
)
def test_file_that_cannot_be_used_says_why(tmp_path, content, word):
    make_register()
    path = tmp_path / "granice.geojson"
    path.write_text(content)
    with pytest.raises(BoundariesError) as caught, translation.override("en"):
        import_file(path)
    with translation.override("en"):
        assert word in caught.value.for_people()
    assert units.shapes(units.Level.MUNICIPALITY) is None


def test_boundaries_need_units(geojson):
    with pytest.raises(NoUnitsError):
        import_file(geojson(MUNICIPALITIES))
