"""Forms of the operator about organisations and the units that belong to them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.accounts.queries.names import find_unit
from miara.organisations.public import Organisation

_DAY = {"type": "date"}


def _day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(_DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class OrganisationForm(forms.ModelForm[Organisation]):
    """Kind, name in both languages, numbers of the public registers."""

    class Meta:
        model = Organisation
        fields = ["kind", "name", "regon", "krs"]

    def clean_regon(self) -> str:
        """Refuse the number of another organisation."""
        return self._once("regon")

    def clean_krs(self) -> str:
        """Refuse the number of another organisation."""
        return self._once("krs")

    def _once(self, field: str) -> str:
        number: str = self.cleaned_data[field]
        others = Organisation.objects.exclude(pk=self.instance.pk)
        other = others.filter(**{field: number}).first() if number else None
        if other is not None:
            raise forms.ValidationError(
                _("This is the number of another organisation: %(name)s."),
                params={"name": str(other.name)},
            )
        return number


class JoinForm(forms.Form):
    """A unit belongs to the organisation from a day."""

    unit = forms.CharField(
        label=_("Unit"),
        help_text=_("Type the code or the full name, e.g. 120617 or Zielonki."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    since = _day_field(_("First day of the membership"))
    last_day = _day_field(
        _("Last day of the membership"),
        required=False,
        help_text=_("Leave empty while the membership lasts."),
    )

    def clean_unit(self) -> str:
        """Uid of the unit."""
        uid = find_unit(self.cleaned_data["unit"])
        if uid is None:
            raise forms.ValidationError(
                _("No single unit has this name. Type the code of the unit instead.")
            )
        return uid

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        since, last = cleaned.get("since"), cleaned.get("last_day")
        if since and last and last < since:
            self.add_error("last_day", _("This day is before the first day."))
        return cleaned

    def until(self) -> date | None:
        """The first day without the unit; only after validation."""
        last: date | None = self.cleaned_data["last_day"]
        return None if last is None else last + timedelta(days=1)


class LeaveForm(forms.Form):
    """A unit left the organisation."""

    unit = forms.ChoiceField(label=_("Unit"))
    last_day = _day_field(_("Last day of the membership"))

    def __init__(
        self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["unit"]  # type: ignore[assignment]
        field.choices = [("", "–"), *members]

    def until(self) -> date:
        """The first day without the unit; only after validation."""
        last: date = self.cleaned_data["last_day"]
        return last + timedelta(days=1)
