"""Which row of a unit's forecast is which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from miara.budget.domain.forecast import ROLES
from miara.budget.presenters.contradictions import role_name

__all__ = ["RowsForm"]


class RowsForm(forms.Form):
    """A choice of a row for each amount that rules look for.

    Parameters
    ----------
    names
        Names of rows of the table by their numbers, in the order of the table.
    roles
        What the unit set before; where it set nothing, the usual number counts.
    """

    def __init__(
        self,
        *args: Any,
        names: Mapping[str, str],
        roles: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Offer the rows of the table, and a number set before that it lacks."""
        super().__init__(*args, **kwargs)
        rows = [(code, f"{code} {name}"[:120]) for code, name in names.items()]
        for role, usual in ROLES.items():
            now = roles.get(role, usual)
            known = list(rows)
            for code in dict.fromkeys([now, usual]):
                if code and code not in names:
                    known.append(
                        (code, _("%(code)s (not in this table)") % {"code": code})
                    )
            self.fields[role] = forms.ChoiceField(
                label=_capital(role_name(role)),
                required=False,
                initial=now,
                choices=[("", _("there is no such row")), *known],
                help_text=_usual(usual, names),
            )

    @property
    def roles(self) -> dict[str, str]:
        """What differs from the usual numbers, of a valid form."""
        return {
            role: self.cleaned_data[role]
            for role, usual in ROLES.items()
            if self.cleaned_data[role] != usual
        }

    def clean(self) -> dict[str, Any]:
        """A row is one thing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for role in ROLES:
            code = given.get(role, "")
            if code and code in taken:
                self.add_error(
                    role,
                    _("Row %(code)s is chosen for “%(other)s” already.")
                    % {"code": code, "other": role_name(taken[code])},
                )
            taken.setdefault(code, role)
        return given


def _absent(code: str) -> str:
    return _("%(code)s (not in this table)") % {"code": code}


def _usual(code: str, names: Mapping[str, str]) -> str:
    if code not in names:
        return _("Usually row %(code)s, which this table lacks.") % {"code": code}
    facts = {"code": code, "name": names[code]}
    return _("Usually row %(code)s; in this table: %(name)s.") % facts


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
