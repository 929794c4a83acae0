"""Pages that say what happened and what to do next."""

import secrets

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import requires_csrf_token

from miara.web.navigation import same_page

log = structlog.get_logger(__name__)
LOCKOUT_SECONDS = 15 * 60


def _page(
    request: HttpRequest, name: str, status: int, **context: object
) -> HttpResponse:
    """An error page, in the language of the address.

    It is rendered without context processors: neither the session nor the
    database is touched, because either may be what is broken.
    """
    language = "en" if request.path_info.startswith("/en/") else "pl"
    other = "pl" if language == "en" else "en"
    with translation.override(language):
        html = render_to_string(
            f"errors/{name}.html",
            {
                "language": language,
                "other": other,
                "other_url": same_page(request.path, other),
                **context,
            },
        )
    response = HttpResponse(html, status=status)
    response["Content-Language"] = language
    add_never_cache_headers(response)
    return response


def _home(request: HttpRequest) -> str:
    return "/en/" if request.path_info.startswith("/en/") else "/"


@requires_csrf_token
def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400: the address or the form cannot be understood."""
    return _page(request, "400", 400, home=_home(request))


@requires_csrf_token
def permission_denied(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """403: the reason of the refusal is shown when it was written for people."""
    reason = str(exception) if exception and exception.args else ""
    return _page(request, "403", 403, home=_home(request), reason=reason)


@requires_csrf_token
def page_not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """404: offers the search and the ways in."""
    return _page(request, "404", 404, home=_home(request))


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500: an id ties what the person sees to what the log says."""
    error_id = getattr(request, "error_id", "") or secrets.token_hex(6)
    log.error("error_page.shown", error_id=error_id)
    return _page(request, "500", 500, home=_home(request), error_id=error_id)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or cookies are off."""
    log.info("csrf.refused", reason=reason)
    return _page(request, "csrf", 403, home=_home(request))


def lockout(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, str] | None = None,
    *args: object,
    **kwargs: object,
) -> HttpResponse:
    """429: too many wrong passwords; says how long to wait."""
    page = _page(
        request, "lockout", 429, home=_home(request), minutes=LOCKOUT_SECONDS // 60
    )
    page["Retry-After"] = str(LOCKOUT_SECONDS)
    return page
