"""Similar units: nearest neighbours on structure, never on performance."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray

IntArray = NDArray[np.signedinteger]

WINSOR: Final = 4.0
LEAST_SHARED: Final = 0.5
LEAST_NEIGHBOURS: Final = 8
_MAD_SD: Final = 1.4826  # standard deviation over median absolute deviation
_QUANTUM: Final = 2.0**30  # distances closer than a billionth are ties
_ROWS: Final = 512


class Transform(StrEnum):
    """What makes a feature's distribution roughly even."""

    NONE = "none"
    LOG = "log"
    LOGIT = "logit"  # shares, 0-1


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of structure: its code, transformation and weight."""

    code: str
    transform: Transform = Transform.NONE
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Peers:
    """Nearest neighbours of every unit.

    Attributes
    ----------
    neighbour
        int32 (U, K): positions of units, the nearest first, -1 = none.
    distance
        float32 (U, K): root mean square of the weighted differences, in
        robust standard deviations; NaN where there is no neighbour.
    difference
        float32 (U, K, F): neighbour minus unit, by feature, standardised; NaN
        where either lacks the feature.
    lonely
        bool (U,): has no close peers, see :func:`find_peers`.
    hubness
        int32 (U,): in how many lists a unit stands.
    reciprocity
        float32 (U,): share of its neighbours that list it too; NaN without any.
    """

    neighbour: NDArray[np.int32]
    distance: NDArray[np.float32]
    difference: NDArray[np.float32]
    lonely: NDArray[np.bool_]
    hubness: NDArray[np.int32]
    reciprocity: NDArray[np.float32]


def standardise(
    features: FloatArray, specs: Sequence[Feature], group: IntArray
) -> FloatArray:
    """Transformed features (U, F) as winsorised robust z within each group.

    Centre and spread are the median and the median absolute deviation of the
    units that may be compared at all, so that an exception does not stretch the
    scale; where more than half are equal the standard deviation takes over, and
    a constant feature becomes 0. Beyond ±4 the value is 4. A number that its
    transformation cannot take (log of nothing) counts as missing.
    """
    z = np.column_stack(
        [_transform(features[:, f], spec.transform) for f, spec in enumerate(specs)]
    )
    for code in np.unique(group):
        members = group == code
        for f in range(z.shape[1]):
            z[members, f] = _robust_z(z[members, f])
    return np.clip(z, -WINSOR, WINSOR)


def find_peers(
    features: FloatArray, specs: Sequence[Feature], group: IntArray, count: int
) -> Peers:
    """Nearest ``count`` neighbours of every unit within its own group.

    Units are compared on the features both have, rescaled to all weights; a pair
    that shares less than half of the total weight is not compared. Equal
    distances keep the order of the units.

    A unit is *lonely* when it has fewer than eight neighbours (or fewer than
    ``count`` where that is less), or when the logarithm of its mean distance
    lies above the upper quartile of its group by more than one and a half
    interquartile ranges.

    Parameters
    ----------
    features
        float64 (U, F), NaN = missing.
    group
        int (U,): only units with the same code are compared; negative = the
        unit has and is no neighbour.
    """
    z = standardise(features, specs, group)
    weights = np.array([spec.weight for spec in specs], dtype=np.float64)
    neighbour, distance = nearest(z, weights, group, count)
    known = neighbour >= 0
    difference = np.where(known[:, :, None], z[neighbour] - z[:, None, :], np.nan)
    hubness = np.bincount(neighbour[known], minlength=len(z)).astype(np.int32)
    return Peers(
        neighbour=neighbour,
        distance=distance,
        difference=difference.astype(np.float32),
        lonely=_lonely(distance, group, count),
        hubness=hubness,
        reciprocity=_reciprocity(neighbour),
    )


def nearest(
    z: FloatArray, weights: FloatArray, group: IntArray, count: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Exact nearest neighbours on standardised features; see :func:`find_peers`.

    Returns
    -------
    neighbour int32 (U, K) and distance float32 (U, K).
    """
    neighbour = np.full((len(z), count), -1, dtype=np.int32)
    distance = np.full((len(z), count), np.nan, dtype=np.float32)
    for code in np.unique(group[group >= 0]):
        members = np.flatnonzero(group == code)
        for first in range(0, len(members), _ROWS):
            rows = np.arange(first, min(first + _ROWS, len(members)))
            squared = _squared(z[members], weights, rows)
            squared[np.arange(len(rows)), rows] = np.inf
            place, near = _smallest(squared, count)
            found = place >= 0
            here = members[rows]
            width = place.shape[1]
            neighbour[here, :width] = np.where(found, members[place], -1)
            distance[here, :width] = np.where(found, np.sqrt(near), np.nan)
    return neighbour, distance


