"""Meetings around a practice, and who signed up."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.practices.models.card import PracticeCard

_KEPT = _("until the reader signs off, else 30 days after the meeting")


class PracticeMeeting(models.Model):
    """An invitation to talk about a practice, at a place or under a link.

    The link is mailed to those who signed up and stands on no page.
    """

    card = models.ForeignKey(PracticeCard, models.CASCADE, related_name="meetings")
    title = models.CharField(_("subject"), max_length=200)
    about = models.TextField(_("what it will be about"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    moves = models.PositiveSmallIntegerField(_("how often it was moved"), default=0)
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)
    made_at = models.DateTimeField(_("announced"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("announced by"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": PersonalField(
            purpose=_("To know who invited."),
            keep_for=_("as long as the meeting; only the number of the account"),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="practices_meeting_forward",
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="practices_meeting_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingGuest(models.Model):
    """One reader who signed up; the key of the mail signs off."""

    meeting = models.ForeignKey(PracticeMeeting, models.CASCADE, related_name="guests")
    name = models.CharField(_("name and surname"), max_length=200)
    office = models.CharField(
        pgettext_lazy("of a person", "office"), max_length=300, blank=True
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5, default="pl")
    key = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    signed_at = models.DateTimeField(_("signed up"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "name": PersonalField(
            purpose=_("So that the hosts know who will come."),
            keep_for=_KEPT,
            scrub=Scrub.DELETE,
            legal_basis=LegalBasis.CONSENT,
        ),
        "email": PersonalField(
            purpose=_("To confirm the place and to tell of changes."),
            keep_for=_KEPT,
            scrub=Scrub.DELETE,
            legal_basis=LegalBasis.CONSENT,
        ),
        "key": PersonalField(
            purpose=_("To sign off with one click, without an account."),
            keep_for=_KEPT,
            scrub=Scrub.DELETE,
        ),
    }
    not_personal = ("office",)

    class Meta:
        verbose_name = _("guest of a meeting")
        verbose_name_plural = _("guests of meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "email"], name="practices_guest_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}"
