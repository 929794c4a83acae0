"""Letters of the portal."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from miara.notifications import public as notifications
from miara.notifications.public import Variable
from miara.portal.actions.newsletter import CONFIRM, LETTER

__all__ = ["register"]


def register() -> None:
    """Make the letters known; called once at start."""
    notifications.register_template(
        CONFIRM,
        title=lambda: _("Confirming the newsletter"),
        variables={
            "categories": Variable(
                {"pl": "Wiadomości, Zaproszenia", "en": "News, Invitations"},
                lambda: _("chosen categories"),
            ),
            "address": _link(lambda: _("address that confirms"), required=True),
            "days": Variable(
                {"pl": "14"}, lambda: _("days after which the request is erased")
            ),
            "unsubscribe_url": _end(),
        },
        example={"days": 14},
    )
    notifications.register_template(
        LETTER,
        title=lambda: _("Newsletter"),
        variables={
            "count": Variable({"pl": "2"}, lambda: _("how many pieces of news")),
            "news": Variable(
                {
                    "pl": "- Zaproszenie na spotkanie\n  https://miara.example/1/",
                    "en": "- An invitation\n  https://miara.example/1/",
                },
                lambda: _("the news with their addresses, one a line"),
                required=True,
            ),
            "address": _link(lambda: _("address of all news")),
            "change_url": _link(lambda: _("address that changes the choices")),
            "unsubscribe_url": _end(),
        },
        example={"count": 2},
    )


def _end() -> Variable:
    return _link(lambda: _("address that ends these mails"), required=True)


def _link(description: Callable[[], str], *, required: bool = False) -> Variable:
    return Variable(
        {"pl": "https://miara.example/przyklad/"}, description, required=required
    )
