"""One view for a page and for its fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["render_page_or_part", "wants_part"]


def wants_part(request: HttpRequest, target: str = "") -> bool:
    """Whether htmx asked for a fragment (not for a whole page by a boosted link).

    Parameters
    ----------
    target
        Id of the element that a boosted link may replace alone.
    """
    htmx: Any = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request:
        return False
    return not htmx.boosted or bool(target and htmx.target == target)


def render_page_or_part(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    part: str,
    target: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, or the partial of the same template that htmx asked for.

    Parameters
    ----------
    template
        Template of the page.
    context
        Its values.
    part
        Name of the ``partialdef``.
    target
        Id of the element that boosted links replace alone, where some do.
    status
        422 for a form with mistakes.
    """
    name = f"{template}#{part}" if wants_part(request, target) else template
    response = render(request, name, context, status=status)
    # One address, two bodies: caches must keep them apart.
    varies = ["HX-Request", *(["HX-Boosted", "HX-Target"] if target else [])]
    patch_vary_headers(response, varies)
    return response
