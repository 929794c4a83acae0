"""Reviewed corrections: schema, guard, effect."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from tests.cube.assemble.tables import PLAIN, make_load, make_register

from miara.cube import flags as f
from miara.cube.assemble import (
    Correction,
    CorrectionsError,
    VariableRule,
    assemble,
    load_corrections,
)
from miara.cube.loads import Severity

ENTRY: dict[str, Any] = {
    "code": "v-020101-2022",
    "variable": "v",
    "unit": "020101",
    "periods": ["2022"],
    "action": "set_value",
    "value": 7.5,
    "expected": {"2022": 75.0},
    "reason": {"pl": "Przesunięty przecinek.", "en": "A misplaced decimal comma."},
    "provider": "GUS",
    "status": "reported",
    "reviewed_on": "2026-03-01",
}


def corrected(**changes: Any) -> tuple[tuple[float, int], dict[str, Severity], Any]:
    """The cell of 020101 in 2022 (75 in the file), finding codes, metadata."""
    correction = Correction.model_validate({**ENTRY, **changes})
    load = make_load({"020101": [75, 8], "020102": [1, 1], "026101": [1, 1]})
    done = assemble(
        [load],
        make_register(PLAIN),
        {"v": VariableRule("v", additive=True)},
        [correction],
    )
    variable = done.variables["v"]
    cell = (0, done.units.index("G1"))
    return (
        (float(variable.values[cell]), int(variable.flags[cell])),
        {finding.code: finding.severity for finding in done.findings},
        variable.meta["corrections"],
    )


def test_value_is_replaced_and_told() -> None:
    cell, findings, meta = corrected()

    assert cell == (7.5, f.MEASURED)
    assert "corrected_cell" in findings
    assert meta == [
        {
            "correction": "v-020101-2022",
            "uid": "G1",
            "period": "2022",
            "old": 75.0,
            "new": 7.5,
        }
    ]


def test_value_is_taken_away() -> None:
    (value, flag), _, meta = corrected(action="set_missing", value=None)

    assert np.isnan(value)
    assert flag == f.MISSING
    assert meta[0]["new"] is None


def test_mark_is_set() -> None:
    cell, _, _ = corrected(action="set_flag", value=None, flag=["estimated"])

    assert cell == (75.0, f.ESTIMATED)


def test_corrected_numbers_enter_the_sums() -> None:
    correction = Correction.model_validate(ENTRY)
    load = make_load({"020101": [75, 8], "020102": [1, 1]})
    done = assemble(
        [load],
        make_register({k: v for k, v in PLAIN.items() if k != "CITY"}),
        {"v": VariableRule("v", additive=True)},
        [correction],
    )

    assert done.variables["v"].values[0, done.units.index("P")] == 8.5


@pytest.mark.parametrize("expected", [{"2022": 74.0}, {"2022": None}])
def test_a_guard_that_no_longer_matches_is_a_warning(
    expected: dict[str, float | None],
) -> None:
    cell, findings, meta = corrected(expected=expected)

    assert cell == (75.0, f.MEASURED)
    assert findings["stale_correction"] is Severity.WARNING
    assert meta == []


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "999999"},
        {"periods": ["2019"], "expected": {"2019": 75.0}},
        {"variable": "other"},
    ],
)
def test_a_correction_of_nothing_is_a_warning(changes: dict[str, Any]) -> None:
    cell, findings, _ = corrected(**changes)

    assert cell == (75.0, f.MEASURED)
    assert findings["unplaced_correction"] is Severity.WARNING


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "set_missing"},  # with a value
        {"value": None},
        {"flag": ["estimated"]},
        {"action": "set_flag", "value": None, "flag": ["missing"]},
        {"expected": {}},
        {"periods": ["2022-13"], "expected": {"2022-13": 1.0}},
        {"reason": {"pl": "Powód."}},
        {"reviewer": "x"},
    ],
)
def test_entries_that_make_no_sense_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Correction.model_validate({**ENTRY, **changes})


YAML = """
- code: v-020101-2022
  variable: v
  unit: "020101"
  periods: ["2022"]
  action: set_missing
  expected: {"2022": 75}
  reason: {pl: Powód., en: Reason.}
  provider: GUS
  status: found
  reviewed_on: 2026-03-01
"""


def test_files_are_read_and_errors_name_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    (correction,) = load_corrections(tmp_path)
    assert correction.expected == {"2022": 75.0}

    (tmp_path / "b.yaml").write_text(YAML, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"b\.yaml.*stands twice"):
        load_corrections(tmp_path)
    (tmp_path / "b.yaml").write_text("- code: x", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"b\.yaml"):
        load_corrections(tmp_path)
