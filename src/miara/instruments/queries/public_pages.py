"""Programmes and projects that a unit made public, with what everybody may see."""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet

from miara.audit import public as audit
from miara.instruments.models import Instrument, InstrumentGoal, Membership

__all__ = [
    "counts_of_public",
    "public_events",
    "public_instrument",
    "public_instruments",
]

#: So many entries of the history are shown, the newest.
MOST_EVENTS = 60
_KINDS = (
    "instruments.published",
    "instruments.changed",
    "instruments.part_added",
    "instruments.part_changed",
    "instruments.part_removed",
)


def public_instruments(unit_uid: str) -> QuerySet[Instrument]:
    """Public instruments with all that pages and files tell; nine queries.

    Goals are those of documents that the unit made public; wholes and members, those
    that are public themselves.
    """
    rows = Instrument.objects.filter(unit_uid=unit_uid, is_public=True)
    rows = rows.select_related("domain", "district")
    goals = InstrumentGoal.objects.filter(goal__document__published_at__isnull=False)
    parts = Membership.objects.filter(part__is_public=True)
    wholes = Membership.objects.filter(whole__is_public=True)
    return rows.prefetch_related(
        "stages",
        "milestones",
        "products",
        "partners",
        "money",
        Prefetch("goal_links", goals.select_related("goal__document").order_by("pk")),
        Prefetch("part_links", parts.select_related("part").order_by("part__code")),
        Prefetch("whole_links", wholes.select_related("whole").order_by("whole__code")),
    ).order_by("code", "pk")


def public_instrument(unit_uid: str, pk: int) -> Instrument | None:
    """One of them."""
    return public_instruments(unit_uid).filter(pk=pk).first()


def counts_of_public(unit_uid: str) -> tuple[int, int]:
    """How many instruments are public, and how many of the civic budget; one query."""
    rows = Instrument.objects.filter(unit_uid=unit_uid, is_public=True)
    found = rows.aggregate(every=Count("pk"), civic=Count("civic_year"))
    return found["every"], found["civic"]


def public_events(row: Instrument) -> list[audit.Event]:
    """What changed since everybody sees it, the newest first; one query.

    The last is the publication itself: what was done in the same moment before it
    stays within the office.
    """
    if row.published_at is None:
        return []
    found = audit.events_for(row).filter(kind__in=_KINDS, at__gte=row.published_at)
    kept: list[audit.Event] = []
    for event in found[:MOST_EVENTS]:
        kept.append(event)
        if event.kind == "instruments.published":
            break
    return kept
