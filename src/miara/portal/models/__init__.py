"""Tables of the portal."""

from miara.portal.models.addresses import FormerAddress
from miara.portal.models.life import NewsChange, PageWithdrawal, Withdrawal
from miara.portal.models.news import (
    News,
    NewsFile,
    NewsLink,
    PublishedAsideError,
    by_an_action,
)
from miara.portal.models.newsletter import NewsletterOrder
from miara.portal.models.pages import PageAddress, SitePage
from miara.portal.models.sites import DEFAULT_ACCENT, Site, Strip
from miara.portal.models.views import DailyViews

__all__ = [
    "DEFAULT_ACCENT",
    "DailyViews",
    "FormerAddress",
    "News",
    "NewsChange",
    "NewsFile",
    "NewsLink",
    "NewsletterOrder",
    "PageAddress",
    "PageWithdrawal",
    "PublishedAsideError",
    "Site",
    "SitePage",
    "Strip",
    "Withdrawal",
    "by_an_action",
]
