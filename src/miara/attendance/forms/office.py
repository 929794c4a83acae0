"""Forms of the office."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.attendance.forms.visitor import WhoForm, one_line
from miara.attendance.models import Desk, Guest, Registration
from miara.attendance.queries.guests import Wanted

__all__ = ["CodeForm", "DeskForm", "FilterForm", "ReasonForm", "WalkInForm"]


class DeskForm(forms.ModelForm):
    """Settings of registration."""

    class Meta:
        model = Desk
        fields = ("is_open", "closes_at", "places", "per_office", "needs_days",
                  "keep_days")  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "closes_at": forms.DateTimeInput(
                {"type": "datetime-local"}, "%Y-%m-%dT%H:%M"
            ),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "closes_at": _("Empty: only when you close it."),
            "places": _(
                "Empty: no limit. A lower number takes nothing from those who have "
                "a place."
            ),
            "per_office": _(
                "Empty: no limit. Further people of the office wait, others do not "
                "wait for them."
            ),
            "needs_days": _("Counted from the last day of the event."),
            "keep_days": _(
                "Counted from the last day of the event. Certificates can be "
                "downloaded until then."
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Needs are not kept longer than people."""
        given = super().clean() or {}
        needs, people = given.get("needs_days"), given.get("keep_days")
        if needs is not None and people is not None and needs > people:
            self.add_error(
                "needs_days",
                _("Special needs are erased no later than people: lower this number."),
            )
        return given


class FilterForm(forms.Form):
    """What of the list is shown."""

    stan = forms.ChoiceField(label=_("State"), required=False)
    rodzaj = forms.ChoiceField(label=_("Kind of participant"), required=False)
    wojewodztwo = forms.ChoiceField(label=_("Voivodeship"), required=False)
    szukaj = forms.CharField(
        label=_("Name and surname"), required=False, max_length=100
    )

    def __init__(self, *args: Any, voivodeships: Any, **kwargs: Any) -> None:
        """Offer voivodeships from which somebody registered."""
        super().__init__(*args, **kwargs)
        everything = ("", pgettext_lazy("filter", "all"))
        self._offer("stan", [everything, *Guest.State.choices, ("ARRIVED", _("came"))])
        self._offer("rodzaj", [everything, *Registration.Kind.choices])
        places = [(code, name) for code, (name, _uids) in voivodeships.items()]
        self._offer("wojewodztwo", [everything, *places])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def wanted(self) -> Wanted:
        """The filters; a wrong one filters nothing."""
        given = self.cleaned_data if self.is_valid() or self.is_bound else {}
        return Wanted(
            state=given.get("stan", ""),
            kind=given.get("rodzaj", ""),
            voivodeship=given.get("wojewodztwo", ""),
            text=given.get("szukaj", ""),
        )


class ReasonForm(forms.Form):
    """Why the office takes a place away or gives one."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("After a cancellation it stands in the mail to the sender."),
    )

    def clean_reason(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["reason"])


class WalkInForm(WhoForm):
    """Somebody at the door who did not register."""

    name = forms.CharField(label=_("Name and surname"), max_length=200)
    field_order = ("name", "kind", "unit_uid", "body")

    def clean_name(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["name"])


class CodeForm(forms.Form):
    """A code typed at the door."""

    code = forms.CharField(
        label=_("Code of entry"),
        max_length=20,
        help_text=_("Eight letters and digits under the QR code of the ticket."),
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
