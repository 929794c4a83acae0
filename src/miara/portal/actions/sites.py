"""Sites and who edits them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.core.localized import Localized
from miara.portal.errors import NotAllowedError
from miara.portal.models import Site
from miara.portal.permissions import can_edit

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.organisations.public import Organisation

__all__ = ["note_look", "open_site"]


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
    """
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
def note_look(site: Site, *, by: User, now: datetime) -> None:
    """Write into the trail that an editor changed name, look or foot of a site."""
    if not (decision := can_edit(by, site, now=now)):
        raise NotAllowedError(reason=decision.reason)
    audit.record(
        "portal.site_changed",
        by=by,
        at=now,
        target=site,
        after={"code": site.code, "accent": site.accent},
    )
