"""The same bytes from one process and from two workers."""

import numpy as np
import pytest

from miara.cube.stats.blocks import compute_blocks
from miara.cube.stats.derive import Method, derive
from miara.cube.stats.intervals import IntervalMethod

pytestmark = pytest.mark.slow


def compute(seed: int) -> dict[str, bytes]:
    """One block of a made-up country, as bytes."""
    rng = np.random.default_rng(seed)
    shape = (5, 12, 200)
    total = np.round(np.exp(rng.normal(6, 0.5, shape)))
    events = rng.binomial(total.astype(int), 0.2).astype(float)
    events[rng.random(shape) < 0.05] = np.nan
    near = (np.arange(200)[:, None] + np.arange(1, 31)) % 200
    block = derive(
        events,
        total,
        None,
        np.where(np.isnan(events), 2, 0).astype(np.uint8),
        methods=[Method(IntervalMethod.WILSON, 100.0)] * 5,
        breaks=np.zeros(shape[:2], dtype=bool),
        neighbour=near[None],
        peer_set=np.zeros(5, dtype=int),
    )
    return {name: array.tobytes() for name, array in block.items()}


@pytest.fixture
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        dashboard_address=None,
        protocol="tcp",
        host="127.0.0.1",
    ) as running:
        yield running.scheduler_address


def test_two_workers_give_equal_bytes(cluster):
    here = compute_blocks(compute, range(6))
    assert compute_blocks(compute, range(6), scheduler=cluster) == here
    assert here[0] != here[1]


def fail(block: int) -> None:
    msg = f"block {block} is broken"
    raise ValueError(msg)


def test_an_error_on_a_worker_is_raised_here(cluster):
    with pytest.raises(ValueError, match="block 3 is broken"):
        compute_blocks(fail, [3], scheduler=cluster)
