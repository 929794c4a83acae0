"""The programme being worked on, and its versions as people read them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField, Scrub
from miara.events.models.event import Day, Event, Room
from miara.events.models.shared import ACTOR, new_uid

__all__ = ["ProgrammeVersion", "Session", "Speaker", "Turn"]


def _on_stage(scrub: Scrub) -> PersonalField:
    return PersonalField(
        purpose=_("So that people know who speaks; shown to everybody."),
        keep_for=_("as long as the page of the event"),
        scrub=scrub,
    )


class Speaker(models.Model):
    """Somebody who speaks at an event, from a local government or elsewhere."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="speakers")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    name = models.CharField(_("name and surname"), max_length=200)
    post = LocalizedField(_("post"), max_length=200, blank=True)
    unit_uid = models.CharField(_("local government"), max_length=80, blank=True)
    represents = models.CharField(_("whom they represent"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "name": _on_stage(Scrub.FAKE_NAME),
        "post": _on_stage(Scrub.BLANK),
    }

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A part of the programme: a day, an hour, a room.

    ``starts`` counts minutes since midnight in Warsaw. Without a room it concerns
    everybody. ``entry_uid`` names the application that is presented: such a session is
    shown only while finalists are public.
    """

    class Kind(models.TextChoices):
        """What happens in it."""

        TALK = "TALK", pgettext_lazy("session", "talk")
        PANEL = "PANEL", pgettext_lazy("session", "panel")
        WORKSHOP = "WORKSHOP", pgettext_lazy("session", "workshop")
        BREAK = "BREAK", pgettext_lazy("session", "break")
        CEREMONY = "CEREMONY", pgettext_lazy("session", "ceremony")

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    day = models.ForeignKey(
        Day, models.PROTECT, related_name="sessions", verbose_name=_("day")
    )
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("room"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = LocalizedField(_("title"), max_length=300)
    summary = LocalizedField(_("summary"), blank=True, multiline=True)
    track = LocalizedField(_("track"), max_length=120, blank=True)
    starts = models.PositiveSmallIntegerField(_("begins"))
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("session", "minutes"))
    entry_uid = models.CharField(max_length=16, blank=True, editable=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(starts__lt=24 * 60, minutes__gte=1, minutes__lte=24 * 60),
                name="events_session_within_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Turn(models.Model):
    """A speaker in a session."""

    class Part(models.TextChoices):
        """What they do there."""

        SPEAKER = "SPEAKER", pgettext_lazy("session", "speaker")
        MODERATOR = "MODERATOR", pgettext_lazy("session", "moderator")

    session = models.ForeignKey(Session, models.CASCADE, related_name="turns")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="turns")
    part = models.CharField(
        pgettext_lazy("session", "part"), max_length=10, choices=Part
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("speaker in a session")
        verbose_name_plural = _("speakers in sessions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["session", "speaker"], name="events_turn_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.speaker_id}"


class ProgrammeVersion(models.Model):
    """The programme as everybody reads it from a moment on; never changed.

    ``content`` is what `miara.events.queries.content` makes, ``changes`` what differs
    from the version before. A live version is a change on the day of the event.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published"))
    published_by = actor(_("published by"))
    is_live = models.BooleanField(_("changed during the event"), default=False)
    note = LocalizedField(_("note for readers"), max_length=500, blank=True)
    content = models.JSONField(_("content"))
    changes = models.JSONField(_("changes"), default=list)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "published_by": ACTOR,
        "content": _on_stage(Scrub.DELETE),
        "changes": _on_stage(Scrub.DELETE),
    }

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of a programme")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "number"], name="events_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.number}"
