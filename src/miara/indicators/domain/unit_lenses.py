"""With whom a unit may be compared."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from miara.cube.register import Level

IntArray = NDArray[np.signedinteger]
OWN_PREFIX = "grupa-"
MOST_IN_GROUP = 100


class Lens(StrEnum):
    """A way to choose whom a page compares with; values stand in addresses."""

    LIKES = "podobne"
    TYPE = "typ"
    COUNTY = "powiat"
    VOIVODESHIP = "wojewodztwo"
    COUNTRY = "kraj"
    OWN = "grupa"


@dataclass(frozen=True, slots=True)
class Wish:
    """The lens somebody asked for; ``token`` names an own group."""

    lens: Lens
    token: str = ""

    @property
    def text(self) -> str:
        """As it stands in an address.

        >>> Wish(Lens.OWN, "ab").text, Wish(Lens.LIKES).text
        ('grupa-ab', 'podobne')
        """
        return f"{OWN_PREFIX}{self.token}" if self.lens is Lens.OWN else self.lens.value

    @classmethod
    def parse(cls, text: str) -> "Wish":
        """Read it back.

        Raises
        ------
        ValueError
            When the text names no lens.
        """
        if text.startswith(OWN_PREFIX) and len(text) > len(OWN_PREFIX):
            return cls(Lens.OWN, text.removeprefix(OWN_PREFIX))
        lens = Lens(text)
        if lens is Lens.OWN:
            raise ValueError(text)
        return cls(lens)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The units of one comparison.

    Attributes
    ----------
    members
        Positions on the unit axis of the block, -1 = none: int (K,), or (L, K) when
        every topic has its own list.
    topic_of
        int (I,): list of each indicator when there are several, else None.
    size
        How many units there are (of the general list, when there are several).
    lonely
        The unit has no close likes.
    name
        What people called their own group.
    """

    wish: Wish
    members: IntArray
    topic_of: IntArray | None
    size: int
    lonely: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the units of a block lie: arrays (U,) along its unit axis.

    ``kind``, ``county`` and ``voivodeship`` are texts, empty = none; ``size_class``
    is empty where the population is not known.
    """

    kind: NDArray[np.str_]
    county: NDArray[np.str_]
    voivodeship: NDArray[np.str_]
    size_class: NDArray[np.str_]


def same_type(places: Places, unit: int) -> IntArray:
    """Units of the same kind and size class, the unit itself left out."""
    alike = (places.kind == places.kind[unit]) & (
        places.size_class == places.size_class[unit]
    )
    return _others(alike, unit)


def same_county(places: Places, unit: int) -> IntArray:
    """Municipalities of the same county; empty for a city that is its own county."""
    county = places.county[unit]
    return _others((places.county == county) & (county != ""), unit)


def same_voivodeship(places: Places, unit: int) -> IntArray:
    """Units of the same voivodeship."""
    above = places.voivodeship[unit]
    return _others((places.voivodeship == above) & (above != ""), unit)


def everyone(places: Places, unit: int) -> IntArray:
    """All units of the level."""
    return _others(np.ones(len(places.kind), dtype=bool), unit)


def lenses_at(level: Level) -> tuple[Lens, ...]:
    """Lenses that make sense at a level, in the order of the menu."""
    if level is Level.MUNICIPALITY:
        return (Lens.LIKES, Lens.TYPE, Lens.COUNTY, Lens.VOIVODESHIP, Lens.COUNTRY)
    if level is Level.COUNTY:
        return (Lens.LIKES, Lens.TYPE, Lens.VOIVODESHIP, Lens.COUNTRY)
    return (Lens.LIKES, Lens.COUNTRY)


def _others(mask: NDArray[np.bool_], unit: int) -> IntArray:
    mask = mask.copy()
    mask[unit] = False
    return np.flatnonzero(mask)
