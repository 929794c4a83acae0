"""The same vintage from one process and from two workers on the same files."""

import pytest
from tests.cube.compute.test_build import NOW, make_load, make_register

from miara.cube.compute import build
from miara.cube.definitions import load_definitions
from miara.cube.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        protocol="tcp",
        host="127.0.0.1",
    ) as running:
        yield running.scheduler_address


def test_two_workers_build_the_same_vintage(cluster, tmp_path):
    register, definitions = make_register(), load_definitions()

    ids = {}
    for name, scheduler in (("here", "local"), ("there", cluster)):
        store = Store(tmp_path / name, sync=False)
        report = build(
            store=store,
            loads=[make_load(register)],
            register=register,
            definitions=definitions,
            now=NOW,
            scheduler=scheduler,
        )
        assert store.verify(report.vintage_id) > 20
        ids[name] = report.vintage_id

    # The id names the bytes of every array.
    assert ids["there"] == ids["here"]
