"""Counters of the list as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from miara.attendance.models import Desk, Guest, Registration
from miara.attendance.queries.guests import counts_by_kind

__all__ = ["CountRow", "kind_rows", "voivodeship_rows"]

_State = Guest.State


@dataclass(frozen=True, slots=True)
class CountRow:
    """Numbers of people with a place and waiting."""

    name: str
    placed: int
    waiting: int


def kind_rows(desk: Desk) -> list[CountRow]:
    """By kind of participant; kinds of nobody are left out. One query."""
    counts = counts_by_kind(desk)
    return [
        CountRow(
            str(kind.label),
            counts[kind].get(_State.PLACE, 0),
            counts[kind].get(_State.WAITING, 0),
        )
        for kind in Registration.Kind
        if kind in counts
    ]


def voivodeship_rows(
    desk: Desk, places: Mapping[str, tuple[str, tuple[str, ...]]]
) -> list[CountRow]:
    """By voivodeship of local governments. One query."""
    rows = (
        desk.guests.exclude(registration__unit_uid="")
        .values_list("registration__unit_uid", "state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    counts = {(uid, state): number for uid, state, number in rows}

    def number(uids: tuple[str, ...], state: str) -> int:
        return sum(counts.get((uid, state), 0) for uid in uids)

    return [
        CountRow(name, number(uids, _State.PLACE), number(uids, _State.WAITING))
        for name, uids in places.values()
    ]
