"""Addresses of the base."""

from django.urls import reverse

from miara.practices.domain.addresses import address_of

__all__ = ["card_path", "list_path"]


def card_path(number: int, title: str) -> str:
    """The page of a card, in the active language."""
    return reverse("practices:card", args=[address_of(number, title)])


def list_path(query: str = "") -> str:
    """The list, narrowed as a query string says."""
    path = reverse("practices:cards")
    return f"{path}?{query}" if query else path
