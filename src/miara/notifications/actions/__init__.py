"""Acts of the context."""

from miara.notifications.actions.outbox import enqueue, release
from miara.notifications.actions.sending import erase_old, send_due

__all__ = ["enqueue", "erase_old", "release", "send_due"]
