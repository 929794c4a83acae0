"""Forms of domains, services, documents and goals."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.catalogue import public as catalogue
from miara.strategy.forms.shared import StrategyForm
from miara.strategy.models import Document, Goal, Service, UnitDomain

__all__ = [
    "DocumentForm",
    "DomainForm",
    "GoalForm",
    "MoveForm",
    "ServiceForm",
    "TemplateForm",
]


class TemplateForm(forms.Form):
    """Which services of the national template the unit takes over."""

    services = forms.MultipleChoiceField(
        label=_("Public services"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A service brings its management domain along."),
    )

    def __init__(
        self, *args: Any, level: str, taken: set[str], language: str, **kwargs: Any
    ) -> None:
        """Offer what a unit of the level provides and has not taken over yet."""
        super().__init__(*args, **kwargs)
        groups = []
        for domain in catalogue.domains():
            here = [
                (each.code, each.name.in_language(language))
                for each in catalogue.service_templates(level)
                if each.domain == domain.code and each.code not in taken
            ]
            if here:
                groups.append((domain.name.in_language(language), here))
        self.fields["services"].choices = groups  # type: ignore[attr-defined]


class DomainForm(StrategyForm):
    """A management domain of the unit."""

    class Meta:
        model = UnitDomain
        fields: ClassVar = ["code", "name", "coordinator", "position", "since", "until"]


class ServiceForm(StrategyForm):
    """A public service of the unit."""

    e_service = forms.URLField(
        label=_("Address of the e-service"), required=False, assume_scheme="https"
    )

    class Meta:
        model = Service
        fields: ClassVar = [
            "name",
            "domain",
            "duty",
            "legal_basis",
            "legal_basis_verified",
            "recipients",
            "standard",
            "provider",
            "e_service",
            "state",
        ]
        widgets: ClassVar = {"standard": forms.Textarea({"rows": 4})}


class LevelsField(forms.CharField):
    """Names of levels, one a line."""

    widget = forms.Textarea({"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Names below one another."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Names without empty lines."""
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


class DocumentForm(StrategyForm):
    """The facts of a strategic document."""

    link = forms.URLField(
        label=_("Address of the text"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    levels = LevelsField(
        label=_("Levels of goals"),
        help_text=_("One name a line, from the top, for example: strategic goal."),
        max_length=600,
    )

    class Meta:
        model = Document
        fields: ClassVar = [
            "kind",
            "title",
            "first_year",
            "last_year",
            "levels",
            "state",
            "resolution_number",
            "resolution_date",
            "link",
            "coordinator",
            "vision",
            "mission",
        ]
        widgets: ClassVar = {
            "vision": forms.Textarea({"rows": 3}),
            "mission": forms.Textarea({"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        """The period runs forward; what is in force has a resolution."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first one."))
        is_adopted = given.get("state") == Document.State.ADOPTED
        if is_adopted and not given.get("resolution_number"):
            self.add_error(
                "resolution_number", _("Write the number of the resolution.")
            )
        return given


class GoalForm(StrategyForm):
    """A goal where it stands."""

    class Meta:
        model = Goal
        fields: ClassVar = [
            "code",
            "text",
            "dimension",
            "owner",
            "expected_results",
            "domains",
            "services",
        ]
        widgets: ClassVar = {
            "text": forms.Textarea({"rows": 3}),
            "expected_results": forms.Textarea({"rows": 3}),
            "domains": forms.CheckboxSelectMultiple,
            "services": forms.CheckboxSelectMultiple,
        }


class MoveForm(forms.Form):
    """Where a goal goes: below which one, and which among its siblings."""

    parent = forms.ModelChoiceField(
        label=_("Below the goal"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("at the top"),
    )
    place = forms.IntegerField(
        label=_("Which in order"), min_value=1, max_value=999, initial=1
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        """Offer goals of the same document."""
        super().__init__(*args, **kwargs)
        rows = Goal.objects.filter(document=goal.document).exclude(pk=goal.pk)
        self.fields["parent"].queryset = rows.order_by("code")  # type: ignore[attr-defined]
        self.initial.setdefault("parent", goal.parent_id)
        self.initial["place"] = goal.position + 1
