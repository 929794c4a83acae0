"""Pages of sites, and the files of their look."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.documents import public as documents
from miara.portal.models import DailyViews
from miara.portal.presenters.look import colours_of, page_path
from miara.portal.presenters.pages import page_context, withdrawn_context
from miara.portal.queries.pages import page_at
from miara.portal.queries.sites import site_file, site_of_code
from miara.portal.views.counted import count_request

__all__ = ["file", "page", "style"]


@require_safe
def page(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """A page of a site; words that it had before lead to those that it has."""
    found = page_at(code, slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return HttpResponse(status=308, headers={"Location": page_path(found)})
    if hasattr(found, "withdrawal"):
        context = withdrawn_context(found)
        return render(request, "portal/page_withdrawn.html", context, status=410)
    count_request(request, DailyViews.Kind.PAGE, found.pk)
    return render(request, "portal/page.html", page_context(found))


@cache_control(max_age=3600)
@same_for_everybody
@require_safe
def style(request: HttpRequest, code: str) -> HttpResponse:
    """The colours of a site as a style sheet; its address names the colour."""
    site = site_of_code(code)
    if site is None:
        raise Http404
    context = colours_of(site.accent)
    return render(request, "portal/look.css", context, content_type="text/css")


@same_for_everybody
@require_safe
def file(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """A logo or a picture of the foot."""
    found = site_file(code, uid)
    if found is None:
        raise Http404
    try:
        return documents.file_response(found, request=request, inline=True)
    except documents.DocumentsError as error:
        raise Http404 from error
