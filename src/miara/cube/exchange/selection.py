"""Which part of a vintage goes out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miara.cube.periods import Period
from miara.cube.store import Block, Vintage


class ExchangeError(Exception):
    """A selection that names nothing, or content a format cannot carry."""


class UnknownNames(ExchangeError):
    """A selection that names what no block has.

    Attributes
    ----------
    what
        ``levels``, ``indicators``, ``units`` or ``periods``.
    names
        Those that nobody knows, at most five.
    nearest
        Known names that look like the first of them.
    """

    def __init__(self, what: str, names: Sequence[str], known: Collection[str]) -> None:
        super().__init__(f"no block has these {what}: {', '.join(names)}")
        self.what = what
        self.names = tuple(names)
        self.nearest = tuple(get_close_matches(names[0], sorted(known), n=3))


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export; None means everything.

    Attributes
    ----------
    units
        Public codes or uids.
    periods
        Labels such as ``2024`` or ``2024-Q3``.
    """

    levels: Collection[str] | None = None
    indicators: Collection[str] | None = None
    units: Collection[str] | None = None
    periods: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The chosen rows of one block, in the order of its axes."""

    block: Block
    indicators: tuple[str, ...]
    periods: tuple[Period, ...]
    codes: tuple[str, ...]
    uids: tuple[str, ...]
    _places: tuple[Sequence[int], Sequence[int], Sequence[int]]

    @property
    def name(self) -> str:
        """``gmina-A`` and the like."""
        return f"{self.block.level}-{self.block.frequency}"

    def cells(self, quantity: str, start: int, stop: int) -> NDArray[Any] | None:
        """The chosen cells of indicators ``start:stop``, flat in C order.

        None when the block has no such quantity. A view of the stored file when
        all periods and units are chosen, so that nothing is copied.
        """
        if quantity not in self.block.quantities:
            return None
        array = self.block.quantity(quantity)
        indicators, periods, units = self._places
        first = _span(indicators[start:stop])
        whole = len(periods) == array.shape[1] and len(units) == array.shape[2]
        if whole and first is not None:
            return np.asarray(array[first]).reshape(-1)
        chosen = array[np.ix_(indicators[start:stop], periods, units)]
        return np.ascontiguousarray(chosen).reshape(-1)


def parts(vintage: Vintage, selection: Selection) -> Iterator[Part]:
    """The chosen part of every block that has any.

    Raises
    ------
    ExchangeError
        When the selection names something that no block has: a misspelt code
        would otherwise give a smaller file without a word.
    """
    _check(vintage, selection)
    for block in vintage.blocks:
        if selection.levels is not None and block.level not in selection.levels:
            continue
        codes = [vintage.code_of_unit[uid] for uid in block.units]
        names = zip(codes, block.units, strict=True)
        places = (
            _chosen(((code,) for code in block.indicators), selection.indicators),
            _chosen(((p.label,) for p in block.periods), selection.periods),
            _chosen(names, selection.units),
        )
        if all(places):
            yield Part(
                block,
                tuple(block.indicators[i] for i in places[0]),
                tuple(block.periods[i] for i in places[1]),
                tuple(codes[i] for i in places[2]),
                tuple(block.units[i] for i in places[2]),
                places,
            )


def _chosen(names: Any, wanted: Collection[str] | None) -> list[int]:
    if wanted is None:
        return [i for i, _ in enumerate(names)]
    chosen = set(wanted)
    return [i for i, aliases in enumerate(names) if not chosen.isdisjoint(aliases)]


def _check(vintage: Vintage, selection: Selection) -> None:
    blocks = vintage.blocks
    known: dict[str, set[str]] = {
        "levels": {str(block.level) for block in blocks},
        "indicators": {code for block in blocks for code in block.indicators},
        "units": {uid for block in blocks for uid in block.units}
        | {vintage.code_of_unit[uid] for block in blocks for uid in block.units},
        "periods": {period.label for block in blocks for period in block.periods},
    }
    for name, names in known.items():
        wanted = getattr(selection, name)
        unknown = sorted(set(wanted or ()) - names)
        if unknown:
            raise UnknownNames(name, unknown[:5], names)


def _span(places: Sequence[int]) -> slice | None:
    if not places or places[-1] - places[0] + 1 != len(places):
        return None
    return slice(places[0], places[-1] + 1)
