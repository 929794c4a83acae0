"""Reads of the outbox for the desk."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from miara.notifications.models import BouncedAddress, Message

__all__ = ["bounced_addresses", "messages_of", "state_counts"]


def messages_of(
    owner: tuple[str, str] | None, *, state: str = "", kind: str = ""
) -> QuerySet[Message]:
    """Messages of an owner (of everybody when None), the newest first.

    Parameters
    ----------
    state
        One of `Message.State`, or ``BOUNCED``.
    kind
        Kind of letter.
    """
    rows = Message.objects.defer("text", "html").order_by("-created_at", "-pk")
    if owner is not None:
        rows = rows.of_owner(*owner)
    if state == "BOUNCED":
        rows = rows.filter(bounced_at__isnull=False)
    elif state:
        rows = rows.filter(state=state)
    return rows.filter(kind=kind) if kind else rows


def state_counts(owner: tuple[str, str] | None) -> dict[str, int]:
    """Numbers of messages by state. One query."""
    rows = Message.objects.order_by()
    if owner is not None:
        rows = rows.of_owner(*owner)
    return dict(rows.values_list("state").annotate(Count("pk")))


def bounced_addresses() -> QuerySet[BouncedAddress]:
    """Addresses to which nothing is sent, the newest first."""
    return BouncedAddress.objects.stopped().order_by("-bounced_at", "-pk")
