"""Public pages of contests for search engines."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from miara.contest.queries.archive import past_editions_listed
from miara.contest.queries.editions import public_editions
from miara.core.sitemaps import PublicPages

__all__ = ["Contests"]


class Contests(PublicPages):
    """Announced editions with their rules, and the archive of earlier ones."""

    def items(self) -> list[tuple[str, dict[str, str]]]:
        """Names of addresses with their arguments."""
        found: list[tuple[str, dict[str, str]]] = [
            (name, {}) for name in ("contests", "archive", "archive-units")
        ]
        for edition in public_editions(timezone.now()):
            place = {"contest": edition.contest.code, "slug": edition.slug}
            found += [(name, place) for name in ("edition", "rules", "questions")]
        codes = past_editions_listed().values_list("code", flat=True)
        return [*found, *(("archive-edition", {"code": code}) for code in codes)]

    def location(self, item: tuple[str, dict[str, str]]) -> str:
        """The page."""
        name, arguments = item
        return reverse(f"contest:{name}", kwargs=arguments)
