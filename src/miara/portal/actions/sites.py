"""Sites: opened, named, given a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.core.localized import Localized
from miara.portal.errors import NotAllowedError
from miara.portal.models import Site
from miara.portal.permissions import can_edit, can_manage_sites

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.documents.public import StoredFile
    from miara.organisations.public import Organisation

__all__ = ["SiteFacts", "change_site", "note_look", "open_site"]


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the operator says of a site.

    ``accent`` is a colour as ``#rrggbb``, or empty for the common one; without a
    ``logo`` the present one stays.
    """

    name: Localized
    organisation: Organisation | None = None
    accent: str = ""
    logo: StoredFile | None = None
    logo_alternative: str = ""


@transaction.atomic
def open_site(
    code: str,
    *,
    name: Localized,
    organisation: Organisation | None,
    by: User | None,
    now: datetime,
    accent: str = "",
) -> Site:
    """Begin a site, or find the one of this code as it is.

    Parameters
    ----------
    by
        None for the program itself: commands are given by whoever runs the server.

    Raises
    ------
    NotAllowedError
        When ``by`` does not manage sites.
    ValidationError
        When a value does not fit its column.
    """
    _require_operator(by, now)
    found = Site.objects.filter(code=code).first()
    if found is not None:
        return found
    site = Site(code=code, name=name, organisation=organisation)
    if accent:
        site.accent = accent
    site.full_clean()
    site.save()
    audit.record("portal.site_opened", by=by, at=now, target=site, after={"code": code})
    return site


@transaction.atomic
def change_site(site: Site, facts: SiteFacts, *, by: User, now: datetime) -> Site:
    """Change name, owner and look; public at once. Its code stays for ever.

    Raises
    ------
    NotAllowedError
    ValidationError
        When a value does not fit its column.
    """
    _require_operator(by, now)
    site = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    site.name, site.organisation = facts.name, facts.organisation
    site.accent = facts.accent or site.accent
    site.logo = facts.logo or site.logo
    site.logo_alternative = facts.logo_alternative
    site.full_clean()
    site.save()
    _record_change(site, by, now)
    return site


@transaction.atomic
def note_look(site: Site, *, by: User, now: datetime) -> None:
    """Write into the trail that an editor changed name, look or foot of a site."""
    if not (decision := can_edit(by, site, now=now)):
        raise NotAllowedError(reason=decision.reason)
    _record_change(site, by, now)


def _record_change(site: Site, by: User, now: datetime) -> None:
    audit.record(
        "portal.site_changed",
        by=by,
        at=now,
        target=site,
        after={"code": site.code, "accent": site.accent},
    )


def _require_operator(by: User | None, now: datetime) -> None:
    if by is not None and not (decision := can_manage_sites(by, now=now)):
        raise NotAllowedError(reason=decision.reason)
