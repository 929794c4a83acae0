"""What the list of honoured units can be narrowed down to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from miara.contest.domain.titles import TitleClass
from miara.contest.presenters.archive_words import CLASS_WORDS
from miara.contest.queries.archive import UnitTitle
from miara.units import public as units
from miara.units.public import Kind, UnitFacts

__all__ = ["Choice", "Option", "UnitFilter", "read_filter"]

VOIVODESHIP, KIND, AWARD, SINCE, UNTIL = "woj", "rodzaj", "tytul", "od", "do"
_KINDS = (Kind.CITY, Kind.URBAN, Kind.URBAN_RURAL, Kind.RURAL, Kind.COUNTY)


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a choice."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A labelled choice of the bar above the list."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which titles count; what the address does not say, or says wrongly, is open."""

    voivodeship: str = ""
    kind: str = ""
    award: str = ""
    since: int | None = None
    until: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything counts."""
        return self == UnitFilter()

    def keeps(self, title: UnitTitle, unit: UnitFacts | None) -> bool:
        """Whether a title of a unit counts; a unit that is not known never does."""
        if unit is None:
            return False
        place = unit.voivodeship.code if unit.voivodeship else ""
        return (
            self.voivodeship in {"", place}
            and self.kind in {"", unit.kind.name}
            and self.award in {"", title.kind.value}
            and (self.since is None or title.year >= self.since)
            and (self.until is None or title.year <= self.until)
        )

    def choices(
        self, titles: Iterable[UnitTitle], known: Iterable[UnitFacts]
    ) -> tuple[Choice, ...]:
        """The bar: only what occurs in the list can be chosen."""
        years = sorted({title.year for title in titles})
        present = list(known)
        places = {
            unit.voivodeship.code: unit.voivodeship.name
            for unit in present
            if unit.voivodeship
        }
        kinds = {unit.kind for unit in present}
        by_name = sorted(places.items(), key=lambda place: place[1])
        return (
            _choice(VOIVODESHIP, _("Voivodeship"), by_name, self.voivodeship),
            _choice(
                KIND,
                _("Kind of unit"),
                [(k.name, units.type_word(k)) for k in _KINDS if k in kinds],
                self.kind,
            ),
            _choice(
                AWARD,
                _("Title"),
                [(kind.value, str(word)) for kind, word in CLASS_WORDS.items()],
                self.award,
            ),
            _choice(SINCE, _("From year"), _years(years), _text(self.since)),
            _choice(UNTIL, _("To year"), _years(years), _text(self.until)),
        )


def read_filter(given: QueryDict) -> UnitFilter:
    """The filter of an address."""
    kind, award = given.get(KIND, ""), given.get(AWARD, "")
    return UnitFilter(
        voivodeship=_digits(given.get(VOIVODESHIP, "")),
        kind=kind if kind in {each.name for each in _KINDS} else "",
        award=award if award in set(TitleClass) else "",
        since=_year(given.get(SINCE, "")),
        until=_year(given.get(UNTIL, "")),
    )


def _choice(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str
) -> Choice:
    everything = Option("", _("all"), not chosen)
    found = [Option(value, text, value == chosen) for value, text in options]
    return Choice(name, label, (everything, *found))


def _years(years: Iterable[int]) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years]


def _text(year: int | None) -> str:
    return "" if year is None else str(year)


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) == 2 else ""


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
