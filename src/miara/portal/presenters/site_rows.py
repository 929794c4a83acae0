"""Sites for the operator: hosts, editors, where they are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from miara.accounts import public as accounts
from miara.portal.models import Site
from miara.portal.queries.sites import sites
from miara.portal.roles import KIND, PortalRole, site_scope

__all__ = ["SiteRow", "hosts_of", "site_facts", "site_rows"]


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site of the list."""

    code: str
    name: str
    hosts: tuple[str, ...]
    editors: int
    url: str
    people_url: str


def site_rows(now: datetime) -> list[SiteRow]:
    """All sites by code; two statements however many there are."""
    held = accounts.Membership.objects.filter(scope_kind=KIND, role=PortalRole.EDITOR)
    editors = Counter(held.current(now).values_list("scope_id", flat=True))
    return [_row(site, editors[site.code]) for site in sites()]


def site_facts(site: Site, now: datetime) -> dict[str, Any]:
    """What the page of one site shows beside its form."""
    scope = site_scope(site.code)
    held = accounts.Membership.objects.in_scope(scope).current(now)
    people = held.select_related("user").order_by("user__full_name", "user__email")
    logo = site.logo
    return {
        "site": site,
        "hosts": hosts_of(site.code),
        "editors": [str(row.user) for row in people],
        "people_url": _people(site.code),
        "logo_url": logo and reverse("portal-look:file", args=[site.code, logo.uid]),
        "main_address": settings.MIARA_SITE_URL,
    }


def hosts_of(code: str) -> tuple[str, ...]:
    """Hosts that the settings bind to a site."""
    bound: dict[str, str] = settings.MIARA_SITES
    return tuple(sorted(host for host, of in bound.items() if of == code))


def _row(site: Site, editors: int) -> SiteRow:
    return SiteRow(
        site.code,
        str(site.name),
        hosts_of(site.code),
        editors,
        reverse("portal-sites-of-operator:site", args=[site.code]),
        _people(site.code),
    )


def _people(code: str) -> str:
    return reverse("accounts:people", args=[site_scope(code)])
