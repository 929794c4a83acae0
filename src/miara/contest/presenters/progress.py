"""Rows of the progress board as the page shows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.contest.models import Assignment, Edition
from miara.contest.presenters.marking import points_text
from miara.contest.queries.progress import BoardRow, Seat
from miara.units import public as units

__all__ = ["board_rows", "told_seat"]

_STATES = {str(value): label for value, label in Assignment.State.choices}


def board_rows(edition: Edition, rows: list[BoardRow]) -> list[dict[str, Any]]:
    """One line an entry; names of units in one read of the register."""
    named = units.units_by_uid(row.unit_uid for row in rows)
    # One address is made and its last part exchanged: hundreds of rows, one lookup.
    base = reverse(
        "contest:progress-entry", args=[edition.contest.code, edition.slug, "0"]
    ).removesuffix("0/")
    return [
        {
            "url": f"{base}{row.uid}/",
            "number": row.number,
            "title": row.title,
            "unit": named[row.unit_uid].full_name if row.unit_uid in named else "",
            "seats": [told_seat(seat) for seat in row.seats],
            "lacks": row.lacks,
            "gap": "" if row.gap is None else points_text(row.gap),
            "differs": row.differs,
            "has_note": row.has_note,
            "is_complete": row.is_complete,
        }
        for row in rows
    ]


def told_seat(seat: Seat) -> str:
    """An expert and where their marks stand."""
    state = str(_STATES[seat.state])
    if seat.is_blocked:
        state = _("conflict of interest to be decided")
    elif seat.is_late:
        state = _("%(state)s, overdue") % {"state": state}
    elif seat.total is not None:
        state = points_text(seat.total)
    return f"{seat.name}: {state}"
