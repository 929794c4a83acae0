"""Meetings of public practices."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet

from miara.practices.models import MeetingGuest, PracticeCard, PracticeMeeting

__all__ = ["coming_meetings", "guest_of_key", "guests_of", "meeting_numbered"]


def meeting_numbered(number: int) -> PracticeMeeting | None:
    """A meeting of a public card with ``taken``, the number of its guests."""
    found = PracticeMeeting.objects.filter(pk=number, card__live=True)
    return found.select_related("card").annotate(taken=Count("guests")).first()


def coming_meetings(card: PracticeCard, *, now: datetime) -> QuerySet[PracticeMeeting]:
    """Meetings of a card that are ahead, the next one first."""
    found = PracticeMeeting.objects.filter(
        card=card, starts_at__gt=now, called_off_at=None
    )
    return found.order_by("starts_at", "pk")


def guests_of(meeting: PracticeMeeting) -> QuerySet[MeetingGuest]:
    """Who signed up, for the hosts only, in the order of signing."""
    return MeetingGuest.objects.filter(meeting=meeting).order_by("signed_at", "pk")


def guest_of_key(key: str) -> MeetingGuest | None:
    """The guest of a mail."""
    return MeetingGuest.objects.filter(key=key).select_related("meeting").first()
