"""Pages: about the association, rules, contact."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.portal.models.news import LOCKED_BY, Edited
from miara.portal.models.sites import Site


class SitePage(Edited):
    """One page of a site. Its words in addresses may change; old ones lead here."""

    site = models.ForeignKey(
        Site, models.PROTECT, related_name="pages", verbose_name=_("site")
    )
    slug = models.SlugField(_("words in the address"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    is_in_menu = models.BooleanField(_("in the menu of the site"), default=True)
    place_in_menu = models.PositiveSmallIntegerField(
        _("place in the menu"),
        default=10,
        help_text=_("Smaller numbers come first."),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {"locked_by": LOCKED_BY}

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["site", "live"], name="portal_page_of_site"),
        ]

    def __str__(self) -> str:
        return self.title


class PageAddress(models.Model):
    """Words under which a page was ever published; they lead to it for ever."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    slug = models.SlugField(_("words in the address"), max_length=60)
    page = models.ForeignKey(SitePage, models.CASCADE, related_name="addresses")

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("address of a page")
        verbose_name_plural = _("addresses of pages")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site", "slug"], name="portal_page_address_once"
            ),
        ]

    def __str__(self) -> str:
        return self.slug
