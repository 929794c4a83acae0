"""Algebra of units of measure: what may be added, and what a division gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A product of base units to whole powers, times a scale.

    One "per cent" is no base unit with the scale 1/100; "zloty a person" is
    ``PLN`` to the power 1 and ``PERSON`` to the power -1.

    Attributes
    ----------
    powers
        Base unit and exponent, ordered by name, no zero exponents.
    scale
        Size of one such unit in base units.
    """

    powers: tuple[tuple[str, int], ...] = ()
    scale: Fraction = Fraction(1)

    @classmethod
    def of(
        cls, powers: Mapping[str, int], scale: Fraction | int = 1
    ) -> "UnitOfMeasure":
        """Make one from a mapping; zero exponents are dropped."""
        kept = sorted((base, power) for base, power in powers.items() if power)
        return cls(tuple(kept), Fraction(scale))

    def __mul__(self, other: "UnitOfMeasure") -> "UnitOfMeasure":
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + power
        return UnitOfMeasure.of(powers, self.scale * other.scale)

    def __truediv__(self, other: "UnitOfMeasure") -> "UnitOfMeasure":
        inverse = tuple((base, -power) for base, power in other.powers)
        return self * UnitOfMeasure(inverse, 1 / other.scale)

    def without_counts(self, counts: frozenset[str]) -> "UnitOfMeasure":
        """The same, with things that are merely counted taken as one thing.

        Births a person then fit "per 1,000", as they do in every yearbook. Counts
        cancel only against counts: persons alone stay persons.
        """
        total = sum(power for base, power in self.powers if base in counts)
        kept = {base: power for base, power in self.powers if base not in counts}
        return UnitOfMeasure.of(kept | {"COUNT": total}, self.scale)

    def __str__(self) -> str:
        above = [_power(base, power) for base, power in self.powers if power > 0]
        below = [_power(base, -power) for base, power in self.powers if power < 0]
        text = " ".join(above) or "1"
        if below:
            text += f" / {' '.join(below)}"
        return text if self.scale == 1 else f"{text} x {self.scale}"


def _power(base: str, power: int) -> str:
    return base if power == 1 else f"{base}^{power}"


ONE = UnitOfMeasure()
