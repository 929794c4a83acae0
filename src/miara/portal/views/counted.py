"""What of a request is counted: that there was one, by a reader's program."""

from django.http import HttpRequest

from miara.portal.actions.counting import count_view
from miara.portal.models import DailyViews

__all__ = ["count_request"]


def count_request(request: HttpRequest, kind: DailyViews.Kind, number: int) -> None:
    """Count a GET of a public page."""
    if request.method == "GET":
        count_view(
            kind,
            number,
            agent=request.headers.get("User-Agent", ""),
            now=request.received_at,  # type: ignore[attr-defined]
        )
