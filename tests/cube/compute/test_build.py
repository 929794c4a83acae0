"""Building a whole vintage: every number follows from the loads, nothing else."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from miara.cube import flags as f
from miara.cube.compute import build
from miara.cube.definitions import load_definitions
from miara.cube.loads import Load, Origin, Plane
from miara.cube.periods import Period
from miara.cube.register import COUNTRY, CodeSpan, Level, Register, RegisterUnit
from miara.cube.store import Store

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
LATER = datetime(2027, 11, 3, 12, tzinfo=UTC)
YEARS = tuple(Period.year(year) for year in range(2018, 2025))
COUNT = 40


def make_register(count: int = COUNT) -> Register:
    """One voivodeship with four counties of rural municipalities."""
    units = []
    for number in range(count):
        county = f"98{number % 4 + 1:02d}"
        units.append(
            RegisterUnit(
                uid=f"{county}{number // 4 + 1:02d}",
                code=f"{county}{number // 4 + 1:02d}",
                name=f"Gmina {number}",
                kind="2",
                levels=(Level.MUNICIPALITY,),
                parent_county=county,
                parent_voivodeship="98",
            )
        )
    units += [
        RegisterUnit(f"980{n}", f"980{n}", f"P {n}", "P", (Level.COUNTY,), None, "98")
        for n in range(1, 5)
    ]
    units += [
        RegisterUnit("98", "98", "Sample", "W", (Level.VOIVODESHIP,), None, None),
        RegisterUnit(COUNTRY, COUNTRY, "Polska", "K", (Level.COUNTRY,), None, None),
    ]
    units.sort(key=lambda unit: unit.code)
    spans = tuple(CodeSpan(unit.code, unit.uid, date.min, None) for unit in units)
    return Register(units=tuple(units), spans=spans, digest=f"register-{count}")


def make_load(
    register: Register,
    seed: int = 1,
    periods: tuple[Period, ...] = YEARS,
    name: str = "a.csv",
) -> Load:
    """Population, births and fires of every municipality."""
    rng = np.random.default_rng(seed)
    codes = tuple(u.code for u in register.at_level(Level.MUNICIPALITY))
    shape = (len(periods), len(codes))
    people = np.broadcast_to(rng.integers(2000, 30000, len(codes)), shape) * 1.0
    births = rng.poisson(people * 0.009) * 1.0
    flags = np.zeros(shape, dtype=np.uint8)
    births_flags = flags.copy()
    births_flags[births == 0] = f.ZERO_EVENT
    planes = (
        Plane("population", periods, codes, people.copy(), flags),
        Plane("births", periods, codes, births, births_flags),
        Plane("population_density", periods, codes, people / 100, flags),
    )
    origin = Origin("gus_table_iv", name, f"sha-{name}-{seed}", "GUS", "T", None)
    return Load(origin=origin, planes=planes)


@pytest.fixture(scope="module")
def definitions():
    return load_definitions()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cube", sync=False)


def made(store, definitions, *, register=None, loads=None, now=NOW, previous=None):
    register = register or make_register()
    return build(
        store=store,
        loads=loads or [make_load(register)],
        register=register,
        definitions=definitions,
        now=now,
        previous=previous,
    )


def test_a_rate_is_its_numerator_over_its_denominator(store, definitions):
    register = make_register()
    load = make_load(register)

    vintage = store.open(made(store, definitions, loads=[load]).vintage_id)

    block = vintage.block("gmina")
    i = block.index_of_indicator["births_rate"]
    by_code = {plane.variable: plane for plane in load.planes}
    for code in by_code["births"].unit_codes[::7]:
        at = by_code["births"].unit_codes.index(code)
        u = block.index_of_unit[code]
        expected = (
            1000
            * by_code["births"].values[:, at]
            / (by_code["population"].values[:, at])
        )
        np.testing.assert_allclose(block.quantity("value")[i, :, u], expected)


def test_larger_units_get_ratios_of_sums_and_say_so(store, definitions):
    register = make_register()
    load = make_load(register)
    births, people = load.planes[1], load.planes[0]

    vintage = store.open(made(store, definitions, loads=[load]).vintage_id)

    block = vintage.block("wojewodztwo")
    i = block.index_of_indicator["births_rate"]
    expected = 1000 * births.values.sum(axis=1) / people.values.sum(axis=1)
    np.testing.assert_allclose(block.quantity("value")[i, :, 0], expected)
    means = (1000 * births.values / people.values).mean(axis=1)
    assert not np.allclose(means, expected)
    assert (block.quantity("flag")[i, :, 0] & f.SUMMED).all()


def test_percentiles_and_peer_medians_agree_with_plain_python(store, definitions):
    vintage = store.open(made(store, definitions).vintage_id)

    block = vintage.block("gmina")
    i = block.index_of_indicator["births_rate"]
    last = np.asarray(block.quantity("value")[i, -1])
    topic = definitions.indicators["births_rate"].peer_topic
    peers = vintage.peers("gmina", topic)
    for u in range(0, len(block.units), 9):
        below = sum(other < last[u] for other in last)
        equal = sum(other == last[u] for other in last)
        expected = 100 * (below + 0.5 * equal) / len(last)
        assert block.quantity("percentile")[i, -1, u] == pytest.approx(expected)
        near = sorted(last[k] for k in peers.neighbour[u] if k >= 0)
        middle = len(near) // 2
        median = (
            near[middle] if len(near) % 2 else (near[middle - 1] + near[middle]) / 2
        )
        assert block.quantity("peer_median")[i, -1, u] == pytest.approx(median)


def test_a_unit_is_never_its_own_peer(store, definitions):
    vintage = store.open(made(store, definitions).vintage_id)

    peers = vintage.peers("gmina", "general")

    assert peers.neighbour.shape[1] == 30
    own = np.arange(COUNT)[:, None]
    assert not (np.asarray(peers.neighbour) == own).any()


def test_equal_input_gives_the_same_vintage_at_any_time(store, definitions):
    first = made(store, definitions)
    again = made(store, definitions, now=LATER)

    assert again.vintage_id == first.vintage_id


def test_a_newer_year_freezes_the_list_of_the_older(store, definitions):
    register = make_register()
    old = store.open(made(store, definitions, register=register).vintage_id)
    next_year = make_load(register, seed=9, periods=(Period.year(2025),), name="b.csv")

    report = made(
        store,
        definitions,
        register=register,
        loads=[make_load(register), next_year],
        now=LATER,
        previous=old,
    )

    new = store.open(report.vintage_id)
    assert new.peer_years("gmina", "general") == (2024, 2025)
    np.testing.assert_array_equal(
        new.peers("gmina", "general", 2024).neighbour,
        old.peers("gmina", "general").neighbour,
    )


def test_indicators_without_any_number_are_left_out(store, definitions):
    vintage = store.open(made(store, definitions).vintage_id)

    block = vintage.block("gmina")
    assert "births_rate" in block.indicators
    assert "own_revenue_per_person" not in block.indicators
    assert vintage.block("gmina").periods == YEARS


def test_the_report_counts_what_can_be_counted_again(store, definitions):
    report = made(store, definitions)

    block = store.open(report.vintage_id).block("gmina")
    assert report.units["gmina"] == COUNT
    assert report.indicators["gmina"] == len(block.indicators)
    numbers = int(np.isfinite(np.asarray(block.quantity("value"))).sum())
    assert report.values["gmina"] == numbers


def test_a_trend_does_not_cross_the_census(store, definitions):
    """Population is rebased from 2020 on: 2018 and 2019 belong to another series."""
    vintage = store.open(made(store, definitions).vintage_id)

    block = vintage.block("gmina")
    i = block.index_of_indicator["births_rate"]
    first = np.asarray(block.quantity("trend_first")[i])
    assert set(first.tolist()) == {YEARS.index(Period.year(2020))}
