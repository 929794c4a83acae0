"""Lists of pages for search engines; every context brings the list of its own pages.

A context registers a class in its ``AppConfig.ready``::

    sitemaps.register("praktyki", "miara.practices.presenters.sitemap.Practices")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody

if TYPE_CHECKING:
    _Base = Sitemap[Any]
else:
    _Base = Sitemap

__all__ = ["PublicPages", "index", "register", "robots", "section"]

#: Addresses of one file; five thousand took three seconds.
MOST: Final = 1_000
_known: dict[str, str] = {}


class PublicPages(_Base):
    """Pages with one address in each language, under the address of the site."""

    i18n = True
    alternates = True
    x_default = True
    limit = MOST

    def __init__(self) -> None:
        self._paths: dict[tuple[int, str], str] = {}

    def _location(self, item: Any, force_lang_code: str | None = None) -> str:
        """The path in a language; every language names those of all the others."""
        found, language = item
        key = (id(found), force_lang_code or language)
        if key not in self._paths:
            path = super()._location(item, force_lang_code)  # type: ignore[misc]
            self._paths[key] = path
        return self._paths[key]

    def get_domain(self, site: Any = None) -> str:
        """The host that readers know, whatever a proxy in front says."""
        return urlsplit(settings.MIARA_SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        """The scheme of the site."""
        return urlsplit(settings.MIARA_SITE_URL).scheme


def register(name: str, path: str) -> None:
    """Add a list of pages; ``name`` stands in its address, the class is found later."""
    _known[name] = path


@same_for_everybody
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All lists, each with its parts."""
    parts = []
    for name, path in sorted(_known.items()):
        pages = import_string(path)()
        address = settings.MIARA_SITE_URL + reverse("core:sitemap", args=[name])
        newest = pages.get_latest_lastmod()
        for number in pages.paginator.page_range:
            end = f"?p={number}" if number > 1 else ""
            parts.append(SitemapIndexItem(address + end, newest))
    return TemplateResponse(
        request,
        "sitemap_index.xml",
        {"sitemaps": parts},
        content_type="application/xml",
    )


@same_for_everybody
@require_safe
def section(request: HttpRequest, pages: str) -> HttpResponse:
    """One list."""
    known = {name: import_string(path) for name, path in _known.items()}
    return django_sitemap(request, known, section=pages)


@same_for_everybody
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that walk the web should know."""
    address = settings.MIARA_SITE_URL + reverse("core:sitemaps")
    lines = ["User-agent: *", "Disallow: /konto/", "Disallow: /en/konto/", ""]
    text = "\n".join([*lines, f"Sitemap: {address}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
