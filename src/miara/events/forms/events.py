"""Forms of an event and of what stands around its programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest import public as contest
from miara.core.localized import LocalizedFormField
from miara.events.forms.fields import LogoForm, MinuteField, UnitField, day_widget
from miara.events.models import Day, Event, Host, Patron, Room, Speaker, Venue
from miara.organisations.public import Organisation

__all__ = [
    "CancelForm",
    "DayForm",
    "EventForm",
    "HostForm",
    "NewEventForm",
    "PatronForm",
    "RoomForm",
    "SpeakerForm",
    "VenueForm",
]

#: Parts of addresses below /wydarzenia/ that are pages of their own.
RESERVED: Final = frozenset({"nowe", "archiwum", "moje"})


class EventForm(forms.ModelForm):
    """What it is called and says, whom to ask."""

    class Meta:
        model = Event
        fields = ("name", "lead", "about", "cost", "edition", "contact_email",
                  "contact_phone")  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = {
            "lead": _("Stands under the name and in search results."),
            "cost": _("For example: free of charge, for all local governments."),
            "edition": _(
                "Choose it when finalists present here: the programme can then be "
                "drafted once they are public."
            ),
        }

    def __init__(
        self, *args: Any, editions: Sequence[contest.Edition] = (), **kwargs: Any
    ) -> None:
        """Offer announced editions of the owner's contests."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["edition"]
        field.queryset = contest.Edition.objects.filter(
            pk__in=[row.pk for row in editions]
        ).order_by("-year", "-pk")
        field.empty_label = _("none")


class NewEventForm(forms.ModelForm):
    """Who prepares an event, its name, address and first day."""

    date = forms.DateField(label=_("First day"), widget=day_widget())
    opens = MinuteField(label=_("Begins"), initial=10 * 60)
    closes = MinuteField(label=_("Ends"), initial=16 * 60)

    class Meta:
        model = Event
        fields = ("owner", "name", "code")
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("Letters and digits, as it stands in links: gala-2026."),
        }

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        """Offer organisations for which the person edits."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = Organisation.objects.filter(pk__in=[o.pk for o in owners])
        if len(owners) == 1:
            field.initial = owners[0].pk

    def clean_code(self) -> str:
        """Not an address of another page."""
        code: str = self.cleaned_data["code"].lower()
        if code in RESERVED or Event.objects.filter(code=code).exists():
            raise forms.ValidationError(_("This address is taken. Choose another one."))
        return code

    def clean(self) -> dict[str, Any]:
        """A day ends after it begins."""
        return _ends_after(self, super().clean() or {})


class CancelForm(forms.Form):
    """Why an event is called off."""

    reason = LocalizedFormField(
        label=_("Why it is cancelled"),
        multiline=True,
        max_length=1000,
        help_text=_("Stands on the page of the event."),
    )


class DayForm(forms.ModelForm):
    """A day with its hours."""

    opens = MinuteField(label=_("Begins"))
    closes = MinuteField(label=_("Ends"))

    class Meta:
        model = Day
        fields = ("date", "opens", "closes", "title")
        widgets: ClassVar[dict[str, Any]] = {"date": day_widget()}

    def clean_date(self) -> Any:
        """Each day once."""
        day = self.cleaned_data["date"]
        others = self.instance.event.days.exclude(pk=self.instance.pk)
        if others.filter(date=day).exists():
            raise forms.ValidationError(_("The event has this day already."))
        return day

    def clean(self) -> dict[str, Any]:
        """A day ends after it begins."""
        return _ends_after(self, super().clean() or {})


class VenueForm(forms.ModelForm):
    """A building: where, how to get there and in."""

    class Meta:
        model = Venue
        fields = ("name", "address", "directions", "entrance", "accessibility")
        help_texts: ClassVar[dict[str, Any]] = {
            "directions": _("Stops, car parks, the way on foot."),
            "entrance": _("Which door, what to show, when it opens."),
            "accessibility": _(
                "Steps, lift, toilet, induction loop, sign language, whom to tell "
                "about needs."
            ),
        }


class RoomForm(forms.ModelForm):
    """A room of a building."""

    class Meta:
        model = Room
        fields = ("name", "venue", "seats")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer buildings of the same event."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["venue"]
        field.queryset = self.instance.event.venues.order_by("position", "pk")


class HostForm(LogoForm):
    """An organisation that runs the event."""

    class Meta:
        model = Host
        fields = ("organisation",)

    def clean_organisation(self) -> Organisation:
        """Each organisation once."""
        found: Organisation = self.cleaned_data["organisation"]
        others = self.instance.event.hosts.exclude(pk=self.instance.pk)
        if others.filter(organisation=found).exists():
            raise forms.ValidationError(_("This organisation is on the list already."))
        return found


class PatronForm(LogoForm):
    """A patron, partner or funder."""

    class Meta:
        model = Patron
        fields = ("kind", "name")


class SpeakerForm(forms.ModelForm):
    """Somebody who speaks."""

    unit_uid = UnitField(
        label=_("Local government"),
        help_text=_("Type the name and choose, or type the code."),
    )

    class Meta:
        model = Speaker
        fields = ("name", "post", "unit_uid", "represents")
        help_texts: ClassVar[dict[str, Any]] = {
            "represents": _("When it is not a local government, or beside it."),
        }


def _ends_after(form: forms.BaseForm, given: dict[str, Any]) -> dict[str, Any]:
    opens, closes = given.get("opens"), given.get("closes")
    if opens is not None and closes is not None and closes <= opens:
        form.add_error("closes", _("It must end after it begins."))
    return given
