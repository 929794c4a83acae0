"""An erased file is gone, not a fault: 410 with the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miara.documents.errors import FileErasedError

__all__ = ["ErasedFileMiddleware"]


class ErasedFileMiddleware:
    """Answers for every view that sends kept files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Tell an erased file; leave every other error alone."""
        if not isinstance(error, FileErasedError):
            return None
        context = {"reason": error.for_people()}
        return render(request, "documents/erased.html", context, status=410)
