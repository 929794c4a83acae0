"""Position of every unit in the country, and deciles, from one sort a row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.kernels import engine, plain


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows (R, U) put in order.

    Attributes
    ----------
    percentile
        float32 (R, U), 0-100: share below plus half of the share equal, the
        unit itself included; NaN without a number.
    decile
        float64 (R, 9), type 7 (linear between order statistics).
    rank
        (R, U) integers, how many are below; -1 without a number. Equal values
        have equal ranks, so ranks stand for values in comparisons.
    """

    percentile: NDArray[np.float32]
    decile: FloatArray
    rank: NDArray[np.signedinteger]


def ratio(
    numerator: FloatArray, denominator: FloatArray, factor: float = 1.0
) -> FloatArray:
    """``numerator / denominator * factor``, any equal shapes.

    NaN where either is NaN or the result is not finite (denominator zero).
    """
    if not engine.compiled():
        return plain.ratio(numerator, denominator, factor)
    from miara.cube.kernels import compiled_ranking

    out = np.empty(numerator.shape)
    flat = [np.ascontiguousarray(a).reshape(-1) for a in (numerator, denominator)]
    result = out.reshape(-1)

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        compiled_ranking.ratio(flat[0][part], flat[1][part], factor, result[part])

    engine.in_threads(work, engine.spans(result.size, 1 << 20))
    return out


def rank_type(units: int) -> type[np.signedinteger]:
    """Narrowest integer that holds a rank among ``units``."""
    return np.int16 if units < np.iinfo(np.int16).max else np.int32


def rank_rows(values: FloatArray) -> Ranking:
    """Rank each row of ``values``.

    Parameters
    ----------
    values
        float64 (R, U); NaN = no number; infinities are not allowed.
    """
    rows, units = values.shape
    percentile = np.empty((rows, units), dtype=np.float32)
    decile = np.empty((rows, 9))
    kind = rank_type(units)
    if not engine.compiled():
        ranks = plain.rank(values, percentile, decile)
        return Ranking(percentile, decile, ranks.astype(kind))
    from miara.cube.kernels import compiled_ranking

    values = np.ascontiguousarray(values)
    rank = np.empty((rows, units), dtype=kind)
    bits = max(units - 1, 1).bit_length()

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        keys = np.empty((span[1] - span[0], units), dtype=np.uint64)
        compiled_ranking.pack(values[part], bits, keys)
        keys.sort(axis=1)
        compiled_ranking.unpack(
            values[part], keys, bits, percentile[part], decile[part], rank[part]
        )

    # A few rows at a time keep keys and values in the second-level cache.
    engine.in_threads(work, engine.spans(rows, max(1, (1 << 16) // max(units, 1))))
    return Ranking(percentile, decile, rank)
