"""What the end of a workflow of the library does by itself: nothing."""

from __future__ import annotations

from typing import Any

__all__ = ["leave_as_draft"]


def leave_as_draft(state: Any, user: Any = None) -> None:
    """An approved draft stays a draft: the context that asked for it publishes."""
