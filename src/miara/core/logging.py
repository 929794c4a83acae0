"""Logs as events with fields, without personal data.

Our events come from structlog, the libraries' from ``logging``; both end in one
handler, as text for people or as one JSON object a line.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any, TextIO

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

__all__ = ["configure", "hide_keys", "hide_personal"]

#: Fields that a log event never carries, whoever wrote it.
PERSONAL_KEYS = frozenset(
    {
        "address", "answer", "answers", "email", "first_name", "full_name", "ip",
        "ip_address", "last_name", "mail", "password", "pesel", "phone", "recipient",
        "surname", "to", "token", "username",
    }
)  # fmt: skip
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
#: A part of an address that is a key: confirming an e-mail, resetting a password.
_KEY = re.compile(r"(?<=/)(?=[^/]*(?:[A-Za-z0-9_]{20}|:))[^/\s]+")
HIDDEN = "[hidden]"


def hide_personal(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Processor: hide personal fields and anything that looks like an e-mail address.

    A net under the rule that such values are not logged at all; libraries do not
    know the rule.

    Examples
    --------
    >>> hide_personal(None, "info", {"event": "No jan@example.org", "email": "x"})
    {'event': 'No [hidden]', 'email': '[hidden]'}
    """
    for key, value in event.items():
        if key in PERSONAL_KEYS:
            event[key] = HIDDEN
        else:
            event[key] = _hide_addresses(value)
    return event


def _hide_addresses(value: Any) -> Any:
    if isinstance(value, str):
        return _EMAIL.sub(HIDDEN, value) if "@" in value else value
    if isinstance(value, dict):
        return {
            key: HIDDEN if key in PERSONAL_KEYS else _hide_addresses(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(map(_hide_addresses, value)) if value else value
    return value


def hide_keys(path: str) -> str:
    """A path without the keys that would let its reader into an account.

    Examples
    --------
    >>> hide_keys("/konto/haslo/3-cx12ab-0123456789abcdef0123456789abcdef/")
    '/konto/haslo/[hidden]/'
    >>> hide_keys("/jednostki/120617-zielonki/")
    '/jednostki/120617-zielonki/'
    """
    return _KEY.sub(HIDDEN, path)


def _drop_request(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Django attaches the request, query string and all, and names whole paths."""
    event.pop("request", None)
    event["event"] = hide_keys(str(event["event"]))
    event.pop("server_time", None)
    return event


def configure(log_format: str, *, level: int = logging.INFO) -> None:
    """Send all events to the standard error stream.

    Parameters
    ----------
    log_format
        ``text`` or ``json``.
    level
        Least important level that is written.

    Raises
    ------
    ValueError
        When the format is neither.
    """
    if log_format not in {"text", "json"}:
        msg = f"MIARA_LOG_FORMAT is text or json, not {log_format!r}"
        raise ValueError(msg)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _install_handler(_formatter(log_format, shared), level)


def _formatter(
    log_format: str, shared: list[Processor]
) -> structlog.stdlib.ProcessorFormatter:
    """Both kinds of events, traces included, pass the same last processors."""
    render: Processor
    if log_format == "json":
        render = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        render = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,
        )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), _drop_request],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_personal,
            render,
        ],
    )


class _StandardError(logging.StreamHandler):
    """Writes to whatever the error stream is now, not to the one of the start."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def _install_handler(formatter: logging.Formatter, level: int) -> None:
    """Replace our handler on the root logger; others (a test's) stay."""
    handler = _StandardError()
    handler.set_name("miara")
    handler.setFormatter(formatter)
    root = logging.getLogger()
    for old in [item for item in root.handlers if item.get_name() == "miara"]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    # Refused addresses (404) are ordinary; request.finished tells them.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # What editors do in Wagtail is told by our trail, without titles of drafts.
    for chatty in ("axes", "httpx", "httpcore", "wagtail"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
