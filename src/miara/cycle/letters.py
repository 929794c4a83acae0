"""Letters about terms of a year."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.cycle.actions.reminders import TERMS_DUE
from miara.notifications import public as notifications
from miara.notifications.public import Variable

__all__ = ["register"]


def register() -> None:
    """Make the letter known; called once at start."""
    notifications.register_template(
        TERMS_DUE,
        title=lambda: _("Reminder of terms of the year"),
        variables={
            "unit": Variable(
                {"pl": "gmina Przykładowa", "en": "municipality of Przykładowa"},
                lambda: _("name of the local government"),
            ),
            "count": Variable({"pl": "2"}, lambda: _("how many terms there are")),
            "terms": Variable(
                {"pl": "- 15 listopada 2026: Projekt budżetu dla rady"},
                lambda: _("the terms with their days, one a line"),
                required=True,
            ),
            "address": Variable(
                {"pl": "https://miara.example/przyklad/"},
                lambda: _("address of the calendar"),
                required=True,
            ),
        },
        example={"count": 2},
    )
