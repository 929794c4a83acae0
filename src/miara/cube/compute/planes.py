"""Variables as one level of units sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from miara.cube import flags as f
from miara.cube.flags import FlagArray, FloatArray
from miara.cube.formula.evaluation import Cells
from miara.cube.periods import Frequency, Period
from miara.cube.register import Level, Register


class PlaneLike(Protocol):
    """A variable on the axis of all units."""

    @property
    def periods(self) -> tuple[Period, ...]: ...
    @property
    def values(self) -> FloatArray: ...
    @property
    def flags(self) -> FlagArray: ...


@dataclass(frozen=True, slots=True, eq=False)
class LevelAxis:
    """The units that act at one level, and where they stand among all units."""

    level: Level
    uids: tuple[str, ...]
    kinds: NDArray[np.str_]  # (U,)
    positions: NDArray[np.intp]  # (U,), on the axis of all units

    @classmethod
    def of(cls, register: Register, level: Level) -> "LevelAxis":
        """Axis of a level, in the order of the register.

        At the county level a city with county rights keeps its kind ``M``.
        """
        units = register.at_level(level)
        return cls(
            level=level,
            uids=tuple(unit.uid for unit in units),
            kinds=np.array([unit.kind for unit in units], dtype=np.str_),
            positions=np.array(
                [register.position(unit.uid) for unit in units], dtype=np.intp
            ),
        )


class Planes:
    """Published variables cut to one level and one row of periods.

    Parameters
    ----------
    variables
        Planes of shape (T of the variable, all units) by code.
    periods
        The row of periods every answer has, ascending, one frequency.
    """

    def __init__(
        self,
        variables: Mapping[str, PlaneLike],
        axis: LevelAxis,
        periods: Sequence[Period],
    ) -> None:
        self._variables = variables
        self._axis = axis
        self._rows = {period: row for row, period in enumerate(periods)}
        self._cut: dict[str, Cells | None] = {}

    def __call__(self, code: str) -> Cells | None:
        """Values and flags (T, U) of a variable; None when it has no number here."""
        if code not in self._cut:
            self._cut[code] = self._take(code)
        return self._cut[code]

    def _take(self, code: str) -> Cells | None:
        plane = self._variables.get(code)
        if plane is None:
            return None
        shape = (len(self._rows), len(self._axis.uids))
        values = np.full(shape, np.nan)
        flags = np.full(shape, f.MISSING, dtype=np.uint8)
        for row, period in enumerate(plane.periods):
            here = self._rows.get(period)
            if here is not None:
                values[here] = np.asarray(plane.values[row])[self._axis.positions]
                flags[here] = np.asarray(plane.flags[row])[self._axis.positions]
        return (values, flags) if f.has_number(flags).any() else None


def periods_with_numbers(
    variables: Mapping[str, PlaneLike], axis: LevelAxis, frequency: Frequency
) -> tuple[Period, ...]:
    """Every period in which some variable has a number at this level."""
    found: set[Period] = set()
    for plane in variables.values():
        for row, period in enumerate(plane.periods):
            if period.frequency is frequency and period not in found:
                row_flags = np.asarray(plane.flags[row])[axis.positions]
                if f.has_number(row_flags).any():
                    found.add(period)
    return tuple(sorted(found))
