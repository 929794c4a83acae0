"""Entries and experts estimated together: who was strict, how sure the order is.

A score is the level of its cell, plus the quality of the entry, plus the leniency of
the expert, plus chance; quality, leniency and chance are normal with variances that are
not known. The ratios of variances are taken from a grid and weighted by their
restricted likelihood, so that a contest with few marks is told with wide intervals
instead of a lucky estimate. Everything is in points of 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: Standard deviations of quality and of leniency, in those of chance.
_QUALITY: Final = np.geomspace(0.15, 6, 9)
_LENIENCY: Final = np.geomspace(0.05, 4, 8)
_LIGHT: Final = 1e-3  # combinations of less weight are left out
#: Scores beyond one an entry, below which nothing can be told about experts.
FEWEST: Final = 5
DRAWS: Final = 8000
SEED: Final = 20_120_615


class TooFewScores(Exception):
    """There are too few repeated scores to tell experts from entries."""


@dataclass(frozen=True)
class Scores:
    """Complete scores as arrays.

    Attributes
    ----------
    entry, expert
        int (N,): positions in ``entries`` and ``experts``.
    points
        float64 (N,), 0 to 100.
    cell
        int (P,): cell of each entry, numbered from 0.
    """

    entry: IntArray
    expert: IntArray
    points: FloatArray
    cell: IntArray


@dataclass(frozen=True)
class Fit:
    """Joint estimate of entries and experts.

    Attributes
    ----------
    quality
        float64 (P,): points an average expert would give, with the level of the cell.
    covariance
        For each cell, float64 (n, n) over its entries in their order.
    leniency, leniency_error
        float64 (E,): points an expert gives above the average one, and its
        standard error.
    spread
        Standard deviations of quality, of leniency and of chance, in points.
    """

    quality: FloatArray
    covariance: tuple[FloatArray, ...]
    leniency: FloatArray
    leniency_error: FloatArray
    spread: tuple[float, float, float]
    cell: IntArray

    def members(self, number: int) -> IntArray:
        """Positions of the entries of a cell."""
        return np.flatnonzero(self.cell == number)


def fit(scores: Scores) -> Fit:
    """Estimate the model.

    Raises
    ------
    TooFewScores
        With fewer than two experts or fewer than ``FEWEST`` repeated scores.
    """
    entries, experts = len(scores.cell), int(scores.expert.max(initial=-1)) + 1
    if experts < 2 or len(scores.points) - len(np.unique(scores.entry)) < FEWEST:
        raise TooFewScores
    return _Equations(scores, entries, experts).fit()


class _Equations:
    """Mixed-model equations with the entries eliminated, for all ratios at once."""

    def __init__(self, scores: Scores, entries: int, experts: int) -> None:
        self.cell = scores.cell
        self.cells = int(scores.cell.max()) + 1
        self.experts = experts
        entry, expert = scores.entry, scores.expert
        of_cell = scores.cell[entry]
        self.centre = float(scores.points.mean())
        y = scores.points - self.centre
        self.freedom = len(y) - self.cells
        other = np.zeros((len(y), self.cells + experts))
        other[np.arange(len(y)), of_cell] = 1
        other[np.arange(len(y)), self.cells + expert] = 1
        self.cross = np.zeros((entries, other.shape[1]))
        np.add.at(self.cross, entry, other)
        self.count = np.bincount(entry, minlength=entries).astype(float)
        self.inner = other.T @ other
        self.sum_entry = np.bincount(entry, y, entries)
        self.sum_other = other.T @ y
        self.total = float(y @ y)

    def fit(self) -> Fit:
        quality, leniency = (a.ravel() for a in np.meshgrid(_QUALITY, _LENIENCY))
        weight, residual = self._weights(quality, leniency)
        keep = weight > _LIGHT * weight.max()
        weight = weight[keep] / weight[keep].sum()
        return self._mixture(quality[keep], leniency[keep], residual[keep], weight)

    def _solve(
        self, quality: FloatArray, leniency: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Inverse diagonal of entries (G, P), reduced matrix (G, K, K) and side."""
        inverse = 1 / (self.count + quality[:, None] ** -2)
        reduced = self.inner - (self.cross.T * inverse[:, None, :]) @ self.cross
        at = np.arange(self.cells, self.cells + self.experts)
        reduced[:, at, at] += leniency[:, None] ** -2
        side = self.sum_other - (inverse * self.sum_entry) @ self.cross
        return inverse, reduced, side

    def _weights(
        self, quality: FloatArray, leniency: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Restricted likelihood of every combination and its variance of chance."""
        inverse, reduced, side = self._solve(quality, leniency)
        solved = np.linalg.solve(reduced, side[..., None])[..., 0]
        explained = inverse @ self.sum_entry**2 + (side * solved).sum(1)
        rest = np.maximum(self.total - explained, 1e-9 * max(1.0, self.total))
        entries = len(self.count)
        log = -0.5 * (
            self.freedom * np.log(rest)
            - np.log(inverse).sum(1)
            + np.linalg.slogdet(reduced)[1]
            + 2 * entries * np.log(quality)
            + 2 * self.experts * np.log(leniency)
        )
        # Mean of the variance's own distribution; at least the plug-in for few scores.
        residual = rest / max(1, self.freedom - 2)
        return np.exp(log - log.max()), residual

    def _mixture(
        self,
        quality: FloatArray,
        leniency: FloatArray,
        residual: FloatArray,
        weight: FloatArray,
    ) -> Fit:
        inverse, reduced, side = self._solve(quality, leniency)
        within = np.linalg.inv(reduced)
        others = np.einsum("gkl,gl->gk", within, side)
        entry = inverse * (self.sum_entry - others @ self.cross.T)
        level = others[:, : self.cells]
        lenient = others[:, self.cells :]
        whole = entry + level[:, self.cell]
        covariance = []
        for number in range(self.cells):
            at = np.flatnonzero(self.cell == number)
            scaled = inverse[:, at, None] * self.cross[at]
            joint = scaled @ within @ scaled.transpose(0, 2, 1)
            joint[:, np.arange(len(at)), np.arange(len(at))] += inverse[:, at]
            mean = weight @ entry[:, at]
            off = entry[:, at] - mean
            covariance.append(
                np.einsum("g,gij->ij", weight * residual, joint)
                + np.einsum("g,gi,gj->ij", weight, off, off)
            )
        mean_lenient = weight @ lenient
        own = np.diagonal(within, axis1=1, axis2=2)[:, self.cells :]
        error = weight @ (residual[:, None] * own + (lenient - mean_lenient) ** 2)
        chance = np.sqrt(residual)
        return Fit(
            self.centre + weight @ whole,
            tuple(covariance),
            mean_lenient,
            np.sqrt(error),
            (
                float(weight @ (quality * chance)),
                float(weight @ (leniency * chance)),
                float(weight @ chance),
            ),
            self.cell,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """An entry within its cell.

    Attributes
    ----------
    quality
        Corrected points.
    low, high
        Interval of the entry's distance from the mean of its cell, laid around
        ``quality``: what the level of the whole cell is worth is not part of it.
    first, finalist
        Probability of being the best of the cell and among its best ``finalists``.
    """

    position: int
    quality: float
    low: float
    high: float
    first: float
    finalist: float


def estimates(
    result: Fit,
    *,
    finalists: int = 3,
    confidence: float = 0.9,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[list[Estimate]]:
    """Every cell's entries with intervals and probabilities, best first.

    Probabilities are counted in ``draws`` draws from the joint distribution with a
    fixed seed, so that the same export gives the same numbers.
    """
    wide = float(norm.ppf(0.5 + confidence / 2))
    cells = []
    for number, covariance in enumerate(result.covariance):
        members = result.members(number)
        size = len(members)
        quality = result.quality[members]
        centre = np.eye(size) - 1 / size
        error = np.sqrt(np.maximum(0, np.diag(centre @ covariance @ centre)))
        random = np.random.default_rng([seed, number])
        root = np.linalg.cholesky(covariance + 1e-10 * np.eye(size))
        drawn = quality + random.standard_normal((draws, size)) @ root.T
        rank = np.argsort(np.argsort(-drawn, 1), 1)
        first = (rank == 0).mean(0)
        among = (rank < finalists).mean(0)
        rows = [
            Estimate(
                int(member),
                float(quality[i]),
                float(quality[i] - wide * error[i]),
                float(quality[i] + wide * error[i]),
                float(first[i]),
                float(among[i]),
            )
            for i, member in enumerate(members)
        ]
        cells.append(sorted(rows, key=lambda row: (-row.quality, row.position)))
    return cells


def as_one_cell(scores: Scores) -> Scores:
    """The same scores as one table of all cells.

    Only after :func:`~miara.contest.domain.ranking.connection.refusal_across` said
    nothing: where experts read only their own cells this makes the order worse.
    """
    return Scores(
        scores.entry, scores.expert, scores.points, np.zeros_like(scores.cell)
    )


def make_scores(
    rows: Sequence[tuple[str, str, str, float]],
) -> tuple[Scores, list[str], list[str], list[str]]:
    """Arrays from (entry, cell, expert, points), with names of entries, cells, experts.

    Names are in alphabetical order, whatever the order of rows.
    """
    entries = sorted({row[0] for row in rows})
    cells = sorted({row[1] for row in rows})
    experts = sorted({row[2] for row in rows})
    place = {name: number for number, name in enumerate(entries)}
    seat = {name: number for number, name in enumerate(experts)}
    room = {name: number for number, name in enumerate(cells)}
    cell_of = {row[0]: room[row[1]] for row in rows}
    ordered = sorted(rows)
    return (
        Scores(
            np.array([place[row[0]] for row in ordered], np.int64),
            np.array([seat[row[2]] for row in ordered], np.int64),
            np.array([row[3] for row in ordered], float),
            np.array([cell_of[name] for name in entries], np.int64),
        ),
        entries,
        cells,
        experts,
    )
