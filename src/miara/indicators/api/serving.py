"""What every answer of the API shares: language, conditions, sharing, problems."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from miara import __version__
from miara.core.public_views import same_for_everybody
from miara.indicators.api.problems import ApiProblem
from miara.indicators.models import Publication
from miara.indicators.queries.definitions import definitions
from miara.units import public as units

log = structlog.get_logger(__name__)
READING: Final = ("GET", "HEAD")
View = Callable[..., HttpResponse]


def served(view: View) -> View:
    """Wrap one address: everything that is the same for all of them.

    GET and HEAD answer, OPTIONS answers the question of a browser whether another
    site may ask, everything else is refused. A reader who already has the present
    answer gets 304 before any number is read.
    """

    @same_for_everybody
    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            response = _answer(view, request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count"
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "public, no-cache")
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return wrapper


def _answer(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight()
    method = request.method
    try:
        if method not in READING:
            return _not_allowed()
        tag = etag(request)
        # "*" asks whether anything exists, which only the answer itself can tell.
        if request.headers.get("If-None-Match", "*").strip() != "*":
            unchanged = get_conditional_response(request, etag=tag)
            if unchanged is not None:
                unchanged.headers["ETag"] = tag
                return unchanged
        request.method = "GET"  # an answer to HEAD is that of GET without its body
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers.setdefault("ETag", tag)
        return response
    except ApiProblem as problem:
        return problem.response()
    except Exception:  # the one handler: a program gets a problem, not a page
        log.exception("api.failed")
        return _failure(request)
    finally:
        request.method = method


def etag(request: HttpRequest) -> str:
    """What the answer depends on, as a quoted digest; two small queries.

    Numbers and the register never change under the same name, texts only with the
    release.
    """
    last = (
        Publication.objects.order_by("-pk")
        .values_list("pk", "vintage__vintage_id")
        .first()
    )
    parts = (
        release(),
        str(last),
        units.register_digest(),
        translation.get_language() or "",
        request.get_full_path(),
    )
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


@cache
def release() -> str:
    """Version of the code and of the definitions."""
    return f"{__version__} {definitions().digest}"


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address of the API that does not exist."""
    raise ApiProblem(
        "not-found",
        detail=_("There is no “%(path)s” in this interface.") % {"path": rest[:100]},
        remedy=_("See the description of the interface at /api/v1/."),
    )


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    if asked in {"pl", "en"}:
        return asked
    return translation.get_language_from_request(request)


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Allow"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Accept-Language, If-None-Match"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _not_allowed() -> HttpResponse:
    problem = ApiProblem(
        "method-not-allowed",
        detail=_("The interface only reads: it takes GET and HEAD."),
        remedy=_("Ask with GET."),
    )
    response = problem.response()
    response.headers["Allow"] = "GET, HEAD, OPTIONS"
    return response


def _failure(request: HttpRequest) -> HttpResponse:
    error_id = str(getattr(request, "error_id", ""))
    return ApiProblem(
        "server-error",
        detail=_("The fault is on our side. Its number is %(id)s.") % {"id": error_id},
        remedy=_("Try again in a moment; if it stays, report the number."),
    ).response()
