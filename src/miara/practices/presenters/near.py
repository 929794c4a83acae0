"""Practices from units like the reader's first, and why these units are like it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.indicators import public as indicators
from miara.practices.found import UNIT_FACET
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import list_path
from miara.search import public as search
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = ["Lift", "Near", "Way", "lift_of", "near_of", "unit_choices", "ways_of"]

#: All similar units lift a fair match over a good one; the nearest ones a bit more.
LIFT: Final = 0.5
NEAREST: Final = 10
NEAREST_LIFT: Final = 0.25
MOST: Final = 8


class Lift(StrEnum):
    """What a point of view did to a list."""

    NONE = ""  # none was taken, or the unit was not found
    LIFTED = "lifted"  # practices of similar units come first
    NOBODY_ALIKE = "nobody"  # the unit has no similar ones
    NOTHING_OF_ALIKE = "nothing"  # similar ones have no practice that fits
    NO_INDEX = "no-index"  # the database answers, and lifts nothing


@dataclass(frozen=True, slots=True)
class Way:
    """A unit that a reader may mean, and the list from its point of view."""

    code: str
    name: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class Near:
    """From whose point of view a list is shown.

    Attributes
    ----------
    text
        What the reader typed, where no unit was found by it; else empty.
    unit
        The unit; None when none was asked for, or none was found.
    meant
        Units that the text may mean.
    why
        By uid of a similar unit: what is alike, and what differs.
    without
        The same list in its own order.
    """

    text: str = ""
    unit: UnitFacts | None = None
    meant: tuple[Way, ...] = ()
    why: dict[str, str] = field(default_factory=dict)
    without: str = ""

    def boosts(self) -> tuple[search.Boost, ...]:
        """What the search lifts; empty when there is nobody similar."""
        uids = tuple(self.why)
        if not uids:
            return ()
        return (
            search.Boost(UNIT_FACET, uids, LIFT),
            search.Boost(UNIT_FACET, uids[:NEAREST], NEAREST_LIFT),
        )

    def reason(self, card: PracticeCard) -> str:
        """Why a practice stands so high; empty when it does not come from the like."""
        if self.unit is None or card.unit_uid not in self.why:
            return ""
        return _("from a unit like %(unit)s: %(why)s") % {
            "unit": self.unit.full_name,
            "why": self.why[card.unit_uid],
        }


def near_of(query: search.Query) -> Near:
    """The point of view that an address names by a code, or by a name that is sure."""
    if not query.near:
        return Near()
    without = list_path(replace(query, near="", page=1).to_address())
    found = _meant(query)
    if len(found) != 1:
        return Near(text=query.near, meant=tuple(found), without=without)
    unit = units.unit_by_code(found[0].code)
    if unit is None:
        return Near(text=query.near, without=without)
    likes = indicators.likes_of_unit(unit.uid)
    return Near(unit=unit, why={like.uid: like.why for like in likes}, without=without)


def lift_of(near: Near, found: search.Found, cards: Iterable[PracticeCard]) -> Lift:
    """What the list says of its order; asks again only where no card shows it.

    Parameters
    ----------
    found, cards
        The answer, and the practices of its page.
    """
    if near.unit is None:
        return Lift.NONE
    if not near.why:
        return Lift.NOBODY_ALIKE
    if found.mode == search.Mode.DATABASE:
        return Lift.NO_INDEX
    if any(card.unit_uid in near.why for card in cards):
        return Lift.LIFTED
    alike = {**found.query.facets, UNIT_FACET: tuple(near.why)}
    rest = replace(found.query, facets=alike, page=1, size=1, counted=(), boosts=())
    total = search.find(rest, passages=False).total
    return Lift.LIFTED if total else Lift.NOTHING_OF_ALIKE


def unit_choices(text: str, query: search.Query) -> list[Way]:
    """Units for the field while somebody types; nothing for an empty one."""
    found = units.search(text, limit=MOST, language=get_language() or "pl")
    return [_way(match.unit, query) for match in found]


def ways_of(uids: Iterable[str], query: search.Query) -> list[Way]:
    """Units of a signed-in reader, but the one that is chosen already."""
    known = units.units_by_uid(uids).values()
    return [_way(unit, query) for unit in known if unit.exists][:MOST]


def _meant(query: search.Query) -> list[Way]:
    """Whom the text may mean; one when the code or the name leaves no doubt."""
    text = query.near
    exact = units.unit_by_code(text) if text.isascii() and text.isdigit() else None
    if exact is not None and exact.exists:
        return [_way(exact, query)]
    found = unit_choices(text, query)
    same = [way for way in found if units.slug(way.name) == units.slug(text)]
    return same if len(same) == 1 else found


def _way(unit: UnitFacts, query: search.Query) -> Way:
    asked = replace(query, near=unit.code, page=1)
    return Way(unit.code, unit.name, unit.summary, list_path(asked.to_address()))
