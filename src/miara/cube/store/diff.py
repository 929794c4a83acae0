"""What changed between two vintages, for the public log of corrections."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import MISSING, STATE_MASK, FlagArray, FloatArray, has_number
from miara.cube.periods import Period
from miara.cube.store.vintage import Block, Variable, Vintage


class ChangeKind(StrEnum):
    """How one cell differs."""

    ADDED = "added"  # a number where there was none
    WITHDRAWN = "withdrawn"  # none where there was a number
    REVISED = "revised"  # another number
    RESTATED = "restated"  # no number before or after, for another reason


class Change(NamedTuple):
    """One cell that differs; ``level`` is empty for variables."""

    kind: ChangeKind
    level: str
    code: str
    period: Period
    uid: str
    old: float
    new: float
    old_flag: int
    new_flag: int


_KINDS: Final = tuple(ChangeKind)


@dataclass(frozen=True, slots=True)
class SeriesChanges:
    """Cells of one variable or indicator that differ, as columns of one length.

    Attributes
    ----------
    level
        Level of the block, empty for a variable.
    kind
        uint8, place in ``ChangeKind``.
    period, unit
        int32, places in ``periods`` and ``units``.
    old, new
        float64; NaN = no number.
    old_flag, new_flag
        uint8.
    """

    level: str
    code: str
    periods: tuple[Period, ...]
    units: tuple[str, ...]
    kind: NDArray[np.uint8]
    period: NDArray[np.int32]
    unit: NDArray[np.int32]
    old: FloatArray
    new: FloatArray
    old_flag: FlagArray
    new_flag: FlagArray

    def __len__(self) -> int:
        return len(self.kind)

    def __iter__(self) -> Iterator[Change]:
        for i in range(len(self.kind)):
            yield Change(
                _KINDS[self.kind[i]],
                self.level,
                self.code,
                self.periods[self.period[i]],
                self.units[self.unit[i]],
                float(self.old[i]),
                float(self.new[i]),
                int(self.old_flag[i]),
                int(self.new_flag[i]),
            )


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences between two vintages, series by series.

    Attributes
    ----------
    variables, indicators
        Only series with at least one changed cell, in the order of codes.
    appeared, vanished
        Names of series that only the new or only the old vintage has; indicators
        as ``level-frequency/code``. Their cells count as added or withdrawn.
    """

    old_id: str
    new_id: str
    variables: tuple[SeriesChanges, ...]
    indicators: tuple[SeriesChanges, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]

    def count(self, kind: ChangeKind) -> int:
        """Number of cells of variables and indicators that changed so."""
        place = _KINDS.index(kind)
        series = (*self.variables, *self.indicators)
        return sum(int((changes.kind == place).sum()) for changes in series)

    def __iter__(self) -> Iterator[Change]:
        for changes in (*self.variables, *self.indicators):
            yield from changes


def diff(
    old: Vintage,
    new: Vintage,
    *,
    units: Collection[str] | None = None,
    tolerance: float = 0.0,
) -> Changes:
    """Compare two vintages cell by cell, by labels and not by places.

    Series whose arrays are the same objects on the same axes are not read.

    Parameters
    ----------
    units
        Only these uids, for alerts to people who follow a unit; default all.
    tolerance
        Relative difference of two numbers that does not count; 0 = every bit.
    """
    variables = _by_code(old, new, units, tolerance)
    indicators = _by_block(old, new, units, tolerance)
    names = [_names(old), _names(new)]
    return Changes(
        old_id=old.id,
        new_id=new.id,
        variables=tuple(variables),
        indicators=tuple(indicators),
        appeared=tuple(sorted(names[1] - names[0])),
        vanished=tuple(sorted(names[0] - names[1])),
    )


@dataclass(frozen=True, slots=True)
class _Plane:
    """One series on its own axes."""

    periods: tuple[Period, ...]
    units: tuple[str, ...]
    read: Callable[[], tuple[FloatArray, FlagArray]]


def _names(vintage: Vintage) -> set[str]:
    blocks = {
        f"{block.level}-{block.frequency}/{code}"
        for block in vintage.blocks
        for code in block.indicators
    }
    return set(vintage.variables) | blocks


def _by_code(
    old: Vintage, new: Vintage, units: Collection[str] | None, tolerance: float
) -> Iterator[SeriesChanges]:
    for code in sorted(set(old.variables) | set(new.variables)):
        a, b = old.variables.get(code), new.variables.get(code)
        if a and b and _same(a, b) and old.units == new.units:
            continue
        planes = (
            _of_variable(a, old.units) if a else None,
            _of_variable(b, new.units) if b else None,
        )
        changes = _compare("", code, *planes, units=units, tolerance=tolerance)
        if changes is not None:
            yield changes


