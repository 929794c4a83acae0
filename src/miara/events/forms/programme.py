"""Forms of the programme: a session, a draft, a version, a delay."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.localized import LocalizedFormField
from miara.events.actions.programme import Cast
from miara.events.domain.drafting import DraftWishes
from miara.events.forms.fields import MinuteField
from miara.events.models import Day, Event, Room, Session, Speaker, Turn
from miara.events.presenters.programme import day_name

__all__ = ["DelayForm", "DraftForm", "PublishForm", "SessionForm", "ShiftForm"]

#: The longest session and delay, in minutes.
_LONGEST: Final = 12 * 60


class DayChoice(forms.ModelChoiceField):
    """A day of the event by its full name."""

    def label_from_instance(self, obj: Any) -> str:
        """The day with its day of the week."""
        return day_name(obj.date)


def _minutes(label: Any, *, least: int = 0, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=_LONGEST, **options
    )


class SessionForm(forms.ModelForm):
    """What, when, where, and who is on stage."""

    starts = MinuteField(label=_("Begins"))
    minutes = _minutes(pgettext_lazy("session", "Minutes"), least=1)
    speakers = forms.ModelMultipleChoiceField(
        label=_("Speakers"),
        queryset=Speaker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Enter people in the list of speakers first."),
    )
    moderator = forms.ModelChoiceField(
        label=_("Moderator"), queryset=Speaker.objects.none(), required=False
    )

    class Meta:
        model = Session
        fields = ("kind", "title", "day", "starts", "minutes", "room", "track",
                  "summary")  # fmt: skip
        field_classes: ClassVar[dict[str, Any]] = {"day": DayChoice}
        help_texts: ClassVar[dict[str, Any]] = {
            "room": _("Empty: for everybody, for example a break of the whole event."),
            "track": _("Sessions of one track carry the same name."),
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Offer days, rooms and speakers of the event."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["day"].queryset = event.days.order_by("date")
        fields["room"].queryset = event.rooms.order_by("position", "pk")
        people = event.speakers.order_by("name", "pk")
        fields["speakers"].queryset = fields["moderator"].queryset = people
        if self.instance.pk:
            turns = list(self.instance.turns.order_by("position", "pk"))
            self.initial["speakers"] = [
                turn.speaker_id for turn in turns if turn.part == Turn.Part.SPEAKER
            ]
            self.initial["moderator"] = next(
                (t.speaker_id for t in turns if t.part == Turn.Part.MODERATOR), None
            )

    @property
    def values(self) -> dict[str, Any]:
        """Fields of the session itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def cast(self) -> list[Cast]:
        """The moderator first, then speakers; nobody twice."""
        moderator = self.cleaned_data["moderator"]
        found = [Cast(moderator, Turn.Part.MODERATOR)] if moderator else []
        return found + [
            Cast(one, Turn.Part.SPEAKER)
            for one in self.cleaned_data["speakers"]
            if one != moderator
        ]


class ShiftForm(forms.Form):
    """Another hour and room, from the board."""

    starts = MinuteField(label=_("Begins"))
    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Offer rooms of the event."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["room"]
        field.queryset = event.rooms.order_by("position", "pk")


class DraftForm(forms.Form):
    """How a drafted day is divided."""

    day = DayChoice(label=_("Day"), queryset=Day.objects.none())
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    opening = _minutes(_("Opening, minutes"), initial=15)
    shortest = _minutes(_("Shortest presentation, minutes"), least=1, initial=5)
    longest = _minutes(_("Longest presentation, minutes"), least=1, initial=20)
    between_breaks = forms.IntegerField(
        label=_("Presentations between breaks"), min_value=1, max_value=50, initial=6
    )
    a_break = _minutes(_("A break, minutes"), initial=20)
    results = _minutes(_("Results, minutes"), initial=30)
    diplomas = _minutes(_("Diplomas, minutes"), initial=30)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Offer days and rooms of the event."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["day"].queryset = event.days.order_by("date")
        fields["room"].queryset = event.rooms.order_by("position", "pk")

    def clean(self) -> dict[str, Any]:
        """The shortest presentation is not longer than the longest."""
        given = super().clean() or {}
        if (given.get("shortest") or 0) > (given.get("longest") or _LONGEST):
            self.add_error(
                "longest",
                _("The longest presentation cannot be shorter than the shortest."),
            )
        return given

    @property
    def wishes(self) -> DraftWishes:
        """The division of the day."""
        names = DraftWishes.__dataclass_fields__
        return DraftWishes(**{name: self.cleaned_data[name] for name in names})


class PublishForm(forms.Form):
    """A word about the new version."""

    note = LocalizedFormField(
        label=_("What changed, for readers"),
        required=False,
        max_length=500,
        help_text=_("Stands above the list of changes, which is made by itself."),
    )


class DelayForm(forms.Form):
    """Which room is late, from when on, by how much, and why."""

    day = DayChoice(label=_("Day"), queryset=Day.objects.none())
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    since = MinuteField(
        label=_("From"), help_text=_("What begins at this hour or later moves.")
    )
    minutes = _minutes(_("Delay in minutes"), least=1, initial=10)
    note = LocalizedFormField(
        label=_("Note for readers"),
        max_length=500,
        help_text=_("For example: delayed by 10 minutes, the previous panel ran over."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Offer days and rooms of the event."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["day"].queryset = event.days.order_by("date")
        fields["room"].queryset = event.rooms.order_by("position", "pk")
