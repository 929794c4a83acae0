"""Units for pages and programs, as frozen dataclasses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.cube.register import COUNTRY, Level
from miara.language import locative_phrase, sort_key
from miara.units.domain.directory import Directory, UnitState, levels_of
from miara.units.domain.facts import Kind
from miara.units.domain.naming import slug
from miara.units.models import RegisterSnapshot
from miara.units.queries.stored import directory


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit in a few words: for links."""

    uid: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit on one day.

    Texts follow the active language; names are the official Polish ones.
    ``county_code`` is the second code of a city with county rights, ``county`` is
    None for a city, a county and a voivodeship. ``successors`` is filled for an
    abolished unit, the one with the largest share first.
    """

    uid: str
    code: str
    county_code: str | None
    name: str
    kind: Kind
    county: UnitRef | None
    voivodeship: UnitRef | None
    exists: bool
    since: date
    until: date | None
    successors: tuple[UnitRef, ...]

    @property
    def levels(self) -> tuple[Level, ...]:
        """Where the unit acts."""
        return levels_of(self.kind)

    @property
    def slug(self) -> str:
        """Decoration of the address."""
        return slug(self.name)

    @property
    def address(self) -> str:
        """The unit as one part of an address: ``120617-zielonki``."""
        return f"{self.code}-{self.slug}"

    @property
    def successor_codes(self) -> tuple[str, ...]:
        """Codes of the units that took an abolished one over."""
        return tuple(unit.code for unit in self.successors)

    @property
    def full_name(self) -> str:
        """Name with its noun: "gmina Zielonki", "miasto Kraków"."""
        return _full_names()[self.kind] % {"name": self.name}

    @property
    def title(self) -> str:
        """The full name as a heading: "Gmina Zielonki"."""
        text = self.full_name
        return text[:1].upper() + text[1:]

    @property
    def type_word(self) -> str:
        """The type in a word or two: "wiejska", "miasto na prawach powiatu"."""
        return type_word(self.kind)

    @property
    def summary(self) -> str:
        """Type and place: "wiejska · powiat krakowski · małopolskie"."""
        parts = [self.type_word]
        if self.county is not None:
            parts.append(_full_names()[Kind.COUNTY] % {"name": self.county.name})
        if self.voivodeship is not None:
            parts.append(self.voivodeship.name)
        return " · ".join(parts)

    @property
    def beside_name(self) -> str:
        """The summary without a type that the full name says already."""
        said = self.kind in {Kind.COUNTY, Kind.VOIVODESHIP}
        return self.summary.partition(" · ")[2] if said else self.summary

    @property
    def locative(self) -> str | None:
        """Polish phrase "w Zielonkach" where the form is certain, else None."""
        if self.kind in {Kind.COUNTY, Kind.VOIVODESHIP}:
            return None
        return _locative(self.name)


_locative = lru_cache(maxsize=4_096)(locative_phrase)


def type_word(kind: Kind) -> str:
    """The type of a unit in a word or two, in the active language."""
    return _type_words()[kind]


def _full_names() -> dict[Kind, str]:
    city = _("city of %(name)s")
    municipality = _("municipality of %(name)s")
    return {
        Kind.CITY: city,
        Kind.URBAN: city,
        Kind.URBAN_RURAL: municipality,
        Kind.RURAL: municipality,
        Kind.COUNTY: _("%(name)s county"),
        Kind.VOIVODESHIP: _("%(name)s voivodeship"),
    }


def _type_words() -> dict[Kind, str]:
    return {
        Kind.CITY: pgettext("type of unit", "city with county rights"),
        Kind.URBAN: pgettext("type of unit", "urban"),
        Kind.URBAN_RURAL: pgettext("type of unit", "urban-rural"),
        Kind.RURAL: pgettext("type of unit", "rural"),
        Kind.COUNTY: pgettext("type of unit", "county"),
        Kind.VOIVODESHIP: pgettext("type of unit", "voivodeship"),
    }


def unit_by_code(code: str, on: date | None = None) -> UnitFacts | None:
    """The unit that holds a public code, or None.

    Parameters
    ----------
    code
        2, 4 or 6 digits (7 are cut to 6); the county code of a city gives the city:
        compare ``code`` of the result to know that the address is not its own.
    on
        The day (default: the latest holder, with its facts of today or, once
        abolished, of its last day). A day before the register begins counts as its
        first day.
    """
    units = directory()
    uid = units.uid_of(code, on)
    return None if uid is None else facts_of(units, units.state(uid, on))


def unit_by_uid(uid: str, on: date | None = None) -> UnitFacts | None:
    """The unit of an identity, or None; days as in :func:`unit_by_code`."""
    units = directory()
    if uid not in units.histories:
        return None
    return facts_of(units, units.state(uid, on))


def units_by_uid(uids: Iterable[str]) -> dict[str, UnitFacts]:
    """Units of many identities; unknown ones are left out. One query."""
    units = directory()
    return {
        uid: facts_of(units, units.state(uid)) for uid in uids if uid in units.histories
    }


def units_at(level: Level, on: date | None = None) -> list[UnitFacts]:
    """Units that act at a level on a day, in Polish alphabetical order.

    A city with county rights is among municipalities and among counties. The
    country itself (``Level.COUNTRY``) is no unit of the register: empty.
    """
    units = directory()
    found = [facts_of(units, state) for state in units.at_level(level, on)]
    return sorted(found, key=lambda unit: (sort_key(unit.name), unit.code))


def members_of(uid: str, on: date | None = None) -> list[UnitFacts]:
    """Units directly below: municipalities of a county, counties of a voivodeship."""
    units = directory()
    states = (units.state(other, on) for other in units.histories)
    below = [
        facts_of(units, s)
        for s in states
        if s.exists and s.uid != uid and _parent(s) == uid
    ]
    return sorted(below, key=lambda unit: (sort_key(unit.name), unit.code))


def _parent(state: UnitState) -> str | None:
    if state.county_uid in {None, state.uid}:
        return state.voivodeship_uid
    return state.county_uid


def is_fictional() -> bool:
    """Whether the register is the generated sample; pages then say so."""
    return RegisterSnapshot.objects.filter(is_fictional=True).exists()


def register_day() -> date | None:
    """Day of the newest snapshot; None before the first import."""
    rows = RegisterSnapshot.objects.order_by("-day")
    return rows.values_list("day", flat=True).first()


def is_country(code: str) -> bool:
    """Whether a code means the whole country, which is no unit."""
    return code == COUNTRY


def facts_of(units: Directory, state: UnitState) -> UnitFacts:
    """A state with the names of the units around it."""
    county = state.county_uid if state.county_uid != state.uid else None
    voivodeship = state.voivodeship_uid if state.voivodeship_uid != state.uid else None
    return UnitFacts(
        uid=state.uid,
        code=state.code,
        county_code=state.county_code,
        name=state.name,
        kind=state.kind,
        county=_ref(units, county),
        voivodeship=_ref(units, voivodeship),
        exists=state.exists,
        since=state.since,
        until=state.until,
        successors=tuple(
            ref
            for uid in (() if state.exists else units.successors(state.uid))
            if (ref := _ref(units, uid)) is not None
        ),
    )


def _ref(units: Directory, uid: str | None) -> UnitRef | None:
    if uid is None or uid not in units.histories:
        return None
    state = units.state(uid)
    return UnitRef(uid, state.code, state.name)
