"""Adoptions for readers of a card, and for the people of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.numbers import format_number
from miara.practices.models import Adoption, AdoptionAim
from miara.practices.presenters.links import card_path
from miara.practices.presenters.words import day
from miara.practices.queries.use import OwnUse
from miara.units.public import UnitFacts

__all__ = [
    "AdoptionLine",
    "adopted_words",
    "adoption_lines",
    "aim_sentence",
    "own_lines",
    "state_sentence",
    "use_lines",
]

State = Adoption.State
_ORDER = {State.ADOPTED: 0, State.WANTED: 1, State.GIVEN_UP: 2}


@dataclass(frozen=True, slots=True)
class AdoptionLine:
    """One unit, what it says about its adoption, and its aims in sentences."""

    name: str
    url: str
    sentence: str
    changes: str
    reason: str
    aims: tuple[str, ...]


def adoption_lines(
    adoptions: Iterable[Adoption],
    known: Mapping[str, UnitFacts],
    names: Mapping[str, str],
) -> list[AdoptionLine]:
    """Adoptions of a card: those that work first, those given up last.

    Parameters
    ----------
    known
        Units by uid.
    names
        Titles of indicators by code.
    """
    ordered = sorted(adoptions, key=lambda row: _ORDER[State(row.state)])
    return [
        _line(row, _unit_name(row, known), _unit_path(row, known), names)
        for row in ordered
    ]


def own_lines(
    adoptions: Iterable[Adoption],
    known: Mapping[str, UnitFacts],
    names: Mapping[str, str],
) -> list[dict[str, object]]:
    """Adoptions for the people of the units, each with its own page."""
    return [
        {
            "line": _line(
                row, row.card.title, card_path(row.card.pk, row.card.title), names
            ),
            "unit": _unit_name(row, known),
            "url": reverse("practice-use:adoption", args=[row.pk]),
        }
        for row in adoptions
    ]


def _line(row: Adoption, name: str, url: str, names: Mapping[str, str]) -> AdoptionLine:
    return AdoptionLine(
        name=name,
        url=url,
        sentence=state_sentence(row),
        changes=row.changes,
        reason=row.given_up_reason,
        aims=tuple(aim_sentence(aim, names) for aim in row.aims.all()),
    )


def state_sentence(row: Adoption) -> str:
    """How far the unit is, with its day."""
    if row.state == State.GIVEN_UP and row.given_up_on:
        return _("gave up on %(day)s") % {"day": day(row.given_up_on)}
    if row.state == State.ADOPTED and row.starts_on:
        return _("adopted, works from %(day)s") % {"day": day(row.starts_on)}
    if row.starts_on:
        return _("wants to adopt, start planned for %(day)s") % {
            "day": day(row.starts_on)
        }
    return _("wants to adopt")


def aim_sentence(aim: AdoptionAim, names: Mapping[str, str]) -> str:
    """The aim, when it was declared, and how far numbers were known then."""
    facts = {
        "name": names.get(aim.indicator, aim.indicator),
        "day": day(timezone.localdate(aim.declared_at)),
        "until": day(aim.known_until) if aim.known_until else "",
    }
    is_up = aim.direction == AdoptionAim.Direction.UP
    if not aim.known_until:
        text = (
            _("Aim: “%(name)s” is to go up; declared on %(day)s, without any number.")
            if is_up
            else _(
                "Aim: “%(name)s” is to go down; declared on %(day)s, without any "
                "number."
            )
        )
        return text % facts
    text = (
        _(
            "Aim: “%(name)s” is to go up; declared on %(day)s, when numbers for days "
            "before %(until)s were known."
        )
        if is_up
        else _(
            "Aim: “%(name)s” is to go down; declared on %(day)s, when numbers for "
            "days before %(until)s were known."
        )
    )
    return text % facts


def adopted_words(count: int) -> str:
    """How many units adopted a practice; empty for none."""
    if not count:
        return ""
    return ngettext(
        "adopted by %(count)s local government",
        "adopted by %(count)s local governments",
        count,
    ) % {"count": format_number(count, 0)}


def use_lines(rows: Iterable[OwnUse]) -> list[dict[str, object]]:
    """What others did with practices of a unit, row by row."""
    return [
        {
            "title": row.card.title,
            "url": card_path(row.card.pk, row.card.title),
            "numbers": (
                row.wanted,
                row.adopted,
                row.given_up,
                row.asked,
                row.asked_lately,
            ),
        }
        for row in rows
    ]


def _unit_name(row: Adoption, known: Mapping[str, UnitFacts]) -> str:
    unit = known.get(row.unit_uid)
    return unit.full_name if unit else row.unit_uid


def _unit_path(row: Adoption, known: Mapping[str, UnitFacts]) -> str:
    unit = known.get(row.unit_uid)
    return reverse("indicators:unit", args=[unit.address]) if unit else ""
