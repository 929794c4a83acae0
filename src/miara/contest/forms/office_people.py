"""Giving a role in the office of an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.accounts import public as accounts
from miara.contest.queries.office_people import OFFICE_ROLES

__all__ = ["OfficeRoleForm"]


class OfficeRoleForm(forms.Form):
    """Whom to give which role; the one that gives away least comes first."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["role"]  # type: ignore[assignment]
        field.choices = [(code, accounts.role_name(code)) for code in OFFICE_ROLES]
