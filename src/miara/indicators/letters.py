"""Letters about numbers: default texts are files, the site may write its own."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from miara.notifications import public as notifications
from miara.notifications.public import Variable

__all__ = ["register"]


def register() -> None:
    """Make the letters known; called once at start."""
    notifications.register_template(
        "indicators.subscription_confirm",
        title=lambda: _("Confirming mail about changed numbers"),
        variables={
            "unit": _unit(),
            "address": _link(lambda: _("address that confirms"), required=True),
            "days": Variable(
                {"pl": "14"}, lambda: _("days after which the request is erased")
            ),
            "unsubscribe_url": _end(),
        },
        example={"days": 14},
    )
    notifications.register_template(
        "indicators.unit_changed",
        title=lambda: _("Numbers of a unit changed"),
        variables={
            "unit": _unit(),
            "count": Variable({"pl": "2"}, lambda: _("how many numbers changed")),
            "changes": Variable(
                {
                    "pl": "- Pożary, 2024: 2,9 → 3,1\n- Ludność, 2024: 8 120 → 8 134",
                    "en": "- Fires, 2024: 2.9 → 3.1\n- Population, 2024: 8,120 → 8,134",
                },
                lambda: _("the changed numbers, one a line"),
                required=True,
            ),
            "address": _link(lambda: _("address of the page of the unit")),
            "unsubscribe_url": _end(),
        },
        example={"count": 2},
    )
    notifications.register_template(
        "indicators.report_answered",
        title=lambda: _("Answer to a report of an error"),
        variables={
            "indicator": Variable(
                {"pl": "Pożary", "en": "Fires"}, lambda: _("title of the indicator")
            ),
            "unit": _unit(),
            "period": Variable({"pl": "2024"}, lambda: _("period of the number")),
            "text": Variable(
                {"pl": "Liczba jest za duża.", "en": "The number is too large."},
                lambda: _("what the reader wrote"),
            ),
            "outcome": Variable(
                {
                    "pl": "Liczba była błędna i została poprawiona.",
                    "en": "The number was wrong and has been corrected.",
                },
                lambda: _("what became of the report"),
                required=True,
            ),
            "answer": Variable(
                {"pl": "Dziękujemy.", "en": "Thank you."},
                lambda: _("what the operator answered"),
                required=True,
            ),
            "address": _link(lambda: _("address of the page of the unit")),
        },
    )


def _unit() -> Variable:
    return Variable({"pl": "gmina Przykładowo"}, lambda: _("name of the unit"))


def _end() -> Variable:
    return _link(lambda: _("address that ends these mails"), required=True)


def _link(description: Callable[[], str], *, required: bool = False) -> Variable:
    sample = {"pl": "https://miara.example/przyklad/"}
    return Variable(sample, description, required=required)