def _squared(z: FloatArray, weights: FloatArray, rows: IntArray) -> FloatArray:
    """Mean squared difference (rows, members) over the features both have."""
    known = ~np.isnan(z)
    filled = np.where(known, z, 0.0)
    has = known.astype(np.float64)
    square = filled**2 * weights
    here = slice(rows[0], rows[-1] + 1)
    shared = (has[here] * weights) @ has.T
    total = square[here] @ has.T + has[here] @ square.T
    total -= 2 * (filled[here] * weights) @ filled.T
    enough = shared >= LEAST_SHARED * weights.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.maximum(total, 0.0) / shared
    return np.where(enough & (shared > 0), mean, np.inf)


def _smallest(squared: FloatArray, count: int) -> tuple[IntArray, FloatArray]:
    """Columns of the smallest entries of each row in order, -1 = none.

    Distance and column share one integer, so that ties go to the earlier unit.
    """
    columns = squared.shape[1]
    bits = max(columns - 1, 1).bit_length()
    usable = np.isfinite(squared)
    whole = np.where(usable, np.rint(squared * _QUANTUM), 0.0).astype(np.int64)
    key = np.where(usable, (whole << bits) | np.arange(columns), np.iinfo(np.int64).max)
    width = min(count, columns)
    if width < columns:
        key = np.partition(key, width - 1, axis=1)
    key = np.sort(key[:, :width], axis=1)
    none = key == np.iinfo(np.int64).max
    place = np.where(none, -1, key & ((1 << bits) - 1))
    return place, np.take_along_axis(squared, np.maximum(place, 0), 1)


def _transform(column: FloatArray, transform: Transform) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        if transform is Transform.LOG:
            result = np.log(column)
        elif transform is Transform.LOGIT:
            result = np.log(column / (1 - column))
        else:
            result = np.array(column, dtype=np.float64)
    return np.where(np.isfinite(result), result, np.nan)


def _robust_z(column: FloatArray) -> FloatArray:
    known = column[~np.isnan(column)]
    if not known.size:
        return column
    middle = np.median(known)
    spread = _MAD_SD * np.median(np.abs(known - middle))
    if spread == 0:
        spread = known.std()
    return (column - middle) / spread if spread > 0 else column * 0.0


def _lonely(
    distance: NDArray[np.float32], group: IntArray, count: int
) -> NDArray[np.bool_]:
    known = ~np.isnan(distance)
    found = known.sum(axis=1)
    total = np.where(known, distance, 0.0).sum(axis=1, dtype=np.float64)
    lonely = found < min(LEAST_NEIGHBOURS, count)
    for code in np.unique(group[group >= 0]):
        members = (group == code) & (total > 0)
        if not members.any():
            continue
        mean = np.log(total[members] / found[members])
        low, high = np.quantile(mean, (0.25, 0.75))
        lonely[members] |= mean > high + 1.5 * (high - low)
    return lonely


def _reciprocity(neighbour: NDArray[np.int32]) -> NDArray[np.float32]:
    known = neighbour >= 0
    back = np.zeros(neighbour.shape, dtype=bool)
    mine = np.arange(len(neighbour))[:, None]
    for k in range(neighbour.shape[1]):
        back[:, k] = (neighbour[neighbour[:, k]] == mine).any(axis=1) & known[:, k]
    with np.errstate(invalid="ignore"):
        return (back.sum(axis=1) / known.sum(axis=1)).astype(np.float32)
