"""Pages of units and indicators for search engines."""

from __future__ import annotations

from django.urls import reverse

from miara.core.sitemaps import PublicPages
from miara.indicators.queries.definitions import definitions
from miara.units import public as units
from miara.units.public import Level, UnitFacts

__all__ = ["Indicators", "Units"]

_LEVELS = (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP)


class Units(PublicPages):
    """Every unit that exists."""

    def items(self) -> list[UnitFacts]:
        """Units of all levels, each once."""
        known = {u.uid: u for level in _LEVELS for u in units.units_at(level)}
        return sorted(known.values(), key=lambda unit: unit.code)

    def location(self, item: UnitFacts) -> str:
        """The page of a unit."""
        return reverse("indicators:unit", args=[item.address])


class Indicators(PublicPages):
    """Every indicator, and the pages about all of them."""

    def items(self) -> list[str]:
        """Codes of indicators; names of the other pages have a colon."""
        others = ("indicators", "units", "compare", "method", "sources")
        return [
            *(f"indicators:{name}" for name in others),
            *sorted(definitions().indicators),
        ]

    def location(self, item: str) -> str:
        """The page."""
        if ":" in item:
            return reverse(item)
        return reverse("indicators:indicator", args=[item])
