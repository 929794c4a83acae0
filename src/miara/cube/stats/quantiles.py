"""Quantiles of rows with missing numbers, without a loop."""

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray


def of_rows(
    values: FloatArray, shares: tuple[float, ...]
) -> tuple[NDArray[np.int64], FloatArray]:
    """Quantiles, type 7, of each row of ``values`` (R, K), NaN left out.

    Returns
    -------
    count
        int64 (R,), numbers in the row.
    quantile
        float64 (Q, R); NaN where the row has no number.
    """
    ordered = np.sort(values, axis=1)  # NaN last
    count = np.count_nonzero(ordered == ordered, axis=1)  # noqa: PLR0124 (NaN differs)
    if values.shape[1] == 0:
        return count, np.full((len(shares), len(values)), np.nan)
    last = np.maximum(count - 1, 0)
    place = last * np.array(shares)[:, None]
    low = place.astype(np.int64)
    high = np.minimum(low + 1, last)
    row = np.arange(len(values))
    left, right = ordered[row, low], ordered[row, high]
    return count, left + (place - low) * (right - left)
