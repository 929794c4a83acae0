"""Letters about accounts, made known here: accounts lie below and only ask for them.

Their default texts are files of accounts; the site may write its own.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.notifications.domain.templates import Variable, register_template

__all__ = ["register"]


def register() -> None:
    """Make the letters known; called once at start."""
    register_template(
        "accounts.invitation",
        title=lambda: _("Invitation to a role"),
        variables={
            "invited_by": Variable(
                {"pl": "Anna Przykładowa"}, lambda: _("who invites")
            ),
            "role": Variable(
                {"pl": "redaktor jednostki", "en": "editor of the unit"},
                lambda: _("the role"),
            ),
            "scope_name": Variable(
                {"pl": "gmina Przykładowo"}, lambda: _("what the role is held over")
            ),
            "address": _link(required=True),
            "days": Variable({"pl": "7"}, lambda: _("for how many days it works")),
        },
        example={"days": 7},
    )
    register_template(
        "accounts.request_waiting",
        title=lambda: _("A request of an administrator waits for the operator"),
        variables={"unit_name": _unit(), "address": _link()},
    )
    register_template(
        "accounts.request_confirmed",
        title=lambda: _("An administrator was confirmed"),
        variables={"unit_name": _unit(), "address": _link()},
    )
    register_template(
        "accounts.request_refused",
        title=lambda: _("A request of an administrator was refused"),
        variables={
            "unit_name": _unit(),
            "reason": Variable(
                {
                    "pl": "Upoważnienie nie jest podpisane.",
                    "en": "The authorisation is not signed.",
                },
                lambda: _("the reason of the operator"),
                required=True,
            ),
            "address": _link(),
        },
    )


def _unit() -> Variable:
    return Variable({"pl": "gmina Przykładowo"}, lambda: _("name of the unit"))


def _link(*, required: bool = False) -> Variable:
    return Variable(
        {"pl": "https://miara.example/przyklad/"},
        lambda: _("address of the page to open"),
        required=required,
    )
