"""Forms of the calendar: a year, a term, settings, an absence."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.cycle.domain.calendars import calendars
from miara.cycle.forms.shared import PlanForm
from miara.cycle.models import Absence, CycleSettings, Term

__all__ = ["AbsenceForm", "DoneForm", "OpenYearForm", "SettingsForm", "TermForm"]

_DAY = {"type": "date"}


def _day() -> forms.DateInput:
    return forms.DateInput(_DAY, format="%Y-%m-%d")


class OpenYearForm(forms.Form):
    """Which year, and the calendar it begins with."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    calendar = forms.ChoiceField(
        label=_("Calendar to begin with"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Every term can be changed, dropped or added afterwards. Days that nobody "
            "read in the act are marked."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the calendars there are, and an empty one."""
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        known = [
            (each.code, each.name.in_language(language))
            for each in calendars().values()
        ]
        field = self.fields["calendar"]
        field.choices = [*known, ("", _("no terms, we write our own"))]  # type: ignore[attr-defined]


class TermForm(PlanForm):
    """What is due, when, whose it is and why."""

    class Meta:
        model = Term
        fields: ClassVar[list[str]] = ["name", "due_on", "who", "post", "basis"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"due_on": _day()}


class DoneForm(forms.Form):
    """A word on what was done."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("For example the number of the document that was sent."),
        widget=forms.Textarea({"rows": 2}),
    )


class SettingsForm(forms.ModelForm):
    """One hand or two, and reminders."""

    class Meta:
        model = CycleSettings
        fields: ClassVar[list[str]] = [
            "is_one_person",
            "sends_reminders",
            "days_before",
        ]
        labels: ClassVar[dict[str, Any]] = {
            "is_one_person": _("One person may enter and approve"),
            "sends_reminders": _("Send reminders by mail"),
            "days_before": _("How many days before a term"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "is_one_person": _(
                "For offices in which one person does everything. The log says each "
                "time that both acts were of one hand."
            ),
        }


class AbsenceForm(PlanForm):
    """Who is away, when, and who stands in."""

    class Meta:
        model = Absence
        fields: ClassVar[list[str]] = ["post", "since", "until", "substitute"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"since": _day(), "until": _day()}
        help_texts: ClassVar[dict[str, Any]] = {
            "substitute": _("Leave empty when the post's own deputy stands in."),
        }
