"""What happens to a description, and the people behind it.

None of it is a part of revisions: restoring an old text must not undo a confirmation,
and erasing a person must not leave a copy behind.
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.practices.models.card import PracticeCard

_KEPT = _("as long as the practice has this contact; erased on request")


class PracticeLife(models.Model):
    """When it was last confirmed, whether it is archived and why."""

    class Reason(models.TextChoices):
        """Why it is not current any more. Nothing is ever deleted."""

        ENDED = "ENDED", _("the practice has ended")
        OUTDATED = "OUTDATED", _("law or circumstances have changed")
        REPLACED = "REPLACED", _("a newer description replaced it")
        NO_ANSWER = "NO_ANSWER", _("nobody answers for it any more")
        OTHER = "OTHER", _("another reason")

    card = models.OneToOneField(PracticeCard, models.CASCADE, related_name="life")
    confirmed_on = models.DateField(_("confirmed as true"))
    archived_on = models.DateField(_("archived"), null=True, blank=True)
    archived_for = models.CharField(
        _("reason"), max_length=10, choices=Reason, blank=True
    )
    archived_note = models.TextField(_("reason in words"), blank=True)
    replaced_by = models.ForeignKey(
        PracticeCard,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replaced by"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("life of a practice")
        verbose_name_plural = _("lives of practices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(archived_on=None, archived_for="")
                | (Q(archived_on__isnull=False) & ~Q(archived_for="")),
                name="practices_life_archived_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}"


class PracticeContact(models.Model):
    """Whom to ask: the office in public, a person for signed-in units only."""

    card = models.OneToOneField(PracticeCard, models.CASCADE, related_name="contact")
    office = models.CharField(
        pgettext_lazy("of a person", "office"), max_length=300, blank=True
    )
    office_email = models.EmailField(_("e-mail of the office"), blank=True)
    office_phone = models.CharField(
        _("telephone of the office"), max_length=40, blank=True
    )
    person_name = models.CharField(_("person"), max_length=200, blank=True)
    person_email = models.EmailField(_("e-mail of the person"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "person_name": PersonalField(
            purpose=_("So that another office can ask who carried the practice out."),
            keep_for=_KEPT,
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.PUBLIC_TASK,
        ),
        "person_email": PersonalField(
            purpose=_("To ask every year whether the description is still true."),
            keep_for=_KEPT,
            scrub=Scrub.FAKE_EMAIL,
            legal_basis=LegalBasis.PUBLIC_TASK,
        ),
    }
    not_personal = ("office", "office_email", "office_phone")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.office or f"{self.card_id}"


class PracticeQuestion(models.Model):
    """One mail of the ladder "is it still true?", with its answer.

    The link of the mail holds ``key``; it works for one answer.
    """

    class Answer(models.TextChoices):
        """What the author said."""

        TRUE = "TRUE", _("still true")
        CHANGED = "CHANGED", _("changed: I will correct it")
        ENDED = "ENDED", _("no longer running")

    card = models.ForeignKey(PracticeCard, models.CASCADE, related_name="questions")
    step = models.PositiveSmallIntegerField(_("step of the ladder"))
    about = models.DateField(_("confirmation that it asks to renew"))
    key = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    sent_at = models.DateTimeField(_("sent"))
    answer = models.CharField(_("answer"), max_length=7, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "answered_by": PersonalField(
            purpose=_("To know who stood behind the answer."),
            keep_for=_("as long as the answer; only the number of the account"),
            scrub=Scrub.KEEP,
        ),
        "key": PersonalField(
            purpose=_("To answer with one click, without an account."),
            keep_for=_("until the question is answered"),
            scrub=Scrub.DELETE,
        ),
    }

    class Meta:
        verbose_name = _("yearly question")
        verbose_name_plural = _("yearly questions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["card", "about", "step"], name="practices_question_step_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.about} {self.step}"
