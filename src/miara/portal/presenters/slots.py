"""The newest news on the first page; ways to sites on the operator's desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from miara.core import slots
from miara.portal.presenters.links import list_path
from miara.portal.presenters.news import line_of
from miara.portal.queries.news import listed_news
from miara.portal.queries.sites import code_of_host
from miara.practices import public as practices

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["newest", "operator_links", "register"]

MOST: Final = 3


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "operator.desk",
        name="portal.sites",
        order=60,
        build=operator_links,
        template="portal/sites/_operator_block.html",
        queries=0,
    )
    slots.register(
        "home-page",
        name="portal.newest",
        order=40,
        build=newest,
        template="portal/_newest.html",
        queries=1,
    )


def newest(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """The newest news, those of the host's site first; None when there are none."""
    rows = listed_news(first=code_of_host(request.get_host()))[:MOST]
    lines = [line_of(row) for row in rows]
    return {"lines": lines, "list_url": list_path()} if lines else None


def operator_links(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Where the operator gives roles over sites and over the base."""
    return {"base_url": reverse("accounts:people", args=[practices.BASE])}
