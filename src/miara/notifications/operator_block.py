"""What the operator's desk says about mail."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.notifications.models import Message
from miara.notifications.queries.outbox import state_counts

SLOT = "operator.desk"
QUERIES = 1


def mail_block(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    """How many messages wait for somebody or were given up."""
    counts = state_counts(None)
    return {
        "held": counts.get(Message.State.HELD, 0),
        "failed": counts.get(Message.State.FAILED, 0),
    }
