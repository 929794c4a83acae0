"""The shell of a site: name, colours, menu, foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.portal.domain.addresses import safe_address
from miara.portal.models import Site, SitePage, Strip
from miara.portal.presenters.links import list_path
from miara.portal.queries.pages import menu_of
from miara.portal.queries.sites import site_of_host, strips_of
from miara.practices import public as practices

__all__ = ["Foot", "MenuLink", "SiteShell", "colours_of", "page_path", "shell_of_host"]

#: Backgrounds of the light and of the dark theme, as the style sheet has them.
LIGHT_PAPER: Final = "#fcfbf8"
DARK_PAPER: Final = "#14171a"


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A page in the menu; ``language`` where its words are not in the page's."""

    label: str
    url: str
    is_current: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """A line at the foot."""

    text: str
    url: str
    picture: str
    alternative: str


@dataclass(frozen=True, slots=True)
class SiteShell:
    """What every page of a bound host shows."""

    name: str
    style: str
    logo: str
    logo_alternative: str
    menu: tuple[MenuLink, ...]
    foot: tuple[Foot, ...]


def shell_of_host(host: str, path: str) -> SiteShell | None:
    """The shell of the site of a host; None on the main one, without a query.

    Three statements on a bound host: the site, its menu, its foot.
    """
    site = site_of_host(host)
    if site is None:
        return None
    style = reverse("portal-look:style", args=[site.code])
    return SiteShell(
        str(site.name),
        f"{style}?{site.accent[1:]}",
        _file(site, site.logo.uid) if site.logo else "",
        site.logo_alternative,
        (_news_link(path), *(_link(page, path) for page in menu_of(site.code))),
        tuple(_foot(site, strip) for strip in strips_of(site)),
    )


def page_path(page: SitePage) -> str:
    """The page, in the active language."""
    return reverse("portal:page", args=[page.site.code, page.slug])


def colours_of(accent: str) -> dict[str, str]:
    """Shades of a colour that can be read on both papers, and words on them.

    >>> colours_of("#0b5563")["light"]
    '#0b5563'
    """
    light = practices.readable(accent, LIGHT_PAPER)
    dark = practices.readable(accent, DARK_PAPER)
    return {
        "light": light,
        "on_light": practices.readable("#ffffff", light),
        "dark": dark,
        "on_dark": practices.readable(DARK_PAPER, dark),
    }


def _news_link(path: str) -> MenuLink:
    url = list_path()
    return MenuLink(_("News"), url, path.startswith(url))


def _link(page: SitePage, path: str) -> MenuLink:
    is_english = get_language() == "en"
    has_words = bool(page.title_en) or not is_english
    label = (is_english and page.title_en) or page.title
    url = page_path(page)
    return MenuLink(label, url, url == path, "" if has_words else "pl")


def _foot(site: Site, strip: Strip) -> Foot:
    picture = _file(site, strip.picture.uid) if strip.picture else ""
    return Foot(strip.text, safe_address(strip.address), picture, strip.alternative)


def _file(site: Site, uid: str) -> str:
    return reverse("portal-look:file", args=[site.code, uid])
