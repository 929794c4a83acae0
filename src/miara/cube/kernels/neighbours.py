"""Position of every unit among its own neighbours, and the neighbours' bands."""

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.kernels import engine, plain, rules
from miara.cube.kernels.ranking import Ranking

IntArray = NDArray[np.signedinteger]


def peer_percentile(
    values: FloatArray, ranking: Ranking, neighbour: IntArray
) -> NDArray[np.float32]:
    """Mid-rank percentile of each unit among its neighbours.

    Parameters
    ----------
    values
        float64 (R, U), NaN = no number.
    ranking
        What :func:`miara.cube.kernels.ranking.rank_rows` gave for ``values``.
    neighbour
        integers (U, K): positions on the unit axis, -1 = none.

    Returns
    -------
    float32 (R, U), 0-100: share of the neighbours with a number that are below,
    plus half of the share equal; NaN where the unit or all neighbours have none.
    """
    percentile = np.empty(values.shape, dtype=np.float32)
    if not engine.compiled():
        plain.peer_percentile(values, neighbour, percentile)
        return percentile
    from miara.cube.kernels import compiled_peers

    near = np.ascontiguousarray(neighbour, dtype=np.int32)

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        compiled_peers.percentile(ranking.rank[part], near, percentile[part])

    engine.in_threads(work, engine.spans(len(values), 32))
    return percentile


def peer_quantiles(
    values: FloatArray,
    ranking: Ranking,
    neighbour: IntArray,
    shares: tuple[float, ...] = rules.BAND_SHARES,
) -> FloatArray:
    """Quantiles of the neighbours' values.

    Parameters are those of :func:`peer_percentile`; ``shares`` lie in 0-1.

    Returns
    -------
    float64 (Q, R, U), type 7 over the neighbours with a number; NaN where none
    of them has one.
    """
    wanted = np.array(shares, dtype=np.float64)
    if not engine.compiled():
        return plain.peer_quantiles(values, neighbour, wanted)
    from miara.cube.kernels import compiled_peers

    near = np.ascontiguousarray(neighbour, dtype=np.int32)
    values = np.ascontiguousarray(values)
    result = np.empty((len(shares), *values.shape))
    network = rules.comparators(near.shape[1])

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        compiled_peers.quantiles(
            values[part], ranking.rank[part], near, network, wanted, result[:, part]
        )

    engine.in_threads(work, engine.spans(len(values), 32))
    return result
