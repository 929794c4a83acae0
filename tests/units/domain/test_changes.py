"""The reviewed changes obey the schema and their own arithmetic."""

import pytest
from pydantic import ValidationError

from miara.units.domain.changes import (
    TerritorialChange,
    changes_schema,
    territorial_changes,
)

GOOD = {
    "code": "proba",
    "kind": "merged",
    "effective": "2019-01-01",
    "before": {"code": "900101", "name": "Gaj", "kind": "2"},
    "after": [{"code": "900102", "share": 0.4}, {"code": "900103", "share": 0.6}],
    "act": {"title": "Rozporządzenie", "journal": "Dz.U. 2018 poz. 1"},
    "confirmed": True,
    "note": {"pl": "Zniesiono.", "en": "Abolished."},
    "reviewed_on": "2026-01-01",
}


def test_shipped_changes_are_read_in_time_order():
    changes = territorial_changes()
    assert [c.effective for c in changes] == sorted(c.effective for c in changes)
    assert len({c.code for c in changes}) == len(changes)
    assert {c.code for c in changes} >= {"ostrowice-2019", "grabowka-2025"}


def test_a_change_without_a_confirmed_act_says_so():
    for change in territorial_changes():
        assert change.confirmed == (change.act is not None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"after": [{"code": "900102", "share": 0.4}]},
        {"after": [{"code": "900102"}]},
        {"kind": "split", "after": [{"code": "900102", "share": 1.0}]},
        {"kind": "renumbered"},
        {"act": None},
        {"before": {"code": "90010", "name": "Gaj", "kind": "2"}},
        {"before": {"code": "900101", "name": "Gaj", "kind": "4"}},
        {"colour": "red"},
    ],
)
def test_change_that_breaks_a_rule_is_refused(wrong):
    TerritorialChange.model_validate(GOOD)
    with pytest.raises(ValidationError):
        TerritorialChange.model_validate(GOOD | wrong)


def test_schema_for_editors_names_every_field():
    assert set(changes_schema()["properties"]) == set(TerritorialChange.model_fields)


@pytest.mark.real_data
def test_changes_agree_with_the_real_files(real_snapshots):
    """What the files show as gone or new is explained, under the right names."""
    names = {u.code: u.name for s in real_snapshots for u in s.units}
    first, last = ({u.code for u in real_snapshots[i].units} for i in (0, -1))
    told = [c for c in territorial_changes() if c.effective > real_snapshots[0].day]
    assert first - last == {c.before.code for c in told if c.kind == "merged"}
    assert last - first == {u.code for c in told if c.kind == "split" for u in c.after}
    for change in told:
        assert names[change.before.code] == change.before.name
        assert all(unit.code in names for unit in change.after)
