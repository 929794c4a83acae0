"""The letter that confirms a proposal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.notifications import public as notifications
from miara.notifications.public import Variable
from miara.practices.actions.proposals import CONFIRM, KEPT_DAYS

__all__ = ["register"]


def register() -> None:
    """Make the letter known; called once at start."""
    notifications.register_template(
        CONFIRM,
        title=lambda: _("Confirming a proposed practice"),
        variables={
            "address": Variable(
                {"pl": "https://miara.example/praktyki/zaproponuj/przyklad/"},
                lambda: _("address that confirms"),
                required=True,
            ),
            "days": Variable(
                {"pl": str(KEPT_DAYS)},
                lambda: _("days after which the request is erased"),
            ),
        },
        example={"days": KEPT_DAYS},
    )
