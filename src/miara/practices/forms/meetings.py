"""Announcing a meeting, and signing up for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin

__all__ = ["JoinForm", "MeetingForm", "MoveForm"]

_MOMENT = "%Y-%m-%dT%H:%M"


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[_MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_MOMENT),
    )


class MoveForm(forms.Form):
    """Time, place or link."""

    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    link = forms.URLField(
        label=_("Link of the meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only those who signed up get it, by mail."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        """Know the present: a meeting lies ahead."""
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """It is somewhere, ahead, and ends after it began, on the same or next day."""
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and starts <= self.now:
            self.add_error("starts_at", _("This moment has passed."))
        if starts and ends and not starts < ends <= starts + timedelta(days=2):
            self.add_error(
                "ends_at", _("The end comes after the beginning, within two days.")
            )
        if not given.get("place") and not given.get("link"):
            self.add_error("place", _("Write a place or a link."))
        return given


class MeetingForm(MoveForm):
    """The same with a subject and a number of places."""

    title = forms.CharField(label=_("Subject"), max_length=200)
    about = forms.CharField(
        label=_("What it will be about"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
    )
    places = forms.IntegerField(
        label=_("How many places"), required=False, min_value=1, max_value=5000
    )
    field_order = ("title", "about", "starts_at", "ends_at", "place", "link", "places")


class JoinForm(TrapMixin):
    """Who comes."""

    name = forms.CharField(
        label=_("Your name and surname"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    office = forms.CharField(label=_("Your office"), required=False, max_length=300)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "We send a confirmation with a link that gives the place back. The hosts "
            "see your name, office and address; they are erased 30 days after."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
