"""What happened to a text in public; none of it travels with a revision."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.portal.models.news import News
from miara.portal.models.pages import SitePage


class NewsChange(models.Model):
    """One publication: when, by whom, and what was different from the one before.

    Together they are the publication label and its history of changes.
    """

    news = models.ForeignKey(News, models.CASCADE, related_name="changes")
    published_at = models.DateTimeField(_("moment of publication"))
    person_name = models.CharField(
        _("person who published"), max_length=200, blank=True
    )
    body_name = models.CharField(_("publishing body"), max_length=200)
    parts = models.JSONField(_("what changed"), default=list)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "person_name": PersonalField(
            purpose=_("To say who of the association published what is official."),
            keep_for=_("as long as the news"),
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.PUBLIC_TASK,
        ),
    }

    class Meta:
        verbose_name = _("publication of news")
        verbose_name_plural = _("publications of news")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["news", "published_at"], name="portal_change_when"),
        ]

    def __str__(self) -> str:
        return f"{self.news_id} {self.published_at:%Y-%m-%d}"


class Withdrawal(models.Model):
    """That news was taken out of public, with the reason that readers see."""

    news = models.OneToOneField(News, models.CASCADE, related_name="withdrawal")
    withdrawn_at = models.DateTimeField(_("moment of withdrawal"))
    reason = models.TextField(_("reason in words"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="portal_withdrawal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.news_id}"


class PageWithdrawal(models.Model):
    """That a page was taken out of public, with the reason that readers see."""

    page = models.OneToOneField(SitePage, models.CASCADE, related_name="withdrawal")
    withdrawn_at = models.DateTimeField(_("moment of withdrawal"))
    reason = models.TextField(_("reason in words"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("withdrawal of a page")
        verbose_name_plural = _("withdrawals of pages")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="portal_page_withdrawal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}"
