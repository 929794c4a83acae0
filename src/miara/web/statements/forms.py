"""Forms of the operator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.web.statements.models import AccessibilityStatement, Party, Processing

_DAYS = (
    "published_on",
    "updated_on",
    "evaluated_on",
    "prepared_on",
    "reviewed_on",
)


class AccessibilityForm(forms.ModelForm):
    """Everything the statement says."""

    site_url = forms.URLField(label=_("address of the site"), assume_scheme="https")

    class Meta:
        model = AccessibilityStatement
        fields = [
            "entity_name",
            "site_name",
            "site_url",
            "published_on",
            "updated_on",
            "compliance",
            "barriers",
            "evaluation",
            "evaluated_on",
            "prepared_on",
            "reviewed_on",
            "contact_name",
            "contact_email",
            "contact_phone",
            "shortcuts",
            "architecture",
        ]
        widgets = {
            name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in _DAYS
        }

    def clean(self) -> dict[str, Any]:
        """Barriers are named unless there are none; dates follow one another."""
        data = super().clean() or {}
        full = AccessibilityStatement.Compliance.FULL
        compliance = data.get("compliance", full)
        if compliance != full and not data.get("barriers"):
            self.add_error("barriers", _("Say what is not accessible and why."))
        self._in_order(data, "published_on", "updated_on")
        self._in_order(data, "prepared_on", "reviewed_on")
        return data

    def _in_order(self, data: dict[str, Any], first: str, second: str) -> None:
        earlier, later = data.get(first), data.get(second)
        if earlier and later and later < earlier:
            self.add_error(second, _("This day is before the one it follows."))


PartyFormSet = forms.modelformset_factory(
    Party,
    fields=["kind", "name", "address", "email", "phone", "role"],
    extra=1,
    can_delete=True,
)
ProcessingFormSet = forms.modelformset_factory(
    Processing,
    fields=["purpose", "data", "legal_basis", "act", "origin", "retention"],
    extra=1,
    can_delete=True,
)
