"""The mappings shipped with the product, and the schema that keeps them right."""

from pathlib import Path

import pytest
import yaml

import miara.definitions
from miara.cube import sources
from miara.cube.sources.bdl import label_key

ROOT = Path(miara.definitions.__file__).parent


def _variables() -> dict[str, dict]:
    found = {}
    for path in sorted((ROOT / "variables").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            found[entry["code"]] = entry
    return found


@pytest.mark.parametrize("name", sorted(sources.load_tables()))
def test_mapping_speaks_of_known_variables_and_sources(name: str) -> None:
    table = sources.load_tables()[name]
    variables = _variables()

    assert {column.variable for column in table.columns} <= set(variables)
    assert (ROOT / "sources" / f"{table.source}.yaml").is_file()
    for column in table.columns:
        if column.printed_step is not None:
            assert variables[column.variable]["additive"], column.variable


def test_every_variable_of_files_has_a_mapping() -> None:
    mapped = {
        column.variable
        for table in sources.load_tables().values()
        for column in table.columns
    }
    for path in (ROOT / "variables").glob("files_*.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            assert entry["code"] in mapped


def test_labels_of_one_mapping_differ() -> None:
    for table in sources.load_tables().values():
        keys = [(label_key(c.header), str(c.when)) for c in table.columns]
        assert len(set(keys)) == len(keys), table.table


GOOD = {
    "table": "good",
    "title": {"pl": "Dobra", "en": "Good"},
    "reader": "tabular",
    "source": "bdl",
    "codes": {"headers": ["kod"]},
    "periods": {"fixed": "2024"},
    "marks": {"-": ["missing"]},
    "columns": [{"variable": "births", "header": "urodzenia"}],
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"marks": {"-": ["gone"]}}, "unknown flag"),
        ({"periods": {"fixed": "2024", "column": "rok"}}, "say one of"),
        ({"periods": {"fixed": "MMXXIV"}}, "not a period"),
        ({"periods": {"title": "("}}, "not a regular expression"),
        ({"periods": {"header": True}}, "no {period}"),
        ({"codes": {}}, "codes.headers"),
        ({"columns": GOOD["columns"] * 2}, "stands twice"),
        ({"colums": []}, "Extra inputs"),
        ({"table": "other"}, "expected good"),
    ],
)
def test_broken_mapping_is_refused_with_its_reason(
    tmp_path: Path, change: dict, reason: str
) -> None:
    path = tmp_path / "good.yaml"
    path.write_text(yaml.safe_dump(GOOD), encoding="utf-8")
    assert sources.read_mapping(path).table == "good"

    path.write_text(yaml.safe_dump(GOOD | change), encoding="utf-8")

    with pytest.raises(sources.BrokenMapping) as caught:
        sources.read_mapping(path)
    assert reason in str(caught.value)


def test_broken_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_text("table: [", encoding="utf-8")

    with pytest.raises(sources.BrokenMapping):
        sources.read_mapping(path)


def test_every_code_of_a_finding_is_explained() -> None:
    for code, (_, sentence) in sources.CODES.items():
        assert code.replace("_", "").isalpha()
        assert len(sentence.split()) > 3
