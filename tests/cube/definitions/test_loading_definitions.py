"""What loading refuses, each shown by breaking one good small folder."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import yaml

from miara.cube import flags as f
from miara.cube.definitions import DefinitionError, load_definitions
from miara.cube.definitions.examples import run_example

TEXT = {"pl": "Tekst", "en": "Text"}


def unit(code, powers, scale="1", **more):
    return {
        "code": code,
        "title": TEXT,
        "symbol": None,
        "powers": powers,
        "scale": scale,
        **more,
    }


def variable(code, unit_of_measure="PERSON", **more):
    return {
        "code": code,
        "title": TEXT,
        "unit_of_measure": unit_of_measure,
        "additive": True,
        "levels": ["gmina"],
        "source": "office",
        "confirmed": True,
        **more,
    }


def indicator(**more):
    return {
        "code": "births_rate",
        "title": TEXT,
        "question": TEXT,
        "why": TEXT,
        "kind": "context",
        "numerator": "births",
        "denominator": "people",
        "factor": 1000,
        "unit_of_measure": "PER_1000",
        "decimals": 1,
        "polarity": "none",
        "interval": "byar",
        "levels": ["gmina"],
        "peer_topic": "general",
        "plausible": {"low": 0, "high": 40},
        "status": "confirmed",
        "examples": [{"inputs": {"births": 12, "people": 1000}, "expected": 12.0}],
        **more,
    }


@dataclass
class Folder:
    """A folder of definitions that can be changed before it is loaded."""

    path: Path
    variables: list
    indicators: list
    shared: dict
    units: list
    feature: dict

    def load(self):
        self.write("variables/all.yaml", self.variables)
        self.write("units_of_measure/all.yaml", self.units)
        health = {**self.shared, "indicators": self.indicators}
        self.write("indicators/health.yaml", health)
        self.write(
            "topics/general.yaml",
            {
                "code": "general",
                "title": TEXT,
                "description": TEXT,
                "kind_groups": [["1"]],
                "features": [self.feature, {**self.feature, "code": "other"}],
            },
        )
        self.write(
            "sources/office.yaml",
            {
                "key": "office",
                "producer": TEXT,
                "title": TEXT,
                "url": "https://example.org",
                "licence": "open",
            },
        )
        self.write(
            "domains.yaml",
            [
                {
                    "code": "health",
                    "order": 1,
                    "slug": {"pl": "zdrowie", "en": "health"},
                    "name": TEXT,
                    "description": TEXT,
                }
            ],
        )
        return load_definitions(self.path)

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def problems(self):
        with pytest.raises(DefinitionError) as caught:
            self.load()
        return [problem.code for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path):
    return Folder(
        path=tmp_path,
        variables=[variable("births", "EVENT"), variable("people")],
        indicators=[indicator()],
        shared={
            "domain": "health",
            "authored_by": {"pl": "Zespół", "en": "Team"},
            "checked_on": "2026-01-01",
            "next_review": "2027-01-01",
            "change_log": [{"on": "2026-01-01", "what": TEXT}],
        },
        units=[
            unit("PERSON", {"PERSON": 1}, counted=True),
            unit("EVENT", {"EVENT": 1}, counted=True),
            unit("PLN", {"PLN": 1}),
            unit("PER_1000", {}, "1/1000", of_counts=True),
            unit("PERCENT", {}, "1/100"),
        ],
        feature={
            "code": "size",
            "title": TEXT,
            "formula": "people",
            "transform": "log",
            "weight": 1,
            "similar": TEXT,
            "higher": TEXT,
            "lower": TEXT,
        },
    )


def test_a_good_folder_loads(folder):
    definitions = folder.load()
    found = definitions.indicator("births_rate")
    assert found.domain == "health"
    assert [v.code for v in definitions.variables_of(found)] == ["births", "people"]
    assert [s.key for s in definitions.sources_of(found)] == ["office"]
    assert definitions.can_be_aggregated("births_rate")


def test_digest_changes_with_any_file_and_only_then(folder):
    first = folder.load().digest
    assert folder.load().digest == first
    folder.variables[0]["additive"] = False
    assert folder.load().digest != first


def test_misspelt_key_is_refused(folder):
    folder.indicators = [indicator(polarty="up")]
    assert folder.problems() == ["extra_forbidden"]


def test_unknown_key_at_the_top_of_an_indicator_file_is_refused(folder):
    folder.shared["autored_by"] = "Zespół"
    assert folder.problems() == ["extra_forbidden"]


def test_unknown_code_names_the_nearest(folder):
    folder.indicators = [indicator(denominator="poeple")]
    with pytest.raises(DefinitionError, match="did you mean 'people'"):
        folder.load()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"numerator": "births +"}, ["syntax"]),
        ({"numerator": "births + people"}, ["unlike_units"]),
        ({"unit_of_measure": "PERCENT"}, ["UnitOfMeasureMismatch"]),
        ({"factor": 100}, ["UnitOfMeasureMismatch"]),
        ({"unit_of_measure": "MILE"}, ["unknown_unit"]),
        ({"domain": "magic"}, ["unknown_domain"]),
        ({"peer_topic": "magic"}, ["unknown_topic"]),
        ({"levels": ["gmina", "powiat"]}, []),
        ({"applicability": "kind == 8"}, ["syntax"]),
        ({"plausible": {"low": 20, "high": 40}}, ["implausible_example"]),
        ({"plausible": {"low": 40, "high": 20}}, ["value_error"]),
        ({"polarity": "range"}, ["value_error"]),
        ({"status": "unconfirmed"}, ["value_error"]),
        ({"next_review": "2025-01-01"}, ["value_error"]),
        ({"denominator": None}, ["value_error"]),
        ({"examples": []}, ["too_short"]),
        (
            {
                "examples": [
                    {"inputs": {"births": 12, "people": 1000}, "expected": 12.1}
                ]
            },
            ["wrong_example"],
        ),
        (
            {"examples": [{"inputs": {"birth": 12}, "expected": None}]},
            ["unknown_input"],
        ),
        ({"caveats": {"pl": ["Uwaga."], "en": []}}, ["value_error"]),
        ({"title": {"pl": "Tekst"}}, ["missing"]),
        ({"code": "births"}, ["duplicate", "circular"]),
    ],
)
def test_one_wrong_thing_is_found(folder, change, codes):
    folder.indicators = [indicator(**change)]
    if codes:
        assert folder.problems() == codes
    else:
        assert folder.load()


def test_variable_that_cannot_be_summed_has_no_higher_level(folder):
    folder.variables[0]["additive"] = False
    folder.indicators = [indicator(levels=["gmina", "powiat"])]
    assert folder.problems() == ["no_input_at_level"]


def test_confirmed_indicator_needs_confirmed_variables(folder):
    folder.variables[1]["confirmed"] = False
    assert folder.problems() == ["unconfirmed_input"]


def test_circle_of_derived_variables_is_refused(folder):
    folder.variables += [
        variable("one", source=None, formula="two * 2"),
        variable("two", source=None, formula="one * 2"),
    ]
    assert folder.problems() == ["circular"]


def test_circle_through_indicators_is_refused(folder):
    folder.variables += [variable("back", source=None, formula="births_rate * people")]
    folder.indicators = [indicator(numerator="births + back")]
    assert folder.problems() == ["circular"]


def test_derived_variable_must_have_its_unit(folder):
    folder.variables += [
        variable("all", "PLN", source=None, formula="sum(people, people)")
    ]
    assert folder.problems() == ["UnitOfMeasureMismatch"]


def test_variable_without_source_is_found(folder):
    folder.variables[0]["source"] = "nobody"
    assert folder.problems() == ["unknown_source"]


def test_feature_with_unknown_code_is_found(folder):
    folder.feature["formula"] = "peple"
    assert folder.problems() == ["unknown_name", "unknown_name"]


def test_all_problems_are_told_at_once(folder):
    folder.indicators = [
        indicator(decimals=9),
        indicator(code="x", polarity="sideways"),
    ]
    assert folder.problems() == ["less_than_equal", "enum"]


def test_code_defined_twice_is_refused(folder):
    folder.variables.append(variable("births", "EVENT"))
    assert folder.problems() == ["duplicate"]


def test_broken_yaml_names_the_file(folder):
    folder.load()
    (folder.path / "variables" / "all.yaml").write_text("- code: [", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"variables/all\.yaml"):
        load_definitions(folder.path)


def test_indicator_is_not_applicable_where_its_condition_fails(folder):
    folder.indicators = [
        indicator(
            applicability="kind in (2, 3)",
            examples=[
                {
                    "inputs": {"births": 12, "people": 1000},
                    "expected": 12.0,
                    "kind": "2",
                },
                {
                    "inputs": {"births": 12, "people": 1000},
                    "expected": None,
                    "kind": "M",
                },
            ],
        )
    ]
    definitions = folder.load()
    found = definitions.indicator("births_rate")
    cells = run_example(definitions, found, found.examples[1])
    assert cells.flags.tolist() == [[f.NOT_APPLICABLE]]
    assert np.isnan([cells.numerator, cells.denominator, cells.value]).all()
