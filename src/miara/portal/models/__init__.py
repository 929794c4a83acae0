"""Tables of the portal."""

from miara.portal.models.life import NewsChange, Withdrawal
from miara.portal.models.news import (
    News,
    NewsFile,
    NewsLink,
    PublishedAsideError,
    by_an_action,
)
from miara.portal.models.sites import DEFAULT_ACCENT, Site

__all__ = [
    "DEFAULT_ACCENT",
    "News",
    "NewsChange",
    "NewsFile",
    "NewsLink",
    "PublishedAsideError",
    "Site",
    "Withdrawal",
    "by_an_action",
]