def _by_block(
    old: Vintage, new: Vintage, units: Collection[str] | None, tolerance: float
) -> Iterator[SeriesChanges]:
    keys = {(b.level, b.frequency) for b in (*old.blocks, *new.blocks)}
    for level, frequency in sorted(keys):
        a, b = old.block(level, frequency), new.block(level, frequency)
        if a and b and _same_block(a, b):
            continue
        codes = {code for block in (a, b) if block for code in block.indicators}
        for code in sorted(codes):
            planes = (_of_indicator(a, code), _of_indicator(b, code))
            changes = _compare(
                str(level), code, *planes, units=units, tolerance=tolerance
            )
            if changes is not None:
                yield changes


def _same(a: Variable, b: Variable) -> bool:
    parts = ("values", "flags")
    return a.periods == b.periods and all(a.digests[p] == b.digests[p] for p in parts)


def _same_block(a: Block, b: Block) -> bool:
    parts = ("value", "flag")
    axes = (a.indicators, a.periods, a.units) == (b.indicators, b.periods, b.units)
    return axes and all(a.digests[p] == b.digests[p] for p in parts)


def _of_variable(variable: Variable, units: tuple[str, ...]) -> _Plane:
    return _Plane(variable.periods, units, lambda: (variable.values, variable.flags))


def _of_indicator(block: Block | None, code: str) -> _Plane | None:
    if block is None or code not in block.index_of_indicator:
        return None
    i = block.index_of_indicator[code]
    return _Plane(
        block.periods,
        block.units,
        lambda: (block.quantity("value")[i], block.quantity("flag")[i]),
    )


def _compare(
    level: str,
    code: str,
    old: _Plane | None,
    new: _Plane | None,
    *,
    units: Collection[str] | None,
    tolerance: float,
) -> SeriesChanges | None:
    planes = [plane for plane in (old, new) if plane is not None]
    periods = tuple(sorted({p for plane in planes for p in plane.periods}))
    labels = tuple(
        uid
        for uid in dict.fromkeys(u for plane in planes[::-1] for u in plane.units)
        if units is None or uid in units
    )
    a, a_flag = _on_axes(old, periods, labels)
    b, b_flag = _on_axes(new, periods, labels)
    had, has = has_number(a_flag), has_number(b_flag)
    with np.errstate(invalid="ignore"):
        close = np.abs(a - b) <= tolerance * np.maximum(np.abs(a), np.abs(b))
    masks = {
        ChangeKind.ADDED: ~had & has,
        ChangeKind.WITHDRAWN: had & ~has,
        ChangeKind.REVISED: had & has & ~close,
        ChangeKind.RESTATED: ~had
        & ~has
        & ((a_flag & STATE_MASK) != (b_flag & STATE_MASK)),
    }
    kinds = np.full(a.shape, 255, np.uint8)
    for place, kind in enumerate(_KINDS):
        kinds[masks[kind]] = place
    t, u = np.nonzero(kinds != 255)
    if t.size == 0:
        return None
    return SeriesChanges(
        level=level,
        code=code,
        periods=periods,
        units=labels,
        kind=kinds[t, u],
        period=t.astype(np.int32),
        unit=u.astype(np.int32),
        old=a[t, u],
        new=b[t, u],
        old_flag=a_flag[t, u],
        new_flag=b_flag[t, u],
    )


def _on_axes(
    plane: _Plane | None, periods: tuple[Period, ...], units: tuple[str, ...]
) -> tuple[FloatArray, FlagArray]:
    shape = (len(periods), len(units))
    values, flags = np.full(shape, np.nan), np.full(shape, MISSING, np.uint8)
    if plane is None:
        return values, flags
    row_of = {period: i for i, period in enumerate(periods)}
    place_of = {uid: i for i, uid in enumerate(units)}
    rows = np.array([row_of[period] for period in plane.periods], dtype=np.intp)
    columns = [i for i, uid in enumerate(plane.units) if uid in place_of]
    places = np.array([place_of[plane.units[i]] for i in columns], dtype=np.intp)
    here = np.ix_(rows, places)
    own_values, own_flags = plane.read()
    values[here] = own_values[:, columns]
    flags[here] = own_flags[:, columns]
    return values, flags
