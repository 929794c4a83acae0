"""Addresses of the portal."""

from django.urls import reverse

from miara.portal.domain.addresses import address_of

__all__ = ["list_path", "news_path"]


def news_path(number: int, title: str) -> str:
    """The page of news, in the active language."""
    return reverse("portal:news", args=[address_of(number, title)])


def list_path(query: str = "") -> str:
    """The list, narrowed as a query string says."""
    path = reverse("portal:news-list")
    return f"{path}?{query}" if query else path
