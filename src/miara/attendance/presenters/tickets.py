"""Tickets of a registration and words about where people come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from miara.attendance.models import Guest, Registration
from miara.documents import public as documents
from miara.units import public as units

__all__ = ["Ticket", "origin_of", "origins", "tickets_of", "typed_code"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A guest with the QR code of the entry; no code without a place."""

    guest: Guest
    qr: SafeString | str
    code: str


def typed_code(code: str) -> str:
    """A code in two groups, as people read it.

    >>> typed_code("ABCD2345")
    'ABCD-2345'
    """
    return f"{code[:4]}-{code[4:]}"


def tickets_of(row: Registration) -> list[Ticket]:
    """Everybody of a registration in order."""
    return [
        Ticket(
            guest,
            # Made here of letters and digits alone.
            mark_safe(documents.qr_svg(guest.code))  # noqa: S308
            if guest.state == Guest.State.PLACE
            else "",
            typed_code(guest.code),
        )
        for guest in row.guests.order_by("pk")
    ]


def origins(rows: Sequence[Registration]) -> Mapping[int, tuple[str, str]]:
    """Where people come from, and the voivodeship, by key of registration."""
    uids = sorted({row.unit_uid for row in rows if row.unit_uid})
    known = units.units_by_uid(uids) if uids else {}
    found = {}
    for row in rows:
        unit = known.get(row.unit_uid)
        place = "" if unit is None else (unit.voivodeship or unit).name
        names = [unit.full_name if unit else "", row.body]
        found[row.pk] = (", ".join(name for name in names if name), place)
    return found


def origin_of(row: Registration) -> str:
    """Where the people of one registration come from."""
    return origins([row])[row.pk][0]
