"""The letter of a dispatch: its variables, and their values for one head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.notifications.domain.templates import Variable, register_template

if TYPE_CHECKING:
    from miara.organisations.public import HeadFacts
    from miara.units.public import UnitFacts

__all__ = ["DISPATCH_LETTER", "LANGUAGE", "values_for"]

#: Heads of Polish local governments are written to in Polish.
LANGUAGE = "pl"

DISPATCH_LETTER = register_template(
    "notifications.dispatch",
    title=lambda: _("Letter to heads of units"),
    variables={
        "salutation": Variable(
            {"pl": "Szanowna Pani Burmistrz"},
            lambda: _("salutation in the right form"),
            required=True,
        ),
        "name": Variable({"pl": "Anna Przykładowa"}, lambda: _("name of the head")),
        "office": Variable({"pl": "Burmistrz"}, lambda: _("office of the head")),
        "unit": Variable({"pl": "gmina Przykładowo"}, lambda: _("name of the unit")),
        "voivodeship": Variable(
            {"pl": "przykładowe"}, lambda: _("name of the voivodeship")
        ),
    },
    subject={"pl": "{{ unit }}"},
    text={"pl": "{{ salutation }}"},
)


def values_for(
    unit: UnitFacts, head: HeadFacts, extra: Mapping[str, str]
) -> dict[str, str]:
    """Values of the letter to one head; those of the head win over ``extra``.

    In the language of the letter, whoever prepares it in whatever language.
    """
    voivodeship = unit.voivodeship.name if unit.voivodeship else unit.name
    with override(LANGUAGE):
        return {
            **extra,
            "salutation": head.salutation,
            "name": head.full_name,
            "office": head.office_title,
            "unit": unit.full_name,
            "voivodeship": voivodeship,
        }
