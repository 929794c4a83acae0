"""Events for other contexts: one by its address, its parts, who is its office."""

from miara.events.forms.fields import UnitField
from miara.events.models import Event
from miara.events.permissions import can_edit
from miara.events.presenters.programme import day_name
from miara.events.queries.events import EventParts, event_at, event_parts

__all__ = [
    "Event",
    "EventParts",
    "UnitField",
    "can_edit",
    "day_name",
    "event_at",
    "event_parts",
]
