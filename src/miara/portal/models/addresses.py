"""Addresses that news and pages had in another portal, and lead here for ever."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.portal.models.news import News
from miara.portal.models.pages import SitePage
from miara.portal.models.sites import Site


class FormerAddress(models.Model):
    """An address in the former portal of a site: path and query, without the host.

    It leads to news or to a page.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="former_addresses")
    address = models.CharField(_("former address"), max_length=500)
    news = models.ForeignKey(
        News, models.CASCADE, null=True, related_name="former_addresses"
    )
    page = models.ForeignKey(
        SitePage, models.CASCADE, null=True, related_name="former_addresses"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("address",)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site", "address"], name="portal_former_address_once"
            ),
            models.CheckConstraint(
                condition=Q(news=None, page__isnull=False)
                | Q(news__isnull=False, page=None),
                name="portal_former_address_leads",
            ),
        ]

    def __str__(self) -> str:
        return self.address
