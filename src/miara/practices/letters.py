"""Letters of the base: default texts are files, the site may write its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.notifications import public as notifications
from miara.notifications.public import Variable
from miara.practices.actions.questions import ASK

__all__ = ["register"]


def register() -> None:
    """Make the letters known; called once at start."""
    notifications.register_template(
        ASK,
        title=lambda: _("Yearly question whether a practice is still true"),
        variables={
            "title": Variable(
                {"pl": "Autobus na telefon", "en": "Bus on call"},
                lambda: _("title of the practice"),
            ),
            "address": Variable(
                {"pl": "https://miara.example/przyklad/"},
                lambda: _("address where one click answers"),
                required=True,
            ),
            "is_reminder": Variable(
                {"pl": ""}, lambda: _("whether it reminds of a question sent before")
            ),
        },
        example={"is_reminder": False},
    )
