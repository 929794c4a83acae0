"""The menu of an edition's office."""

from typing import Any

from django import template

from miara.contest.models import Edition
from miara.contest.presenters.office_menu import menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def office_menu(context: dict[str, Any], edition: Edition) -> list[dict[str, object]]:
    """Rows of the menu for the person at the page."""
    request = context["request"]
    match = request.resolver_match
    current = match.url_name if match else ""
    return menu_of(request.user, edition, current=current, now=request.received_at)
