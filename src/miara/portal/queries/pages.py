"""Pages as readers and as editors find them."""

from __future__ import annotations

from django.db.models import QuerySet

from miara.portal.models import PageAddress, SitePage

__all__ = ["menu_of", "page_at", "pages_for_desk", "pages_of_codes", "public_pages"]

_LONG = ("body", "body_en")


def public_pages() -> QuerySet[SitePage]:
    """What everybody may read."""
    return SitePage.objects.filter(live=True, withdrawal=None)


def page_at(code: str, slug: str) -> SitePage | None:
    """The page of a site that has, or ever had, these words in its address.

    Withdrawn ones too, with their ``withdrawal``.
    """
    found = PageAddress.objects.filter(site__code=code, slug=slug, page__live=True)
    row = found.select_related("page__site", "page__withdrawal").first()
    return row.page if row else None


def menu_of(code: str) -> list[SitePage]:
    """Public pages of a site in the order of its menu."""
    found = public_pages().filter(site__code=code, is_in_menu=True)
    ordered = found.select_related("site").order_by("place_in_menu", "pk")
    return list(ordered.defer(*_LONG))


def pages_of_codes(codes: frozenset[str]) -> QuerySet[SitePage]:
    """All pages of some sites, drafts too."""
    return SitePage.objects.filter(site__code__in=codes)


def pages_for_desk(codes: frozenset[str]) -> QuerySet[SitePage]:
    """Pages of some sites for a list of editors."""
    found = pages_of_codes(codes).select_related(
        "site", "latest_revision", "withdrawal"
    )
    return found.defer(*_LONG)
