"""How a unit measures risks: scales, bands, appetite.

The level of a risk is the product of impact and likelihood. How many steps the scales
have, what they mean and where bands begin is each unit's own decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["LARGEST", "PRESETS", "SMALLEST", "Band", "Flaw", "Scale", "flaws_of"]

SMALLEST: Final = 2
LARGEST: Final = 7


@dataclass(frozen=True, slots=True)
class Band:
    """A range of levels with a name: from the end of the one before to ``up_to``."""

    name: str
    up_to: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Scales of one unit.

    Attributes
    ----------
    impact, likelihood
        Names of the steps, the smallest first; step numbers begin at 1.
    bands
        In the order of levels; the last one reaches the greatest level.
    appetite
        The greatest level that needs no action.
    """

    impact: tuple[str, ...]
    likelihood: tuple[str, ...]
    bands: tuple[Band, ...]
    appetite: int

    @property
    def greatest(self) -> int:
        """The greatest level there can be."""
        return len(self.impact) * len(self.likelihood)

    def level(self, impact: int, likelihood: int) -> int:
        """Product of the two steps.

        Raises
        ------
        ValueError
            When a step is outside its scale.

        Examples
        --------
        >>> PRESETS["five"].level(4, 3)
        12
        """
        if not 1 <= impact <= len(self.impact):
            msg = f"no step {impact} of impact"
            raise ValueError(msg)
        if not 1 <= likelihood <= len(self.likelihood):
            msg = f"no step {likelihood} of likelihood"
            raise ValueError(msg)
        return impact * likelihood

    def band_of(self, level: int) -> int:
        """Place of the band of a level, from 0.

        >>> [PRESETS["five"].band_of(level) for level in (5, 6, 12, 15)]
        [0, 1, 1, 2]
        """
        return next(
            (i for i, band in enumerate(self.bands) if level <= band.up_to),
            len(self.bands) - 1,
        )

    def is_accepted(self, level: int) -> bool:
        """Whether a level needs no action."""
        return level <= self.appetite

    def as_json(self) -> dict[str, Any]:
        """Plain values that `of` reads back."""
        return {
            "impact": list(self.impact),
            "likelihood": list(self.likelihood),
            "bands": [[band.name, band.up_to] for band in self.bands],
            "appetite": self.appetite,
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Scale:
        """The scale that `as_json` wrote."""
        return cls(
            tuple(stored["impact"]),
            tuple(stored["likelihood"]),
            tuple(Band(str(name), int(up_to)) for name, up_to in stored["bands"]),
            int(stored["appetite"]),
        )


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a scale: a code and the place it is about."""

    code: str
    place: str = ""


def flaws_of(scale: Scale) -> list[Flaw]:
    """What makes a scale unusable; empty when it can be used.

    Codes: ``steps`` (too few or too many), ``name`` (empty or twice), ``bands``
    (none), ``order`` (a band that does not rise), ``end`` (the last band does not
    reach the greatest level), ``appetite`` (outside the levels).
    """
    found = []
    for place, steps in (("impact", scale.impact), ("likelihood", scale.likelihood)):
        if not SMALLEST <= len(steps) <= LARGEST:
            found.append(Flaw("steps", place))
        found += _name_flaws(steps, place)
    found += _name_flaws([band.name for band in scale.bands], "bands")
    ends = [band.up_to for band in scale.bands]
    if not ends:
        found.append(Flaw("bands"))
    elif any(a >= b for a, b in zip([0, *ends], ends, strict=False)):
        found.append(Flaw("order", "bands"))
    elif ends[-1] != scale.greatest:
        found.append(Flaw("end", "bands"))
    if not 0 <= scale.appetite <= scale.greatest:
        found.append(Flaw("appetite", "appetite"))
    return found


def _name_flaws(names: Sequence[str], place: str) -> list[Flaw]:
    is_wrong = not all(name.strip() for name in names) or len(set(names)) < len(names)
    return [Flaw("name", place)] if is_wrong else []


#: Where a unit may begin. Words are Polish as all that units write; they change them.
PRESETS: Final[dict[str, Scale]] = {
    "three": Scale(
        ("mały", "średni", "duży"),
        ("małe", "średnie", "duże"),
        (Band("niskie", 2), Band("średnie", 4), Band("wysokie", 9)),
        2,
    ),
    "five": Scale(
        ("nieznaczny", "mały", "średni", "poważny", "katastrofalny"),
        ("znikome", "małe", "średnie", "duże", "prawie pewne"),
        (Band("niskie", 5), Band("średnie", 12), Band("wysokie", 25)),
        5,
    ),
}
