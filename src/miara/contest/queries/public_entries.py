"""Applications as everybody may see them, and nothing beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from miara.contest.domain.stages import LIVING
from miara.contest.models import Edition, Entry
from miara.language import fold, sort_key
from miara.units import public as units

__all__ = ["PublicEntry", "Wanted", "are_entries_public", "public_count",
    "public_entries",
           "public_entry"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """A line of the list: identity, unit, title, place. No state, mark or award."""

    uid: str
    title: str
    unit: str
    group_id: int | None
    domain_id: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; ``text`` is a part of a title or of a unit."""

    group: int | None = None
    domain: int | None = None
    text: str = ""


def are_entries_public(edition: Edition, now: datetime) -> bool:
    """Whether the edition shows its applications: as set, and after the call."""
    closes = edition.closes_at
    return edition.settings.publicity.entries and closes is not None and closes < now


def public_entries(edition: Edition, wanted: Wanted) -> list[PublicEntry]:
    """Applications that take part, by the Polish order of units. One query.

    The unit is known to the register alone, so the text is looked for here and not in
    the database; the stress size of five hundred takes milliseconds.
    """
    rows = Entry.objects.filter(edition=edition, state__in=LIVING)
    if wanted.group is not None:
        rows = rows.filter(group_id=wanted.group)
    if wanted.domain is not None:
        rows = rows.filter(domain_id=wanted.domain)
    found = list(
        rows.values_list(
            "uid", "title", "unit_uid", "entrant_name", "group_id", "domain_id"
        )
    )
    places = units.units_by_uid({row[2] for row in found})
    lines = [
        PublicEntry(uid, title, _entrant(places, unit, entrant), group, domain)
        for uid, title, unit, entrant, group, domain in found
    ]
    sought = fold(wanted.text.strip())
    if sought:
        lines = [
            line
            for line in lines
            if sought in fold(line.title) or sought in fold(line.unit)
        ]
    return sorted(lines, key=lambda line: (sort_key(line.unit), sort_key(line.title)))


def public_count(edition: Edition) -> int:
    """How many applications take part. One query."""
    return Entry.objects.filter(edition=edition, state__in=LIVING).count()


def public_entry(edition: Edition, uid: str) -> Entry | None:
    """One application that the list shows. One query."""
    return (
        Entry.objects.filter(edition=edition, state__in=LIVING, uid=uid)
        .select_related("domain", "group", "latest__entry__sheet", "union")
        .first()
    )


def _entrant(places: Mapping[str, units.UnitFacts], unit_uid: str, entrant: str) -> str:
    unit = places.get(unit_uid)
    name = unit.full_name if unit else unit_uid
    return f"{entrant}, {name}" if entrant else name
