"""Cards, and our pages beside them, among the editing pages of the library."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.action_menu import SubmitForModerationMenuItem
from wagtail.snippets.models import register_snippet

from miara.practices.desk.door import EDITORS, EXPERTS
from miara.practices.desk.viewset import CardViewSet
from miara.practices.models import PracticeCard

register_snippet(CardViewSet)


@hooks.register("register_admin_urls")
def own_pages() -> list[URLResolver]:
    """Reviews, states of cards, drafts as pages."""
    return [path("praktyki/", include("miara.practices.desk.urls"))]


class _Reviews(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever comes to this desk reads reviews."""
        names = {EDITORS.name, EXPERTS.name}
        return bool(request.user.groups.filter(name__in=names).exists())


@hooks.register("register_admin_menu_item")
def reviews_in_menu() -> MenuItem:
    """The list of drafts that wait for an expert."""
    return _Reviews(
        _("Reviews"),
        reverse("practices-desk:reviews"),
        name="practice-reviews",
        icon_name="glasses",
        order=110,
    )


class _Submit(SubmitForModerationMenuItem):
    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Our words, whatever the workflow is called."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["label"] = self.label
        return context


_WORDS = {
    "action-save": _("Save the draft"),
    "action-publish": _("Publish, or book for the set moment"),
    "action-submit": _("Send to an expert"),
    "action-cancel-workflow": _("Take back from the expert"),
}


@hooks.register("construct_snippet_action_menu")
def acts_of_cards(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """The acts of the base alone, in its words; nothing is taken out of public."""
    if context.get("model") is not PracticeCard:
        return
    kept = [item for item in items if item.name in {*_WORDS, "action-locked"}]
    items[:] = [
        _Submit(order=item.order) if item.name == _Submit.name else item
        for item in kept
    ]
    for item in items:
        item.label = _WORDS.get(item.name, item.label)
