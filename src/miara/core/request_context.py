"""What is known about the request being served, wherever the code stands.

The id lives in structlog's context variables, so every log event carries it too.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime
from typing import Any

import structlog
from django.utils import timezone

__all__ = ["current_request_id", "moment", "notes", "received"]

#: Set by the first middleware; None outside a request.
received: ContextVar[datetime | None] = ContextVar("received", default=None)

#: What was read already for the request being served, by a key: a tuple that begins
#: with the name of its reader. Set by the first middleware; None outside a request,
#: where nothing that was read may be kept. Whoever writes what is kept takes it out.
notes: ContextVar[dict[tuple[Any, ...], Any] | None] = ContextVar("notes", default=None)


def current_request_id() -> str:
    """Id of the request being served; empty in commands and background work."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def moment() -> datetime:
    """When the request being served reached us; the present outside of requests.

    What somebody sent in time stays in time however long it waits for its turn.
    """
    return received.get() or timezone.now()
