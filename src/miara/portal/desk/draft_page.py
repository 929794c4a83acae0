"""A draft as the page that readers would see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from miara.portal.models import News, SitePage
from miara.portal.presenters.news import news_context
from miara.portal.presenters.pages import page_context
from miara.portal.queries.news import WholeNews

__all__ = ["draft_response", "page_draft_response", "register"]

#: The page may stand in a frame of this host: the preview beside the form.
_FRAMED = {"frame-ancestors": ["'self'"]}


def register() -> None:
    """Let news show their drafts; called once at start."""
    News.show_draft = staticmethod(draft_response)
    SitePage.show_draft = staticmethod(page_draft_response)


def draft_response(draft: News, request: HttpRequest) -> HttpResponse:
    """The public page made from a draft, marked as one and found by nobody."""
    whole = WholeNews(
        draft,
        files=tuple(draft.files.all()),
        links=tuple(draft.links.all()),
        changes=(),
        withdrawal=None,
    )
    context = news_context(
        whole,
        file_path=lambda uid: reverse("portal-desk:draft-file", args=[draft.pk, uid]),
    )
    context |= {"is_draft": True, "linked_data": "{}"}
    return _framed(render(request, "portal/news.html", context))


def page_draft_response(draft: SitePage, request: HttpRequest) -> HttpResponse:
    """The page of a site made from a draft."""
    context = {**page_context(draft), "is_draft": True}
    return _framed(render(request, "portal/page.html", context))


def _framed(response: HttpResponse) -> HttpResponse:
    response._csp_replace = _FRAMED  # type: ignore[attr-defined]
    response["X-Robots-Tag"] = "noindex"
    return response
