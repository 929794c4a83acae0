"""Letters about the use of practices: questions of readers, followed searches."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from miara.notifications import public as notifications
from miara.notifications.public import Variable
from miara.practices.actions.asking import COPY, QUESTION
from miara.practices.actions.following import CONFIRM, FOUND
from miara.practices.actions.meetings import CALLED_OFF, JOINED, MOVED

__all__ = ["register"]


def register() -> None:
    """Make the letters known; called once at start."""
    notifications.register_template(
        QUESTION,
        title=lambda: _("Question of a reader to the author of a practice"),
        variables=_question(),
    )
    notifications.register_template(
        COPY,
        title=lambda: _("Copy of a question to an author, for who asked"),
        variables=_question(),
    )
    notifications.register_template(
        CONFIRM,
        title=lambda: _("Confirming mail about a search of practices"),
        variables={
            "search": _search(),
            "address": link(lambda: _("address that confirms"), required=True),
            "days": Variable(
                {"pl": "14"}, lambda: _("days after which the request is erased")
            ),
            "unsubscribe_url": _end(),
        },
        example={"days": 14},
    )
    notifications.register_template(
        FOUND,
        title=lambda: _("New practices that fit a search"),
        variables={
            "search": _search(),
            "count": Variable({"pl": "2"}, lambda: _("how many practices there are")),
            "practices": Variable(
                {
                    "pl": "- Autobus na telefon (nowa)\n  https://miara.example/1/",
                    "en": "- Bus on call (new)\n  https://miara.example/1/",
                },
                lambda: _("the practices with their addresses, one a line"),
                required=True,
            ),
            "address": link(lambda: _("address of the whole answer")),
            "unsubscribe_url": _end(),
        },
        example={"count": 2},
    )

    notifications.register_template(
        JOINED,
        title=lambda: _("Confirmation of a place at a meeting"),
        variables=_meeting(),
    )
    notifications.register_template(
        CALLED_OFF,
        title=lambda: _("A meeting was called off"),
        variables=_meeting(),
    )
    notifications.register_template(
        MOVED,
        title=lambda: _("A meeting was moved"),
        variables={
            **_meeting(),
            "before": Variable(
                {"pl": "1 marca 2026 10:00"}, lambda: _("when it was to begin")
            ),
        },
    )


def _meeting() -> dict[str, Variable]:
    return {
        "title": Variable(
            {"pl": "Jak urządziliśmy autobus na telefon"},
            lambda: _("subject of the meeting"),
            required=True,
        ),
        "when": Variable({"pl": "5 marca 2026 10:00"}, lambda: _("when it begins")),
        "place": Variable({"pl": "Urząd Gminy"}, lambda: _("place, perhaps empty")),
        "link": Variable({"pl": ""}, lambda: _("link, perhaps empty")),
        "address": link(lambda: _("address of the meeting")),
        "calendar": link(lambda: _("address of the file for a calendar")),
        "leaving": link(lambda: _("address that gives the place back")),
    }


def _search() -> Variable:
    return Variable(
        {"pl": "„autobus”; Dział: usługi techniczne", "en": "“bus”"},
        lambda: _("what is looked for, in words"),
    )


def _end() -> Variable:
    return link(lambda: _("address that ends these mails"), required=True)


def _question() -> dict[str, Variable]:
    return {
        "title": Variable(
            {"pl": "Autobus na telefon", "en": "Bus on call"},
            lambda: _("title of the practice"),
        ),
        "address": link(lambda: _("address of the practice")),
        "name": Variable(
            {"pl": "Anna Wzór, Urząd Gminy"}, lambda: _("who asks, perhaps empty")
        ),
        "email": Variable(
            {"pl": "anna@przyklad.example"},
            lambda: _("address that the answer goes to"),
            required=True,
        ),
        "text": Variable(
            {"pl": "Ile osób obsługuje zgłoszenia?", "en": "How many people answer?"},
            lambda: _("the question"),
            required=True,
        ),
    }


def link(description: Callable[[], str], *, required: bool = False) -> Variable:
    """A variable that is an address."""
    return Variable(
        {"pl": "https://miara.example/przyklad/"}, description, required=required
    )
