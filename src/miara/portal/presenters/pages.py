"""A page of a site for readers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from miara.core.templatetags.miara import date_pl
from miara.portal.domain.blocks import blocks
from miara.portal.models import SitePage

__all__ = ["page_context"]


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
