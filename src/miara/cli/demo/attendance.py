"""Registration for the panels of the demo: places run out, somebody waits."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from miara.accounts.public import User
from miara.attendance.actions.office import set_desk
from miara.attendance.actions.registration import Wish, register
from miara.events.models import Event

__all__ = ["register_guests"]

_PLACES: Final = 12
#: Kind of participant, institution, names, special needs.
_SENT: Final = (
    (
        "UNIT",
        "Urząd Gminy Zmyślona",
        "Anna Lipowa|Piotr Dębowy|Ewa Brzozowa",
        "Pętla indukcyjna dla Ewy Brzozowej.",
    ),
    ("UNIT", "Starostwo Powiatowe w Przykładowie", "Marek Jodłowy|Olga Świerkowa", ""),
    ("GOVERNMENT", "Urząd Wojewódzki w Przykładowie", "Jan Klonowy", ""),
    (
        "EXPERT",
        "Uniwersytet Przykładowy",
        "Zofia Jesionowa|Adam Wiązowy",
        "Dieta wegetariańska.",
    ),
    ("BUSINESS", "Spółka Wodna Przykład", "Karol Grabowy", ""),
    ("MEDIA", "Gazeta Zmyślona", "Iga Topolowa", ""),
    (
        "UNIT",
        "Urząd Miejski w Zmyślonce",
        "Ola Wierzbowa|Jerzy Cisowy|Hanna Olchowa|Paweł Bukowy",
        "",
    ),
)


def register_guests(event: Event, *, by: User, now: datetime) -> None:
    """Open the desk and send registrations of fictional people."""
    desk = set_desk(
        event=event, values={"is_open": True, "places": _PLACES}, by=by, now=now
    )
    for number, (kind, body, names, needs) in enumerate(_SENT, 1):
        wish = Wish(
            email=f"uczestnik{number}@example.pl",
            kind=kind,
            names=names.split("|"),
            body=body,
            answers={"needs": needs} if needs else {},
        )
        register(desk=desk, wish=wish, language="pl", now=now)
