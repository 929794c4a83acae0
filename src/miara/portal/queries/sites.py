"""Which site a host shows."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from miara.documents.public import StoredFile
from miara.portal.models import Site, Strip

__all__ = [
    "code_of_host",
    "site_file",
    "site_of_code",
    "site_of_host",
    "sites",
    "sites_of_codes",
    "strips_of",
]


def code_of_host(host: str) -> str:
    """The code of the site that the settings bind to a host; empty for the main one.

    Parameters
    ----------
    host
        As a request names it, with or without a port.
    """
    name = host.lower()
    bound: dict[str, str] = settings.MIARA_SITES
    return bound.get(name) or bound.get(name.rsplit(":", 1)[0], "")


def site_of_host(host: str) -> Site | None:
    """The site that a host shows; None on the main one. One query on bound hosts."""
    code = code_of_host(host)
    return site_of_code(code) if code else None


def site_of_code(code: str) -> Site | None:
    """A site with its logo; None when there is none."""
    return Site.objects.select_related("logo").filter(code=code).first()


def strips_of(site: Site) -> list[Strip]:
    """Lines at the foot of a site, in their order."""
    found = Strip.objects.filter(site=site).select_related("picture")
    return list(found.order_by("position", "pk"))


def site_file(code: str, uid: str) -> StoredFile | None:
    """The logo of a site or a picture of its foot."""
    files = StoredFile.objects.filter(uid=uid, erased_at=None)
    used = Site.objects.filter(code=code, logo__uid=uid).values("logo")
    shown = Strip.objects.filter(site__code=code, picture__uid=uid).values("picture")
    return files.filter(pk__in=used).first() or files.filter(pk__in=shown).first()


def sites_of_codes(codes: frozenset[str]) -> QuerySet[Site]:
    """Sites by their codes."""
    return Site.objects.filter(code__in=codes)


def sites() -> list[Site]:
    """All sites by code."""
    return list(Site.objects.order_by("code"))
