"""The public log of corrections is made of differences between vintages."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miara.cube.flags import CONFIDENTIAL, MEASURED, MISSING, has_number
from miara.cube.periods import Period
from miara.cube.store import ChangeKind, Store, Vintage, VintageBuilder, diff

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Table = dict[tuple[int, str], float | str]
STATES = {"-": MISSING, "x": CONFIDENTIAL}
CELLS = st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.sampled_from(["-", "x"]))


def vintage(store: Store, table: Table) -> Vintage:
    """A vintage of variable v and indicator i with the same cells."""
    years = sorted({year for year, _ in table})
    units = sorted({uid for _, uid in table})
    cells = [[table.get((year, uid), "-") for uid in units] for year in years]
    values = np.array([[np.nan if isinstance(c, str) else c for c in r] for r in cells])
    flags = np.array([[STATES.get(c, MEASURED) for c in r] for r in cells], np.uint8)
    with VintageBuilder(
        store, units=units, unit_codes=units, created_at=NOW, digests={}
    ) as builder:
        builder.add_variable(
            "v",
            periods=[Period.year(year) for year in years],
            values=values,
            flags=flags,
            source=np.full(flags.shape, 65535, np.uint16),
            origins=[],
        )
        builder.add_block(
            "gmina",
            "A",
            indicators=["i"],
            periods=[Period.year(year) for year in years],
            units=units,
        )
        builder.add_quantity("gmina", "A", "value", values[None])
        builder.add_quantity("gmina", "A", "flag", flags[None])
        return store.open(builder.finish())


def in_plain_python(old: Table, new: Table) -> dict[tuple[int, str], ChangeKind]:
    found = {}
    for key in set(old) | set(new):
        a, b = old.get(key, "-"), new.get(key, "-")
        if a == b:
            continue
        if isinstance(a, str) and isinstance(b, str):
            found[key] = ChangeKind.RESTATED
        elif isinstance(a, str):
            found[key] = ChangeKind.ADDED
        elif isinstance(b, str):
            found[key] = ChangeKind.WITHDRAWN
        else:
            found[key] = ChangeKind.REVISED
    return found


TABLES = st.dictionaries(
    st.tuples(st.integers(2020, 2022), st.sampled_from("abc")), CELLS, min_size=1
)


@settings(max_examples=60, deadline=None)
@given(old=TABLES, new=TABLES)
def test_agrees_with_plain_python(
    tmp_path_factory: pytest.TempPathFactory, old: Table, new: Table
) -> None:
    store = Store(tmp_path_factory.mktemp("s"), sync=False)
    changes = diff(vintage(store, old), vintage(store, new))

    expected = in_plain_python(old, new)
    for part in (changes.variables, changes.indicators):
        cells = [change for series in part for change in series]
        assert {(c.period.start.year, c.uid): c.kind for c in cells} == expected
        for c in cells:
            assert has_number(np.uint8(c.old_flag)) == (not np.isnan(c.old))
            number = new.get((c.period.start.year, c.uid), "-")
            assert np.isnan(c.new) if isinstance(number, str) else c.new == number
    for kind in ChangeKind:
        assert changes.count(kind) == 2 * list(expected.values()).count(kind)


def test_only_units_that_are_followed(store: Store) -> None:
    old = vintage(store, {(2020, "a"): 1.0, (2020, "b"): 1.0})
    new = vintage(store, {(2020, "a"): 2.0, (2020, "b"): 2.0})

    assert {change.uid for change in diff(old, new, units={"b"})} == {"b"}
    assert list(diff(old, old)) == []


def test_differences_of_arithmetic_can_be_left_out(store: Store) -> None:
    old = vintage(store, {(2020, "a"): 0.1 + 0.2})
    new = vintage(store, {(2020, "a"): 0.3})

    assert diff(old, new).count(ChangeKind.REVISED) == 2
    assert diff(old, new, tolerance=1e-12).count(ChangeKind.REVISED) == 0


def test_new_and_lost_series_are_named(tmp_path: Path) -> None:
    store = Store(tmp_path, sync=False)
    full = vintage(store, {(2020, "a"): 1.0})
    with VintageBuilder(
        store, units=["a"], unit_codes=["a"], created_at=NOW, digests={}
    ) as builder:
        empty = store.open(builder.finish())

    appeared = diff(empty, full)
    assert appeared.appeared == ("gmina-A/i", "v")
    assert appeared.count(ChangeKind.ADDED) == 2
    vanished = diff(full, empty)
    assert vanished.vanished == ("gmina-A/i", "v")
    assert vanished.count(ChangeKind.WITHDRAWN) == 2
