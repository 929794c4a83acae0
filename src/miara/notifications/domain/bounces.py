"""Delivery reports (RFC 3464) as facts: about what, for whom, how bad."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

__all__ = ["Report", "reports_in"]

_CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Report:
    """One failed recipient.

    Attributes
    ----------
    message_id
        Number of the message it is about, empty when the report does not say.
    recipient
        Address as we wrote it, lower case; empty when not told.
    code
        Enhanced status, such as 5.1.1.
    """

    message_id: str
    recipient: str
    code: str

    @property
    def is_hard(self) -> bool:
        """Whether the address refuses for good; a full mailbox is not that."""
        return self.code.startswith("5.") and self.code != "5.2.2"


def reports_in(content: bytes) -> Iterator[Report]:
    """Failed recipients that a message reports; none when it is no such report.

    Delivered and delayed recipients are no bounces.
    """
    message = message_from_bytes(content, policy=email.policy.compat32)
    if message.get_content_type() != "multipart/report":
        return
    parts = list(message.walk())
    number = _original_number(parts)
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message):
                continue
            if (block.get("Action") or "").strip().lower() != "failed":
                continue
            told = block.get("Original-Recipient") or block.get("Final-Recipient") or ""
            code = _CODE.search(block.get("Status") or "")
            yield Report(
                message_id=number,
                recipient=told.rpartition(";")[2].strip().strip("<>").casefold(),
                code=code[0] if code else "5.0.0",
            )


def _original_number(parts: list[Message]) -> str:
    """Message-ID of the returned message, whole or headers only."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            found = inner.get("Message-ID") if isinstance(inner, Message) else None
        elif kind == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            headers = message_from_bytes(text if isinstance(text, bytes) else b"")
            found = headers.get("Message-ID")
        else:
            continue
        if found and (number := _ID.search(found)):
            return number[0]
    return ""
