"""Guests of an event for its office, and one registration for its sender."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from miara.attendance.models import Desk, Guest, Registration
from miara.units import public as units

__all__ = [
    "Wanted",
    "counts_by_kind",
    "guest_of",
    "guests_of",
    "offices_by_voivodeship",
    "registration_at",
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list; empty ones let everybody through."""

    state: str = ""
    kind: str = ""
    voivodeship: str = ""
    text: str = ""


def guests_of(desk: Desk, wanted: Wanted | None = None) -> QuerySet[Guest]:
    """Guests in the order in which they registered."""
    wanted = wanted or Wanted()
    rows = desk.guests.select_related("registration").order_by("pk")
    if wanted.state == "ARRIVED":
        rows = rows.filter(arrived_at__isnull=False)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(registration__kind=wanted.kind)
    if wanted.voivodeship:
        uids = offices_by_voivodeship(desk).get(wanted.voivodeship, ("", ()))[1]
        rows = rows.filter(registration__unit_uid__in=uids)
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text)
    return rows


def guest_of(desk: Desk, uid: str) -> Guest | None:
    """One guest with the registration."""
    return (
        desk.guests.select_related("registration__sheet__version")
        .filter(uid=uid)
        .first()
    )


def registration_at(key: str) -> Registration | None:
    """The registration that a link opens."""
    return (
        Registration.objects.select_related("desk__event__owner", "sheet__version")
        .filter(key=key, erased_at=None)
        .first()
    )


def counts_by_kind(desk: Desk) -> dict[str, dict[str, int]]:
    """Numbers of people by kind of participant and state. One query."""
    rows = desk.guests.values_list("registration__kind", "state")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, state, number in rows.annotate(number=Count("pk")).order_by():
        found[kind][state] = number
    return {kind: dict(numbers) for kind, numbers in found.items()}


def offices_by_voivodeship(desk: Desk) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Code of a voivodeship to its name and the units of it that registered."""
    uids = set(
        desk.registrations.exclude(unit_uid="")
        .order_by()
        .values_list("unit_uid", flat=True)
    )
    known: Mapping[str, Any] = units.units_by_uid(sorted(uids)) if uids else {}
    names: dict[str, str] = {}
    found: dict[str, list[str]] = defaultdict(list)
    for uid in sorted(uids):
        unit = known.get(uid)
        if unit is None:
            continue
        # A voivodeship that registered itself stands under itself.
        place = unit.voivodeship or unit
        names[place.code] = place.name
        found[place.code].append(uid)
    ordered = sorted(found, key=lambda code: names[code])
    return {code: (names[code], tuple(found[code])) for code in ordered}
