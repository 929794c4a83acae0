"""What is known about the request being served, wherever the code stands.

The values live in structlog's context variables, so every log event carries them too.
"""

import structlog

__all__ = ["current_request_id"]


def current_request_id() -> str:
    """Id of the request being served; empty in commands and background work."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
