"""Middleware shared by every page."""

from __future__ import annotations

import re
import time
import uuid
from typing import TYPE_CHECKING

import structlog
from django.middleware.http import ConditionalGetMiddleware
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from miara.core.logging import hide_keys
from miara.core.request_context import notes, received

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

__all__ = [
    "ConditionalGetMiddleware",
    "RequestContextMiddleware",
    "SecurityHeadersMiddleware",
]

log = structlog.get_logger(__name__)

#: Ids that a proxy in front may give; anything else is replaced by our own.
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_MACHINE_PATHS = ("/healthz", "/readyz")
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone",
        "midi", "payment", "publickey-credentials-get", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


class RequestContextMiddleware:
    """Gives every request an id and logs one event at its end.

    The id and the path (never the query string) are bound to all events of the
    request; ``request.error_id`` is what the page of a failure shows to people.
    ``request.received_at`` is when the request reached us, before any work was done:
    where a deadline counts, this moment counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request inside its context."""
        started = time.perf_counter()
        request.received_at = timezone.now()  # type: ignore[attr-defined]
        token = received.set(request.received_at)  # type: ignore[attr-defined]
        noted = notes.set({})
        request_id = _id_of(request)
        request.error_id = request_id[:12]  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            request_id=request_id, method=request.method, path=hide_keys(request.path)
        )
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id
            _log_end(request, response, 1000 * (time.perf_counter() - started))
            return response
        finally:
            received.reset(token)
            notes.reset(noted)
            structlog.contextvars.clear_contextvars()


class SecurityHeadersMiddleware:
    """Headers that Django's own middleware does not set.

    Pages made for a person who is signed in, or from data of a session, are never
    stored by browsers or proxies: the next person at a shared computer must not see
    them with the back button.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to one response."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if _is_personal(request):
            del response.headers["Cache-Control"]
            del response.headers["Expires"]
            add_never_cache_headers(response)
        return response


def _id_of(request: HttpRequest) -> str:
    """The proxy's id when it is a plain word, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _log_end(
    request: HttpRequest, response: HttpResponseBase, milliseconds: float
) -> None:
    """One event a request; questions of machines only when they go wrong."""
    if request.path in _MACHINE_PATHS and response.status_code == 200:
        return
    # Only a user that the view has loaded: asking here would cost a query.
    user = getattr(request, "_cached_user", None)
    log.info(
        "request.finished",
        status=response.status_code,
        ms=round(milliseconds, 1),
        user_id=getattr(user, "pk", None),
    )


def _is_personal(request: HttpRequest) -> bool:
    """Whether the response was made from the user or the session."""
    user = getattr(request, "_cached_user", None)
    if getattr(user, "pk", None) is not None:
        return True
    session = getattr(request, "session", None)
    return session is not None and session.accessed and not session.is_empty()
