"""Which site a host shows."""

from __future__ import annotations

from django.conf import settings

from miara.portal.models import Site

__all__ = ["code_of_host", "site_of_host", "sites"]


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
    if not code:
        return None
    return Site.objects.select_related("organisation").filter(code=code).first()


def sites() -> list[Site]:
    """All sites by code."""
    return list(Site.objects.order_by("code"))
