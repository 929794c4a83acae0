"""News, and our pages beside them, among the editing pages of the library."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from miara.portal.desk.viewset import NewsViewSet
from miara.portal.desk.viewset_pages import PageViewSet, SiteViewSet
from miara.portal.models import News, Site, SitePage

for _viewset in (NewsViewSet, PageViewSet, SiteViewSet):
    register_snippet(_viewset)

_WORDS = {
    "action-save": _("Save the draft"),
    "action-publish": _("Publish, or book for the set moment"),
}


@hooks.register("register_admin_urls")
def own_pages() -> list[URLResolver]:
    """States of news, drafts as pages."""
    return [path("aktualnosci/", include("miara.portal.desk.urls"))]


@hooks.register("construct_snippet_action_menu")
def acts_of_news(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """The acts of the portal alone, in its words."""
    if context.get("model") not in {News, SitePage, Site}:
        return
    items[:] = [item for item in items if item.name in {*_WORDS, "action-locked"}]
    if context["model"] is Site:
        return
    for item in items:
        item.label = _WORDS.get(item.name, item.label)
