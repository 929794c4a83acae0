"""Letters of registration: default texts are files, the office may write its own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.attendance.domain.names import CANCELLED, MAIL_OWNER, MOVED_UP, REGISTERED
from miara.attendance.permissions import can_run
from miara.events import public as events
from miara.notifications import public as notifications
from miara.notifications.public import Variable

__all__ = ["register"]


def register() -> None:
    """Make the letters and their owner known; called once at start."""
    notifications.register_mail_owner(
        MAIL_OWNER,
        title=lambda uid: str(_event(uid) or uid),
        can_see=_may,
        can_release=_may,
        letters="attendance.",
        keeps_letters=True,
        is_private=True,
        home=_home,
    )
    shared = {
        "event": Variable(
            {"pl": "Konferencja liderów", "en": "Conference of leaders"},
            lambda: _("name of the event"),
        ),
        "address": Variable(
            {"pl": "https://miara.example/udzial/przyklad/"},
            lambda: _("address of the registration, with tickets"),
            required=True,
        ),
    }
    notifications.register_template(
        REGISTERED,
        title=lambda: _("Registration for an event was taken"),
        variables={
            **shared,
            "placed": Variable({"pl": "2"}, lambda: _("number of people with a place")),
            "waiting": Variable(
                {"pl": "1"}, lambda: _("number of people on the waiting list")
            ),
        },
        example={"placed": 2, "waiting": 1},
    )
    notifications.register_template(
        MOVED_UP,
        title=lambda: _("Somebody from the waiting list has a place"),
        variables={
            **shared,
            "people": Variable(
                {"pl": "1"}, lambda: _("number of people who got a place")
            ),
        },
        example={"people": 1},
    )
    notifications.register_template(
        CANCELLED,
        title=lambda: _("The office of an event cancelled a participant"),
        variables={
            **shared,
            "reason": Variable(
                {"pl": "Zgłoszenie było podwójne.", "en": "Registered twice."},
                lambda: _("reason that the office gave"),
            ),
        },
    )


def _event(uid: str) -> events.Event | None:
    return events.Event.objects.select_related("owner").filter(uid=uid).first()


def _may(user: Any, uid: str) -> Decision:
    event = _event(uid)
    if event is None:
        return Decision(allowed=False, reason=_("There is no such event."))
    return can_run(user, event, now=timezone.now())


def _home(uid: str) -> str:
    event = _event(uid)
    return reverse("attendance:guests", args=[event.code]) if event else ""
