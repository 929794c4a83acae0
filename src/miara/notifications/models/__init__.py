"""Rows of the context."""

from miara.notifications.models.bounce import Attempt, BouncedAddress
from miara.notifications.models.dispatch import Dispatch, DispatchItem, Enquiry
from miara.notifications.models.message import (
    KEEP_ROW_FOR,
    KEEP_TEXT_FOR,
    Message,
    MessageAttachment,
)
from miara.notifications.models.template import MailTemplate

__all__ = [
    "KEEP_ROW_FOR",
    "KEEP_TEXT_FOR",
    "Attempt",
    "BouncedAddress",
    "Dispatch",
    "DispatchItem",
    "Enquiry",
    "MailTemplate",
    "Message",
    "MessageAttachment",
]
