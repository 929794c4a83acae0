"""Chance that is the same on every run.

Each topic draws from a stream of its own, so that a new variable changes no other.
"""

import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

SEED: Final = 980_2024


def stream(topic: str) -> np.random.Generator:
    """The generator of a topic: the same numbers for the same name."""
    seed = np.random.SeedSequence([SEED, zlib.crc32(topic.encode())])
    return np.random.Generator(np.random.PCG64(seed))


def wandering(
    rng: np.random.Generator, shape: tuple[int, int], *, lasting: float = 0.7
) -> FloatArray:
    """Standard deviations of places from their kind, year by year.

    Parameters
    ----------
    shape
        (T, N).
    lasting
        Size of the part that stays with a place, in units of the yearly part.

    Returns
    -------
    ndarray
        float64 (T, N); the yearly part has standard deviation 1.
    """
    return lasting * rng.normal(size=shape[1]) + rng.normal(size=shape)


def logistic(x: FloatArray) -> FloatArray:
    """From log-odds to a share between 0 and 1."""
    return 1 / (1 + np.exp(-x))


def logit(share: FloatArray | float) -> FloatArray:
    """From a share to log-odds."""
    p = np.asarray(share, dtype=np.float64)
    return np.log(p / (1 - p))
