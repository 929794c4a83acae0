"""The published JSON Schemas."""

import json

import pytest
import yaml

from miara.cube.definitions import DEFINITIONS
from miara.cube.definitions.json_schema import schemas


@pytest.mark.parametrize("name", sorted(schemas()))
def test_published_schema_is_current(name):
    """Run ``python -m miara.cube.definitions.json_schema`` when this fails."""
    published = (DEFINITIONS / "schemas" / name).read_text(encoding="utf-8")
    assert published == schemas()[name]


def test_no_schema_is_left_over():
    published = {path.name for path in (DEFINITIONS / "schemas").glob("*.json")}
    assert published >= set(schemas())


def test_indicator_schema_asks_for_what_files_write():
    schema = json.loads(schemas()["indicators.json"])
    entry = schema["$defs"]["Indicator"]
    for path in (DEFINITIONS / "indicators").glob("*.yaml"):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert document.keys() <= schema["properties"].keys()
        for item in document["indicators"]:
            assert set(entry["required"]) <= item.keys() <= entry["properties"].keys()
