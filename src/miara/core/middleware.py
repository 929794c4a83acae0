"""Middleware shared by every page."""

from django.middleware.http import ConditionalGetMiddleware

__all__ = ["ConditionalGetMiddleware", "RequestContextMiddleware"]

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class RequestContextMiddleware:
    """Placeholder until the logging of requests is bound here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
