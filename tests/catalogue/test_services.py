"""The national template of public services and the checklist of a strategy."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from miara.catalogue import public as catalogue
from miara.catalogue.services import SCHEMA_FILE, load_services, schema_text
from miara.cube.definitions import DEFINITIONS, DefinitionError


def test_every_domain_has_services():
    counts = Counter(each.domain for each in catalogue.service_templates())
    assert set(counts) == {domain.code for domain in catalogue.domains()}
    assert sum(counts.values()) >= 60
    assert min(counts.values()) >= 3


def test_a_county_is_not_offered_what_municipalities_do():
    county = {each.code for each in catalogue.service_templates("powiat")}
    assert "secondary_schools" in county
    assert "primary_schools" not in county


def test_no_provision_is_called_read_by_a_slip():
    """A provision becomes verified with the person who read it, one by one."""
    bases = [each.legal_basis for each in catalogue.service_templates()]
    assert [basis for basis in bases if basis and basis.verified] == []


def test_names_stand_once():
    names = [each.name.pl for each in catalogue.service_templates()]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_published_schema_is_current():
    kept = DEFINITIONS / "schemas" / SCHEMA_FILE
    assert kept.read_text(encoding="utf-8") == schema_text()


def test_errors_are_named(tmp_path: Path):
    entry = yaml.safe_load((DEFINITIONS / "services.yaml").read_text())[0]
    wrong = {**entry, "domain": "nowhere", "indicators": ["nothing"]}
    (tmp_path / "services.yaml").write_text(yaml.safe_dump([wrong, wrong]))
    with pytest.raises(DefinitionError) as error:
        load_services(tmp_path)
    assert Counter(problem.code for problem in error.value.problems) == {
        "unknown_domain": 2,
        "unknown_indicator": 2,
        "twice": 1,
    }


def test_the_checklist_names_its_law_and_ten_elements():
    found = catalogue.strategy_checklist()
    assert "art. 10e" in found.basis.text
    assert len({item.code for item in found.items}) == 10
