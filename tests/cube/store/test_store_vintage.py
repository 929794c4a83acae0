"""Vintages: what is built is read back, verified, shared and pruned."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import numpy as np
import pytest

from miara.cube.periods import Frequency, Period
from miara.cube.register import Bridge
from miara.cube.store import (
    DamagedVintage,
    MalformedVintage,
    Store,
    StoreBusy,
    UnknownVintage,
    VintageBuilder,
)

Make = Callable[..., str]
UNITS = ("u1", "u2", "u3")
YEARS = (Period.year(2022), Period.year(2023))
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def builder(store: Store) -> VintageBuilder:
    return VintageBuilder(
        store, units=UNITS, unit_codes=("1", "2", "3"), created_at=NOW, digests={}
    )


def test_everything_added_is_read_back(store: Store, make_vintage: Make) -> None:
    vintage = store.open(make_vintage())

    assert vintage.units == UNITS
    assert vintage.code_of_unit["u1"] == "020101"
    assert vintage.created_at == NOW
    assert vintage.digests == {"register": "r" * 64}
    assert [o.file_name for o in vintage.origins] == ["a.csv"]
    assert vintage.origins[0].notes == ("note",)
    variable = vintage.variables["population"]
    assert variable.periods == YEARS
    assert variable.index_of_period[Period.year(2023)] == 1
    np.testing.assert_array_equal(
        variable.values, [[10.0, 5.0, np.nan], [11.0, 6.0, 17.0]]
    )
    assert variable.origin_of(0, 0) == vintage.origins[0]
    assert variable.origin_of(0, 2) is None
    assert variable.meta == {"additive": True}
    assert vintage.text("findings") == [{"code": "x"}]


def test_blocks_are_found_by_level_and_frequency(
    store: Store, make_vintage: Make
) -> None:
    vintage = store.open(make_vintage())
    block = vintage.block("gmina")

    assert block is not None
    assert vintage.block("powiat") is None
    assert vintage.block("gmina", "Q") is None
    assert vintage.blocks == (block,)
    assert block.frequency is Frequency.YEAR
    assert block.quantities == ("flag", "value")
    i = block.index_of_indicator["b"]
    t = block.index_of_period[Period.year(2022)]
    u = block.index_of_unit["u2"]
    assert block.quantity("value")[i, t, u] == 10.0 + 5.0
    assert block.quantity("value") is block.quantity("value")
    with pytest.raises(KeyError):
        block.quantity("lower")


def test_peers_default_to_the_latest_year(store: Store, make_vintage: Make) -> None:
    vintage = store.open(make_vintage())
    peers = vintage.peers("gmina", "general")

    assert peers is not None
    assert (peers.year, peers.features) == (2023, ("size",))
    assert peers.neighbour.tolist() == [[1], [0]]
    assert peers.lonely.tolist() == [0, 1]
    assert vintage.peer_years("gmina", "general") == (2023,)
    assert vintage.peer_topics("gmina") == ("general",)
    assert vintage.peers("gmina", "general", 2022) is None
    assert vintage.peers("powiat", "general") is None


def test_same_content_is_the_same_vintage(store: Store, make_vintage: Make) -> None:
    first = make_vintage()
    again = make_vintage(at=datetime(2027, 1, 1, tzinfo=UTC))

    assert again == first
    assert store.ids() == (first,)
    assert store.open(first).created_at == NOW
    assert make_vintage(population=12.0) != first


def test_unchanged_parts_are_shared(store: Store, make_vintage: Make) -> None:
    first = store.open(make_vintage())
    before = len(list(store.objects()))
    second = store.open(make_vintage(population=12.0))

    # New: the variable's values and the block's value; flags, source, peers stay.
    assert len(list(store.objects())) == before + 2
    old, new = first.variables["population"], second.variables["population"]
    assert old.digests["flags"] == new.digests["flags"]
    assert old.digests["values"] != new.digests["values"]


def test_verify_counts_objects_and_names_the_damaged(
    store: Store, make_vintage: Make
) -> None:
    vintage_id = make_vintage()
    assert store.verify(vintage_id) == len(list(store.objects()))
    digest = store.open(vintage_id).variables["population"].digests["values"]
    path = store.root / "objects" / digest[:2] / f"{digest}.npy"
    path.chmod(0o644)
    body = bytearray(path.read_bytes())
    body[-1] ^= 1
    path.write_bytes(body)

    with pytest.raises(DamagedVintage) as caught:
        store.verify(vintage_id)
    assert caught.value.problems == (
        f"{digest} (variable population, values) has other content",
    )

    path.unlink()
    with pytest.raises(DamagedVintage, match="is absent"):
        store.verify(vintage_id)


@pytest.mark.parametrize("damage", [b"{", None])
def test_verify_notices_a_changed_manifest(
    store: Store, make_vintage: Make, damage: bytes | None
) -> None:
    vintage_id = make_vintage()
    path = store.root / "vintages" / f"{vintage_id}.json"
    body = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(damage or body.replace(b'"020101"', b'"020109"'))

    with pytest.raises(DamagedVintage, match="vintages/"):
        store.verify(vintage_id)


@pytest.mark.parametrize("name", ["", "absent", "../secret", "a/b"])
def test_unknown_ids_are_refused(store: Store, name: str) -> None:
    for read in (store.open, store.verify, store.manifest):
        with pytest.raises(UnknownVintage):
            read(name)


def test_prune_keeps_what_is_named_and_what_readers_hold(
    store: Store, make_vintage: Make
) -> None:
    old, new = make_vintage(), make_vintage(population=12.0)
    held = store.open(old).variables["population"].values

    assert store.prune([new]) == (1, 2)

    assert store.ids() == (new,)
    store.verify(new)
    assert held[0, 0] == 10.0
    with pytest.raises(UnknownVintage):
        store.open(old)


def test_prune_of_an_unknown_id_removes_nothing(
    store: Store, make_vintage: Make
) -> None:
    vintage_id = make_vintage()
    with pytest.raises(UnknownVintage):
        store.prune(["absent"])
    store.verify(vintage_id)


def test_nobody_cleans_up_while_a_build_runs(
    store: Store, builder: VintageBuilder
) -> None:
    leftover = store.root / "staging" / "left"
    leftover.write_bytes(b"half")
    with builder:
        for clean in (store.sweep, lambda: store.prune([])):
            with pytest.raises(StoreBusy):
                clean()

    assert store.sweep() == 1
    assert not leftover.exists()


def test_peers_can_move_to_another_axis(store: Store, make_vintage: Make) -> None:
    """A frozen list survives a new unit and the loss of an old one."""
    prior = store.open(make_vintage())
    axis = ("u3", "u1")
    with VintageBuilder(
        store, units=UNITS, unit_codes=("1", "2", "3"), created_at=NOW, digests={}
    ) as builder:
        builder.reuse_variable("population", prior)
        builder.add_block(
            "gmina", "A", indicators=("a",), periods=YEARS[:1], units=axis
        )
        builder.add_quantity("gmina", "A", "value", np.zeros((1, 1, 2)))
        builder.add_quantity("gmina", "A", "flag", np.zeros((1, 1, 2), np.uint8))
        builder.reuse_peers("gmina", "general", 2023, prior)
        vintage = store.open(builder.finish())

    peers = vintage.peers("gmina", "general")
    assert peers is not None
    assert peers.neighbour.tolist() == [[-1], [-1]]  # u3 is new, u2 is gone
    assert peers.lonely.tolist() == [1, 0]
    assert (
        vintage.variables["population"].digests == prior.variables["population"].digests
    )
    assert vintage.origins == prior.origins


def test_bridges_behind_a_cell_follow_the_chain(store: Store) -> None:
    def bridge(source: str, target: str, year: int) -> Bridge:
        return Bridge(source, target, 1.0, date(year, 1, 1), "act")

    first, second = bridge("u1", "u2", 2010), bridge("u2", "u3", 2015)
    with VintageBuilder(
        store,
        units=UNITS,
        unit_codes=("1", "2", "3"),
        created_at=NOW,
        digests={},
        bridges=[first, second],
    ) as builder:
        vintage = store.open(builder.finish())

    assert vintage.bridges_behind("u3", Period.year(2009)) == (second, first)
    assert vintage.bridges_behind("u3", Period.year(2012)) == (second,)
    assert vintage.bridges_behind("u3", Period.year(2015)) == ()
    assert vintage.bridges_behind("u1", Period.year(2009)) == ()


def wrong_type(builder: VintageBuilder) -> None:
    builder.add_quantity("gmina", "A", "value", np.zeros((1, 2, 1), np.float32))


def wrong_shape(builder: VintageBuilder) -> None:
    builder.add_quantity("gmina", "A", "value", np.zeros((1, 1, 1)))


def unknown_quantity(builder: VintageBuilder) -> None:
    builder.add_quantity("gmina", "A", "mood", np.zeros((1, 2, 1)))


def unknown_block(builder: VintageBuilder) -> None:
    builder.add_quantity("powiat", "A", "value", np.zeros((1, 2, 1)))


def unknown_unit(builder: VintageBuilder) -> None:
    builder.add_block("powiat", "A", indicators=(), periods=YEARS, units=("x",))


def other_axis(builder: VintageBuilder) -> None:
    quarters = (Period.parse("2023-Q1"),)
    builder.add_block("gmina", "Q", indicators=(), periods=quarters, units=("u2",))


def mixed_periods(builder: VintageBuilder) -> None:
    builder.add_block("powiat", "Q", indicators=(), periods=YEARS, units=("u2",))


def falling_periods(builder: VintageBuilder) -> None:
    builder.add_block("powiat", "A", indicators=(), periods=YEARS[::-1], units=("u2",))


def without_flag(builder: VintageBuilder) -> None:
    builder.finish()


def foreign_peers(builder: VintageBuilder) -> None:
    builder.add_quantity("gmina", "A", "value", np.zeros((1, 2, 1)))
    builder.add_quantity("gmina", "A", "flag", np.zeros((1, 2, 1), np.uint8))
    builder.add_peers(
        "gmina",
        "general",
        2023,
        features=(),
        neighbour=np.zeros((2, 1), np.int32),
        distance=np.zeros((2, 1), np.float32),
        difference=np.zeros((2, 1, 0), np.float32),
        lonely=np.zeros(2, np.uint8),
    )
    builder.finish()


def number_without_flag(builder: VintageBuilder) -> None:
    builder.add_variable(
        "v",
        periods=YEARS,
        values=np.zeros((2, 3)),
        flags=np.full((2, 3), 2, np.uint8),
        source=np.full((2, 3), 65535, np.uint16),
        origins=(),
    )


def source_without_origin(builder: VintageBuilder) -> None:
    builder.add_variable(
        "v",
        periods=YEARS,
        values=np.zeros((2, 3)),
        flags=np.zeros((2, 3), np.uint8),
        source=np.zeros((2, 3), np.uint16),
        origins=(),
    )


@pytest.mark.parametrize(
    "mistake",
    [
        wrong_type,
        wrong_shape,
        unknown_quantity,
        unknown_block,
        unknown_unit,
        other_axis,
        mixed_periods,
        falling_periods,
        without_flag,
        foreign_peers,
        number_without_flag,
        source_without_origin,
    ],
)
def test_parts_that_do_not_fit_are_refused(
    store: Store,
    builder: VintageBuilder,
    mistake: Callable[[VintageBuilder], None],
) -> None:
    with builder:
        builder.add_block("gmina", "A", indicators=("a",), periods=YEARS, units=("u1",))
        with pytest.raises(MalformedVintage):
            mistake(builder)
    assert store.ids() == ()
