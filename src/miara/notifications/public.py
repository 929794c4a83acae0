"""Mail for other contexts."""

from miara.notifications.actions import enqueue, release
from miara.notifications.models import Message

__all__ = ["Message", "enqueue", "release"]
