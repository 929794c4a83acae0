"""A page of a site for readers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from miara.core.found import Line
from miara.core.templatetags.miara import date_pl
from miara.portal.domain.blocks import blocks
from miara.portal.models import SitePage
from miara.portal.presenters.look import page_path

__all__ = ["page_context", "page_line", "withdrawn_context"]


def page_context(page: SitePage) -> dict[str, Any]:
    """Everything the page shows; English where it is translated."""
    is_english = get_language() == "en"
    has_english = is_english and bool(page.title_en and page.body_en)
    return {
        "page": page,
        "title": page.title_en if has_english else page.title,
        "body": blocks(page.body_en if has_english else page.body),
        "language": "pl" if is_english and not has_english else "",
        "site_name": str(page.site.name),
        "changed": date_pl(page.last_published_at),
    }


def withdrawn_context(page: SitePage) -> dict[str, Any]:
    """What the address of a withdrawn page still says: title, day and reason."""
    kept = page_context(page)
    return {
        **{key: kept[key] for key in ("title", "language", "site_name")},
        "withdrawal": page.withdrawal,
    }


def page_line(page: SitePage, passage: object = "") -> Line:
    """A page among what was found, with the part that fits."""
    is_english = get_language() == "en"
    has_english = is_english and bool(page.title_en and page.body_en)
    return Line(
        title=page.title_en if has_english else page.title,
        url=page_path(page),
        text=passage or "",
        facts=(str(page.site.name),),
        language="pl" if is_english and not has_english else "",
    )
