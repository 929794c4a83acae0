"""What every address of a unit shares: language, problems, no sharing with others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from miara.core.public_views import same_for_everybody
from miara.exchange.api.problems import ApiProblem

__all__ = ["served"]

log = structlog.get_logger(__name__)
View = Callable[..., HttpResponse]


def served(view: View) -> View:
    """Wrap one address: errors become problem documents in the reader's language.

    The key is the only thing that lets anybody in. A session is not read at all, so a
    browser of somebody who is signed in can be made to send nothing.
    """

    @same_for_everybody
    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("lang", "")
        known = asked in {"pl", "en"}
        language = asked if known else translation.get_language_from_request(request)
        with translation.override(language):
            response = _answer(view, request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ("Authorization", "Accept-Language"))
        return response

    return wrapper


def _answer(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    method = request.method
    try:
        if method == "HEAD":  # that of GET without its body
            request.method = "GET"
        response = view(request, *args, **kwargs)
        return _not_allowed(response) if response.status_code == 405 else response
    except ApiProblem as problem:
        return _told(problem)
    except Exception:  # the one handler: a program gets a problem, not a page
        log.exception("api.failed")
        return _failure(request)
    finally:
        request.method = method


def _told(problem: ApiProblem) -> HttpResponse:
    response = problem.response()
    if problem.kind.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Miara"'
    if "retry_after" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after"])
    return response


def _not_allowed(found: HttpResponse) -> HttpResponse:
    allowed = found.headers.get("Allow", "GET")
    response = ApiProblem(
        "method-refused",
        detail=_("This address takes: %(methods)s.") % {"methods": allowed},
        remedy=_("See the description at /api/v1/jednostki/openapi.json."),
    ).response()
    response.headers["Allow"] = allowed
    return response


def _failure(request: HttpRequest) -> HttpResponse:
    error_id = str(getattr(request, "error_id", ""))
    return ApiProblem(
        "server-error",
        detail=_("The fault is on our side. Its number is %(id)s.") % {"id": error_id},
        remedy=_("Try again in a moment; if it stays, report the number."),
    ).response()
