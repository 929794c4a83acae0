"""Pages: written, published, found under every address they ever had."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.portal.enums import PAGES
from miara.portal.errors import (
    IncompleteError,
    NotAllowedError,
    TakenAddressError,
    WithdrawnPageError,
)
from miara.portal.models import (
    PageAddress,
    PageWithdrawal,
    Site,
    SitePage,
    by_an_action,
)
from miara.portal.permissions import can_edit
from miara.portal.phrases import part_names
from miara.search import public as search

if TYPE_CHECKING:
    from wagtail.models import Revision

    from miara.accounts.public import User

__all__ = ["begin_page", "create_page", "note_page_draft", "publish_page"]


@transaction.atomic
def create_page(
    *,
    site: Site,
    slug: str,
    title: str,
    body: str,
    by: User | None,
    now: datetime,
    title_en: str = "",
    body_en: str = "",
    place_in_menu: int = 10,
) -> SitePage:
    """Start a page as a draft that nobody outside sees; ``by`` None is the program."""
    page = SitePage(
        site=site,
        slug=slug,
        title=title,
        body=body,
        title_en=title_en,
        body_en=body_en,
        place_in_menu=place_in_menu,
        live=False,
        has_unpublished_changes=True,
    )
    page.full_clean()
    page.save()
    page.save_revision(user=by, changed=True, clean=False)
    return begin_page(page, by=by, now=now)


@transaction.atomic
def begin_page(page: SitePage, *, by: User | None, now: datetime) -> SitePage:
    """Give a page just saved as a draft its trace."""
    _require(by, page, now)
    audit.record(
        "portal.page_created",
        by=by,
        at=now,
        target=page,
        after={"title": page.title, "site": page.site.code},
    )
    return page


@transaction.atomic
def note_page_draft(page: SitePage, *, by: User | None, now: datetime) -> None:
    """Write into the trail that a draft was saved."""
    _require(by, page, now)
    audit.record("portal.page_written", by=by, at=now, target=page)


@transaction.atomic
def publish_page(
    page: SitePage, *, by: User | None, now: datetime, revision: Revision | None = None
) -> SitePage:
    """Make a draft public, now or at the moment that it names.

    Raises
    ------
    IncompleteError
        Without a text.
    TakenAddressError
        When another page of the site was ever published under these words.
    WithdrawnPageError
        When it was taken out of public.
    """
    _require(by, page, now)
    page = SitePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if PageWithdrawal.objects.filter(page=page).exists():
        raise WithdrawnPageError
    revision = revision or page.get_latest_revision()
    assert revision is not None  # made with the page
    draft = revision.as_object()
    if not draft.body.strip():
        raise IncompleteError(parts=part_names(["text"]))
    held = PageAddress.objects.filter(site=page.site, slug=draft.slug)
    taken = held.exclude(page=page).select_related("page").first()
    if taken is not None:
        raise TakenAddressError(slug=draft.slug, title=taken.page.title)
    with by_an_action():
        revision.publish(user=by, log_action=False, skip_permission_checks=True)
    page.refresh_from_db()
    revision.refresh_from_db()
    if moment := revision.approved_go_live_at:
        audit.record(
            "portal.page_booked", by=by, at=now, target=page, after={"moment": moment}
        )
        return page
    PageAddress.objects.get_or_create(site=page.site, slug=page.slug, page=page)
    SitePage.objects.filter(pk=page.pk).update(last_published_at=now)
    page.refresh_from_db()
    search.changed(PAGES, [str(page.pk)], at=now)
    audit.record(
        "portal.page_published", by=by, at=now, target=page, after={"slug": page.slug}
    )
    return page


def _require(by: User | None, page: SitePage, now: datetime) -> None:
    if by is not None and not (decision := can_edit(by, page.site, now=now)):
        raise NotAllowedError(reason=decision.reason)
