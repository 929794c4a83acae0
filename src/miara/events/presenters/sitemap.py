"""Public pages of events for search engines."""

from __future__ import annotations

from django.urls import reverse

from miara.core.sitemaps import PublicPages
from miara.events.models import Event

__all__ = ["Events"]


class Events(PublicPages):
    """The list, and every announced event with its programme."""

    def items(self) -> list[tuple[str, dict[str, str]]]:
        """Names of addresses with their arguments."""
        codes = Event.objects.public().order_by("pk").values_list("code", flat=True)
        found: list[tuple[str, dict[str, str]]] = [("events", {})]
        for code in codes:
            found += [(name, {"code": code}) for name in ("event", "programme")]
        return found

    def location(self, item: tuple[str, dict[str, str]]) -> str:
        """The page."""
        name, arguments = item
        return reverse(f"events:{name}", kwargs=arguments)
