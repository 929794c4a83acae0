"""The question of assignment and the shape of an answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

#: Worth of a score given by the panel of its block, beside a fit of 0 to 1: whole
#: panels come before any difference of fit.
PANEL_WORTH = 1.0


class Fault(StrEnum):
    """Why a question cannot be asked."""

    SHAPE = "SHAPE"
    PIN_IN_CONFLICT = "PIN_IN_CONFLICT"
    PIN_FORBIDDEN = "PIN_FORBIDDEN"
    TOO_MANY_PINS = "TOO_MANY_PINS"
    PINS_OVER_CEILING = "PINS_OVER_CEILING"
    FLOOR_OVER_CEILING = "FLOOR_OVER_CEILING"
    FIT_OUT_OF_RANGE = "FIT_OUT_OF_RANGE"


class FaultyProblem(Exception):
    """The question contradicts itself; ``code`` and ``params`` say where."""

    def __init__(self, code: Fault, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Problem:
    """P entries, E experts, and what must hold.

    Attributes
    ----------
    fit
        float64 (P, E), 0 to 1: how well the expert knows the entry's domain.
    conflict
        bool (P, E): hard conflict of interest, never assigned.
    cell
        int (P,): group x domain of the entry; equal numbers share a panel.
    per_entry
        Experts an entry needs.
    floor, ceiling
        int (E,): fewest and most entries of an expert.
    pinned, forbidden
        bool (P, E): pairs the organiser wants, or does not want.
    panel_size
        Most entries of one panel; a larger cell is split. 0 = the smallest ceiling.
    """

    fit: FloatArray
    conflict: BoolArray
    cell: IntArray
    per_entry: int
    floor: IntArray
    ceiling: IntArray
    pinned: BoolArray = field(default_factory=lambda: np.zeros((0, 0), bool))
    forbidden: BoolArray = field(default_factory=lambda: np.zeros((0, 0), bool))
    panel_size: int = 0

    def __post_init__(self) -> None:
        for name in ("pinned", "forbidden"):
            if getattr(self, name).size == 0:
                object.__setattr__(self, name, np.zeros(self.fit.shape, bool))
        self._check()

    def _check(self) -> None:
        entries, experts = self.fit.shape
        pairs = (self.conflict, self.pinned, self.forbidden)
        if (
            any(matrix.shape != self.fit.shape for matrix in pairs)
            or self.cell.shape != (entries,)
            or {self.floor.shape, self.ceiling.shape} != {(experts,)}
        ):
            raise FaultyProblem(Fault.SHAPE)
        if not ((self.fit >= 0) & (self.fit <= 1)).all():
            raise FaultyProblem(Fault.FIT_OUT_OF_RANGE)
        for matrix, code in (
            (self.conflict, Fault.PIN_IN_CONFLICT),
            (self.forbidden, Fault.PIN_FORBIDDEN),
        ):
            for entry, expert in np.argwhere(self.pinned & matrix)[:1]:
                raise FaultyProblem(code, entry=int(entry), expert=int(expert))
        for entry in np.flatnonzero(self.pinned.sum(1) > self.per_entry)[:1]:
            raise FaultyProblem(Fault.TOO_MANY_PINS, entry=int(entry))
        for expert in np.flatnonzero(self.pinned.sum(0) > self.ceiling)[:1]:
            raise FaultyProblem(Fault.PINS_OVER_CEILING, expert=int(expert))
        for expert in np.flatnonzero(self.floor > self.ceiling)[:1]:
            raise FaultyProblem(Fault.FLOOR_OVER_CEILING, expert=int(expert))

    @property
    def allowed(self) -> BoolArray:
        """bool (P, E): pairs that may be assigned."""
        return ~(self.conflict | self.forbidden)


@dataclass(frozen=True)
class Plan:
    """Who reads what.

    Attributes
    ----------
    assigned
        bool (P, E).
    block
        int (P,): number of the panel's block, a cell or a part of one.
    panels
        bool (B, E): members of the panel of each block.
    spares
        int (B,): expert kept ready for the block, -1 = nobody is free.
    value
        Mean over all scores of the fit, plus ``PANEL_WORTH`` for each score given by
        a member of the block's panel.
    bound
        No plan can have a larger value; inf = not computed.
    """

    assigned: BoolArray
    block: IntArray
    panels: BoolArray
    spares: IntArray
    value: float
    bound: float = float("inf")

    @property
    def gap(self) -> float:
        """Largest share of the value that any better plan could add."""
        return max(0.0, (self.bound - self.value) / self.value) if self.value else 0.0


def value_of(
    problem: Problem, assigned: BoolArray, block: IntArray, panels: BoolArray
) -> float:
    """Value of an assignment, see :class:`Plan`; 0 when nothing is asked."""
    scores = int(assigned.sum())
    if scores == 0:
        return 0.0
    worth = problem.fit + PANEL_WORTH * panels[block]
    return float(worth[assigned].sum() / scores)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a plan is like, for people.

    Attributes
    ----------
    mean_fit, worst_fit, worst_entry_fit
        Over all scores; the poorest single pair; the poorest mean of an entry.
    whole_panels
        Share of scores given by the block's panel.
    least_load, most_load
        Entries of the least and most loaded expert.
    """

    mean_fit: float
    worst_fit: float
    worst_entry_fit: float
    whole_panels: float
    least_load: int
    most_load: int


def summarise(problem: Problem, plan: Plan) -> Summary:
    """Figures of a plan in which every entry has an expert."""
    given = plan.assigned
    fits = problem.fit[given]
    by_entry = np.where(given, problem.fit, 0).sum(1) / given.sum(1)
    load = given.sum(0)
    return Summary(
        float(fits.mean()),
        float(fits.min()),
        float(by_entry.min()),
        float(plan.panels[plan.block][given].mean()),
        int(load.min()),
        int(load.max()),
    )
