"""The same statistics over blocks of indicators, here or on several machines."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Block = TypeVar("Block")
Result = TypeVar("Result")

LOCAL = "local"


def compute_blocks(
    compute: Callable[[Block], Result],
    blocks: Sequence[Block],
    *,
    scheduler: str = LOCAL,
) -> list[Result]:
    """Results of ``compute`` for every block, in order.

    Parameters
    ----------
    compute
        A function that workers can import, for example one that reads arrays
        from the store, calls :func:`miara.cube.stats.derive.derive` and writes
        the result to the store.
    blocks
        What it takes, one a call: names of objects travel better than arrays.
    scheduler
        ``"local"`` runs here (the kernels use all cores); an address such as
        ``tcp://host:8786`` sends the blocks to the Dask workers behind it, which
        must see the same store.

    Raises
    ------
    Exception
        The first error of any block, with the worker's traceback.
    """
    if scheduler == LOCAL:
        return [compute(block) for block in blocks]
    # Only installations with a cluster have it.
    from distributed import Client

    with Client(scheduler, set_as_default=False) as client:
        futures = client.map(compute, list(blocks), pure=False)
        return list(client.gather(futures))
