"""The trail for other contexts: record, read, tell."""

from miara.audit.actions import record
from miara.audit.domain import Ref
from miara.audit.models import Event
from miara.audit.presenters import (
    Presenter,
    describe,
    describe_all,
    kinds_told,
    presenter,
    presenter_of_many,
)
from miara.audit.queries import EventPage, events, events_for, page_of

__all__ = [
    "Event",
    "EventPage",
    "Presenter",
    "Ref",
    "describe",
    "describe_all",
    "events",
    "events_for",
    "kinds_told",
    "page_of",
    "presenter",
    "presenter_of_many",
    "record",
]
