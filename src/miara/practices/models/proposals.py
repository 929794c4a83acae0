"""Practices that readers propose, until an editor has a draft of them."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.practices.models.card import PracticeCard

_KEPT = _("until confirmed, at most 14 days; after that a year")


class PracticeProposal(models.Model):
    """What somebody sent by the public form.

    Nothing of it is shown to anybody before the address was confirmed; then it becomes
    a draft, and ``card`` is that draft. ``sheet`` holds the answers to the questions of
    the editors; ``texts`` are those of them that are parts of the template, by code.
    Names and addresses are emptied a year after the confirmation.
    """

    class Source(models.TextChoices):
        """How the proposer knows the practice."""

        OWN = "OWN", _("we did it ourselves")
        SEEN = "SEEN", _("I know it from another office")
        CONTEST = "CONTEST", _("it took part in another contest")

    key = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    title = models.CharField(_("title"), max_length=200)
    lead_name = models.CharField(_("who did it"), max_length=300)
    unit_uid = models.CharField(_("unit"), max_length=80, blank=True)
    section = models.CharField(_("section of the base"), max_length=40, blank=True)
    texts = models.JSONField(_("texts"), default=dict)
    sheet = models.OneToOneField(
        "questionnaires.AnswerSheet",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answers"),
    )
    source = models.CharField(_("source"), max_length=7, choices=Source)
    contest = models.CharField(_("contest"), max_length=200, blank=True)
    link = models.URLField(_("address with more"), max_length=500, blank=True)
    proposer_name = models.CharField(_("proposer"), max_length=200, blank=True)
    proposer_email = models.EmailField(_("e-mail of the proposer"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    sent_at = models.DateTimeField(_("sent"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    card = models.OneToOneField(
        PracticeCard,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposal",
        verbose_name=_("practice"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "proposer_name": PersonalField(
            purpose=_("So that an editor knows who proposed the practice."),
            keep_for=_KEPT,
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.CONSENT,
        ),
        "proposer_email": PersonalField(
            purpose=_("To confirm the proposal and to ask what is missing in it."),
            keep_for=_KEPT,
            scrub=Scrub.FAKE_EMAIL,
            legal_basis=LegalBasis.CONSENT,
        ),
        "key": PersonalField(
            purpose=_("To confirm by the link of a mail, without an account."),
            keep_for=_KEPT,
            scrub=Scrub.DELETE,
            legal_basis=LegalBasis.CONSENT,
        ),
    }
    not_personal = ("lead_name",)

    class Meta:
        verbose_name = _("proposed practice")
        verbose_name_plural = _("proposed practices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, card=None)
                | Q(confirmed_at__isnull=False, card__isnull=False),
                name="practices_proposal_confirmed_has_card",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["proposer_email", "sent_at"], name="practices_proposal_by"
            ),
        ]

    def __str__(self) -> str:
        return self.title
