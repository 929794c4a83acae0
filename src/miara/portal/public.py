"""The portal for other contexts."""

from miara.portal.actions.news import (
    create_news,
    publish_news,
    withdraw_news,
    write_news,
)
from miara.portal.actions.pages import create_page, publish_page
from miara.portal.actions.sites import open_site
from miara.portal.domain.content import Attached, NewsText, See
from miara.portal.errors import PortalError
from miara.portal.models import News, Site
from miara.portal.presenters.look import SiteShell, shell_of_host
from miara.portal.roles import PortalRole, site_scope

__all__ = [
    "Attached",
    "News",
    "NewsText",
    "PortalError",
    "PortalRole",
    "See",
    "Site",
    "SiteShell",
    "create_news",
    "create_page",
    "open_site",
    "publish_news",
    "publish_page",
    "shell_of_host",
    "site_scope",
    "withdraw_news",
    "write_news",
]
