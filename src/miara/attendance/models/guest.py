"""Who registered, for whom, and who came."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.attendance.domain import codes
from miara.attendance.models.desk import Desk
from miara.core.personal_data import LegalBasis, PersonalField, Scrub

__all__ = ["Guest", "Mark", "Registration"]

_KEPT: Final = _("as long after the event as its office set, a year when it did not")


def _new_uid() -> str:
    """An identity that tells nothing and cannot be guessed."""
    return secrets.token_hex(8)


def _new_code() -> str:
    """A code of entry; stands here for the sake of migrations."""
    return codes.new_code()


class Registration(models.Model):
    """One sending of the form: one sender, one or more people.

    ``key`` opens it without an account. ``sheet`` holds the answers to the questions of
    the office, with the version of what was agreed to. Nothing of the sender is left
    after ``erased_at``; the kind and the unit stay for numbers.
    """

    class Kind(models.TextChoices):
        """In what part somebody comes."""

        UNIT = "UNIT", pgettext_lazy("participant", "local government")
        GOVERNMENT = "GOVERNMENT", pgettext_lazy("participant", "government")
        PARLIAMENT = "PARLIAMENT", pgettext_lazy("participant", "parliament")
        EXPERT = "EXPERT", pgettext_lazy("participant", "expert, university")
        BUSINESS = "BUSINESS", pgettext_lazy("participant", "business")
        MEDIA = "MEDIA", pgettext_lazy("participant", "media")
        OTHER = "OTHER", pgettext_lazy("participant", "somebody else")

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="registrations")
    key = models.CharField(
        max_length=43, unique=True, null=True, default=secrets.token_urlsafe
    )
    sender_email = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind of participant"), max_length=10, choices=Kind)
    unit_uid = models.CharField(_("local government"), max_length=80, blank=True)
    body = models.CharField(_("institution"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    sheet = models.OneToOneField(
        "questionnaires.AnswerSheet",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answers"),
    )
    sent_at = models.DateTimeField(_("sent"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "sender_email": PersonalField(
            purpose=_("To confirm places at an event and to tell about changes."),
            keep_for=_KEPT,
            scrub=Scrub.FAKE_EMAIL,
            legal_basis=LegalBasis.CONSENT,
        ),
        "key": PersonalField(
            purpose=_("To change or cancel a registration without an account."),
            keep_for=_KEPT,
            scrub=Scrub.NULL,
            legal_basis=LegalBasis.CONSENT,
        ),
    }
    not_personal = ("body",)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "unit_uid"], name="attendance_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Guest(models.Model):
    """A person who wants to come.

    ``code`` is typed or scanned at the door; ``certificate`` stands on the certificate
    of attendance and tells nothing by itself. ``arrived_at`` is the earliest mark.
    """

    class State(models.TextChoices):
        """Whether there is a place."""

        PLACE = "PLACE", pgettext_lazy("guest", "has a place")
        WAITING = "WAITING", pgettext_lazy("guest", "on the waiting list")
        CANCELLED = "CANCELLED", pgettext_lazy("guest", "cancelled")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="guests"
    )
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="guests")
    uid = models.CharField(max_length=16, unique=True, default=_new_uid, editable=False)
    name = models.CharField(_("name and surname"), max_length=200, blank=True)
    code = models.CharField(_("code of entry"), max_length=8, default=_new_code)
    certificate = models.CharField(max_length=16, unique=True, default=_new_uid)
    state = models.CharField(_("state"), max_length=9, choices=State)
    decided_at = models.DateTimeField(_("since"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    arrived_at = models.DateTimeField(_("came"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "name": PersonalField(
            purpose=_("To let a person in, for the badge and the certificate."),
            keep_for=_KEPT,
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.CONSENT,
        ),
        "reason": PersonalField(
            purpose=_("To know why the office took a place away or gave one."),
            keep_for=_KEPT,
            scrub=Scrub.BLANK,
            legal_basis=LegalBasis.CONSENT,
        ),
    }

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["desk", "code"], name="attendance_code_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "state"], name="attendance_by_state"),
        ]

    def __str__(self) -> str:
        return self.name or self.uid


class Mark(models.Model):
    """That a code was shown at the door; sent again with the same ``uid`` it is one."""

    guest = models.ForeignKey(Guest, models.CASCADE, related_name="marks")
    uid = models.CharField(max_length=36, unique=True)
    at = models.DateTimeField(_("at the door"))
    received_at = models.DateTimeField(_("received"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("marked by"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "marked_by": PersonalField(
            purpose=_("To know who let a person in."),
            keep_for=_KEPT,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("mark of the door")
        verbose_name_plural = _("marks of the door")

    def __str__(self) -> str:
        return self.uid
