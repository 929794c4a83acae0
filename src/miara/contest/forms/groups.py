"""The editor of a group: who belongs, clause by clause."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.contest.domain.entrants import EntrantKind
from miara.contest.models import Group
from miara.contest.presenters.rule_words import KINDS

__all__ = ["ClauseFormSet", "GroupForm", "clauses_from", "initial_clauses"]

#: Kinds that a clause can name: bodies without one are judged by their seat.
_KINDS: Final = [
    EntrantKind.COUNTY,
    EntrantKind.CITY,
    EntrantKind.URBAN,
    EntrantKind.URBAN_RURAL,
    EntrantKind.RURAL,
    EntrantKind.VOIVODESHIP,
    EntrantKind.UNION,
]


class GroupForm(forms.ModelForm):
    """Name of a group."""

    class Meta:
        model = Group
        fields = ("name", "code")


class ClauseForm(forms.Form):
    """One way into the group."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of units"),
        choices=[(kind.value, KINDS[kind]) for kind in _KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lower = forms.ChoiceField(
        label=_("Lower bound of inhabitants"),
        choices=[("", pgettext_lazy("limit", "none")), ("more_than", _("more than")),
                 ("at_least", _("at least"))],
        required=False,
    )  # fmt: skip
    lower_number = forms.IntegerField(
        label=_("Number of the lower bound"), required=False, min_value=0
    )
    upper = forms.ChoiceField(
        label=_("Upper bound of inhabitants"),
        choices=[("", pgettext_lazy("limit", "none")), ("up_to", _("up to, inclusive")),
                 ("below", _("fewer than"))],
        required=False,
    )  # fmt: skip
    upper_number = forms.IntegerField(
        label=_("Number of the upper bound"), required=False, min_value=1
    )
    capital = forms.ChoiceField(
        label=_("Capitals of voivodeships"),
        choices=[("", _("do not matter")), ("yes", _("only they")),
                 ("no", _("all but them"))],
        required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A bound has its number, a number its bound."""
        cleaned = super().clean() or {}
        for side in ("lower", "upper"):
            bound, number = cleaned.get(side), cleaned.get(f"{side}_number")
            if bound and number is None and f"{side}_number" not in self.errors:
                self.add_error(f"{side}_number", _("Type the number of the bound."))
            if number is not None and not bound:
                self.add_error(side, _("Choose how the number bounds."))
        if not cleaned.get("kinds") and any(
            cleaned.get(name) for name in ("lower", "upper", "capital")
        ):
            self.add_error("kinds", _("Choose the kinds of units it is about."))
        return cleaned


ClauseFormSet = forms.formset_factory(ClauseForm, extra=1, max_num=8)


def initial_clauses(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """Stored clauses as the form shows them."""
    found = []
    for clause in rule.get("clauses", []):
        row: dict[str, Any] = {"kinds": clause["kinds"]}
        for name, number in (clause.get("population") or {}).items():
            side = "lower" if name in {"more_than", "at_least"} else "upper"
            row[side], row[f"{side}_number"] = name, number
        if clause.get("capital") is not None:
            row["capital"] = "yes" if clause["capital"] else "no"
        found.append(row)
    return found


def clauses_from(formset: Any) -> list[dict[str, Any]]:
    """Clauses as `domain.groups.rules_from_data` reads them; empty rows left out."""
    found = []
    for row in (form.cleaned_data for form in formset if form.cleaned_data):
        if not row.get("kinds"):
            continue
        clause: dict[str, Any] = {"kinds": sorted(row["kinds"])}
        bounds = {
            row[side]: row[f"{side}_number"]
            for side in ("lower", "upper")
            if row.get(side)
        }
        if bounds:
            clause["population"] = bounds
        if row.get("capital"):
            clause["capital"] = row["capital"] == "yes"
        found.append(clause)
    return found
