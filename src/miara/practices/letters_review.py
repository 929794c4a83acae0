"""Letters about reviews of drafts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.notifications import public as notifications
from miara.notifications.public import Variable
from miara.practices.actions.review import ASKED, DONE

__all__ = ["register"]


def register() -> None:
    """Make the letters known; called once at start."""
    for kind, title in (
        (ASKED, lambda: _("Draft of a practice for an expert to read")),
        (DONE, lambda: _("Answer of an expert about a draft of a practice")),
    ):
        notifications.register_template(
            kind,
            title=title,
            variables={
                "title": Variable(
                    {"pl": "Autobus na telefon", "en": "Bus on call"},
                    lambda: _("title of the practice"),
                ),
                "address": Variable(
                    {"pl": "https://miara.example/przyklad/"},
                    lambda: _("address of the draft"),
                    required=True,
                ),
                "comment": Variable(
                    {"pl": "Proszę dodać koszty.", "en": "Please add the costs."},
                    lambda: _("comment of the expert"),
                ),
                "is_approved": Variable(
                    {"pl": ""}, lambda: _("whether the expert approved the draft")
                ),
            },
            example={"is_approved": False},
        )
