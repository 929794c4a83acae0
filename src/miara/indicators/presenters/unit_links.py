"""Addresses around a unit; the choice of the reader travels with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.units import public as units
from miara.units.public import UnitFacts

GROUP, YEAR, AS_OF, LEVEL, UNIT = "na-tle", "rok", "as_of", "poziom", "j"
WORKING = "obliczenie"  # where the page of an indicator shows the numbers put in


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose; everything of it stands in the address.

    ``level`` is the level shown, ``own_level`` the one shown without being asked.
    """

    wish: Wish
    level: Level
    own_level: Level
    year: int | None = None
    as_of: str = ""

    def query(self) -> str:
        """The part of an address after its path, empty when nothing is unusual."""
        return _query(self._values())

    def hidden(self, *left_out: str) -> list[tuple[str, str]]:
        """Chosen values as fields of a form, without those it asks for itself."""
        return [(k, v) for k, v in self._values().items() if v and k not in left_out]

    def _values(self) -> dict[str, str]:
        return {
            GROUP: "" if self.wish == Wish(Lens.LIKES) else self.wish.text,
            YEAR: str(self.year or ""),
            LEVEL: "" if self.level is self.own_level else self.level.value,
            AS_OF: self.as_of,
        }


def root() -> str:
    """The first page, in the active language."""
    return reverse("web:home")


def unit_url(unit: UnitFacts, choice: Choice | None = None) -> str:
    """The page of a unit."""
    return page_url(unit.address) + (choice.query() if choice else "")


def page_url(address: str) -> str:
    """The page of ``120617-zielonki``."""
    return reverse("indicators:unit", args=[address])


def some_unit_url() -> str:
    """The page of the first municipality; empty before a register was imported."""
    found = units.units_at(Level.MUNICIPALITY)
    return page_url(found[0].address) if found else ""


def data_url(unit: UnitFacts, suffix: str, choice: Choice | None = None) -> str:
    """The data of the page, ``csv`` or ``json``."""
    path = reverse("indicators:unit-data", args=[unit.address, suffix])
    return path + (choice.query() if choice else "")


def indicator_url(code: str, unit: UnitFacts, choice: Choice, anchor: str = "") -> str:
    """The indicator's page with the numbers of this unit put in."""
    values = {
        UNIT: unit.code,
        LEVEL: "" if choice.level is Level.MUNICIPALITY else choice.level.value,
        YEAR: str(choice.year or ""),
        AS_OF: choice.as_of,
    }
    end = f"#{anchor}" if anchor else ""
    return f"{root()}wskazniki/{code}/{_query(values)}{end}"


def report_url(code: str, unit: UnitFacts, choice: Choice, period: str) -> str:
    """Where a reader says that this number is wrong."""
    values = {
        "w": code,
        UNIT: unit.code,
        "o": period,
        LEVEL: "" if choice.level is choice.own_level else choice.level.value,
        AS_OF: choice.as_of,
    }
    return reverse("indicators:error-report-new") + _query(values)


def picture_url(unit: UnitFacts, choice: Choice | None = None) -> str:
    """The picture that other sites show with a link to the page."""
    path = reverse("indicators:unit-picture", args=[unit.address])
    return path + (choice.query() if choice else "")


def embed_url(unit: UnitFacts, choice: Choice | None = None) -> str:
    """The summary of the page for a frame on another site."""
    path = reverse("indicators:unit-embed", args=[unit.address])
    return path + (choice.query() if choice else "")


def compare_url(
    codes: Sequence[str],
    indicators: Sequence[str] = (),
    suffix: str = "",
    **values: str,
) -> str:
    """The comparison of units on chosen indicators."""
    name = "indicators:compare-data" if suffix else "indicators:compare"
    path = reverse(name, args=[suffix] if suffix else [])
    pairs = [(UNIT, code) for code in codes] + [("w", code) for code in indicators]
    pairs += [(key.replace("_", "-"), value) for key, value in values.items() if value]
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def _query(values: Mapping[str, str]) -> str:
    kept = {key: value for key, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else ""
