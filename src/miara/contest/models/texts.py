"""What an edition says: letter, rules, brochure, questions and answers."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.contest.models.edition import Edition
from miara.contest.models.shared import ACTOR, actor, file_key
from miara.core.localized import LocalizedField
from miara.core.personal_data import LegalBasis, PersonalField, Scrub


class EditionText(models.Model):
    """One version of a text of an edition; a published version is never changed.

    ``generated`` is what the data of the edition gave when the version was made, so
    that a later look can tell what an editor added (``added``).
    """

    class Kind(models.TextChoices):
        """Which text."""

        LETTER = "LETTER", _("letter of invitation")
        RULES = "RULES", pgettext_lazy("document", "rules")
        BROCHURE = "BROCHURE", _("brochure")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    version = models.PositiveSmallIntegerField(_("version"))
    generated = LocalizedField(_("text from the data"), multiline=True, blank=True)
    added = LocalizedField(_("text of the editor"), multiline=True, blank=True)
    rules_digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = actor(_("published by"))
    file = file_key(_("PDF"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"published_by": ACTOR}

    class Meta:
        verbose_name = _("text of the edition")
        verbose_name_plural = _("texts of the edition")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "kind", "version"], name="contest_text_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


class Approval(models.Model):
    """A president signs a text: asked, then approved or sent back with a remark."""

    text = models.ForeignKey(EditionText, models.CASCADE, related_name="approvals")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+"
    )
    full_name = models.CharField(_("name"), max_length=200)
    office = LocalizedField(_("office"), max_length=200)
    approver = actor(_("account"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    is_approved = models.BooleanField(_("approved"), null=True)
    remark = models.TextField(_("remark"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "full_name": PersonalField(
            purpose=_("To sign the letter of invitation by name."),
            keep_for=_("as long as the file of the edition is kept"),
            scrub=Scrub.FAKE_NAME,
        ),
        "approver": ACTOR,
    }

    class Meta:
        verbose_name = _("approval of a text")
        verbose_name_plural = _("approvals of texts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_at=None, is_approved=None)
                | Q(decided_at__isnull=False, is_approved__isnull=False),
                name="contest_approval_decided_pair",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class PublicQuestion(models.Model):
    """Somebody asks about the rules; the answer is published for all."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"), max_length=2000)
    reply_to = models.EmailField(_("your e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    asked_at = models.DateTimeField(_("asked"))
    answer = LocalizedField(_("answer"), multiline=True, blank=True)
    published_text = LocalizedField(
        _("question as published"), multiline=True, blank=True
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = actor(_("answered by"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "reply_to": PersonalField(
            purpose=_("To answer the person who asked."),
            keep_for=timedelta(days=90),
            scrub=Scrub.BLANK,
            legal_basis=LegalBasis.CONSENT,
        ),
        "text": PersonalField(
            purpose=_("To answer; the person may have named themselves."),
            keep_for=timedelta(days=365),
            scrub=Scrub.BLANK,
            legal_basis=LegalBasis.CONSENT,
        ),
        "answered_by": ACTOR,
    }

    class Meta:
        verbose_name = _("question about the rules")
        verbose_name_plural = _("questions about the rules")

    def __str__(self) -> str:
        return self.text[:80]
