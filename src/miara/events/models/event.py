"""An event: what, who, where, on which days."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Max, Min, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField
from miara.events.models.shared import ACTOR, logo, new_uid

__all__ = ["Day", "Event", "Host", "Patron", "Room", "Venue"]


class EventQuerySet(models.QuerySet["Event"]):
    """Events by what the public may know."""

    def public(self) -> Self:
        """All that were announced, also cancelled and archived ones."""
        return self.filter(published_at__isnull=False)

    def with_days(self) -> Self:
        """Adds ``first_day`` and ``last_day``; None without days."""
        return self.annotate(first_day=Min("days__date"), last_day=Max("days__date"))


class Event(models.Model):
    """A conference, gala or meeting of one or more days.

    ``edition`` names the edition of a contest whose finalists present and whose results
    are announced here. An event is unknown to the public before ``published_at``; it
    stays public when it is cancelled or archived, for its address is permanent.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "DRAFT", pgettext_lazy("event", "draft")
        PUBLIC = "PUBLIC", pgettext_lazy("event", "public")
        CANCELLED = "CANCELLED", pgettext_lazy("event", "cancelled")
        ARCHIVED = "ARCHIVED", pgettext_lazy("event", "archived")

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    code = models.SlugField(_("address"), max_length=60, unique=True)
    owner = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="+",
        verbose_name=_("leading organiser"),
    )
    edition = models.ForeignKey(
        "contest.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("edition of a contest"),
    )
    name = LocalizedField(_("name"), max_length=200)
    lead = LocalizedField(_("in one sentence"), max_length=300, blank=True)
    about = LocalizedField(_("description"), blank=True, multiline=True)
    cost = LocalizedField(
        _("who may come and what it costs"), max_length=300, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    cancelled_reason = LocalizedField(
        _("why it was cancelled"), blank=True, multiline=True
    )
    contact_email = models.EmailField(_("e-mail of the event"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_fictional = models.BooleanField(
        pgettext_lazy("event", "fictional"), default=False
    )
    created_at = models.DateTimeField(_("created"))
    created_by = actor(_("created by"))

    objects = EventQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {"created_by": ACTOR}
    not_personal = ("contact_email", "contact_phone")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="DRAFT", published_at=None)
                | (~Q(state="DRAFT") & Q(published_at__isnull=False)),
                name="events_event_public_since",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.published_at is not None

    @property
    def is_open(self) -> bool:
        """Whether its office may still change it."""
        return self.state in {self.State.DRAFT, self.State.PUBLIC}

    def publish(self, now: datetime) -> None:
        """Make it public; not saved."""
        self.state, self.published_at = self.State.PUBLIC, now


class Day(models.Model):
    """A day of an event with its hours, in minutes since midnight in Warsaw."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="days")
    date = models.DateField(_("day"))
    opens = models.PositiveSmallIntegerField(_("begins"))
    closes = models.PositiveSmallIntegerField(_("ends"))
    title = LocalizedField(_("title of the day"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("day of an event")
        verbose_name_plural = _("days of an event")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "date"], name="events_day_of_event_once"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens"), closes__lte=24 * 60),
                name="events_day_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}"


class Venue(models.Model):
    """A building with the way to it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="venues")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = LocalizedField(_("name"), max_length=200)
    address = models.CharField(_("postal address"), max_length=300)
    directions = LocalizedField(_("how to get there"), blank=True, multiline=True)
    entrance = LocalizedField(_("entrance"), blank=True, multiline=True)
    accessibility = LocalizedField(_("accessibility"), blank=True, multiline=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("address",)

    class Meta:
        verbose_name = _("place of an event")
        verbose_name_plural = _("places of an event")

    def __str__(self) -> str:
        return str(self.name)


class Room(models.Model):
    """A room in which sessions take place."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms")
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rooms",
        verbose_name=_("building"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = LocalizedField(_("name"), max_length=120)
    seats = models.PositiveIntegerField(_("number of seats"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return str(self.name)


class Host(models.Model):
    """An organisation that runs an event, in the order of the poster."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    logo = logo()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "organisation"], name="events_host_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Patron(models.Model):
    """Who lends an event a name, pays for it or tells about it."""

    class Kind(models.TextChoices):
        """What they give."""

        HONORARY = "HONORARY", _("honorary patronage")
        MEDIA = "MEDIA", _("media patronage")
        PARTNER = "PARTNER", _("partner")
        FUNDER = "FUNDER", _("funding")

    event = models.ForeignKey(Event, models.CASCADE, related_name="patrons")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = LocalizedField(_("name"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    logo = logo()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("patron")
        verbose_name_plural = _("patrons")

    def __str__(self) -> str:
        return str(self.name)
