"""Reads of the trail."""

from dataclasses import dataclass

from django.db.models import QuerySet

from miara.audit.domain import id_of, ref_of
from miara.audit.models import Event

__all__ = ["EventPage", "events", "events_for", "page_of"]

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class EventPage:
    """A screenful of the trail.

    Attributes
    ----------
    items
        Newest first.
    older_than
        Key to pass as ``before`` for the next, older page; None on the last page.
    """

    items: list[Event]
    older_than: int | None


def events_for(target: object) -> QuerySet[Event]:
    """Events about an object and about what it contains, newest first.

    Parameters
    ----------
    target
        A saved row or an `audit.Ref`.
    """
    ref = ref_of(target)
    return Event.objects.about(ref.kind, ref.id).newest_first()


def events(
    *, kind: str = "", actor: object | None = None, within: str = ""
) -> QuerySet[Event]:
    """The whole trail or a part of it, newest first.

    Parameters
    ----------
    kind
        Exactly this kind; all kinds when empty.
    actor
        Only what this person did.
    within
        Only kinds of this context, e.g. ``accounts``.
    """
    found = Event.objects.newest_first()
    if kind:
        found = found.filter(kind=kind)
    if within:
        found = found.filter(kind__startswith=f"{within}.")
    if actor is not None:
        found = found.by_actor(id_of(actor))
    return found


def page_of(
    found: QuerySet[Event], *, before: int | None = None, size: int = PAGE_SIZE
) -> EventPage:
    """Cut one page out of a list of events; one statement, however long the trail.

    Events enter the trail in the order of their keys, so the key alone continues the
    list and new events never shift a page.

    Parameters
    ----------
    found
        Result of `events` or `events_for`.
    before
        `EventPage.older_than` of the page shown before; None for the first page.
    size
        Events a page.
    """
    rows = found.order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    items = list(rows[: size + 1])
    more = len(items) > size
    items = items[:size]
    return EventPage(items, items[-1].pk if more else None)
