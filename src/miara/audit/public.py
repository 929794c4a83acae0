"""The trail for other contexts: record, read, tell."""

from miara.audit.actions import record
from miara.audit.domain import Ref
from miara.audit.models import Event
from miara.audit.presenters import describe, presenter
from miara.audit.queries import EventPage, events, events_for, page_of

__all__ = [
    "Event",
    "EventPage",
    "Ref",
    "describe",
    "events",
    "events_for",
    "page_of",
    "presenter",
    "record",
]
