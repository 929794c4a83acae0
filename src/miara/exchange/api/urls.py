"""Addresses of the interface of units below ``/api/v1/jednostki/``."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _

from miara.exchange.api.document import api, openapi_json
from miara.exchange.api.problems import ApiProblem
from miara.exchange.api.serving import served

app_name = "api-unit"


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that does not exist."""
    raise ApiProblem(
        "not-found",
        detail=_("There is no “%(path)s” in this interface.") % {"path": rest[:100]},
        remedy=_("See the description at /api/v1/jednostki/openapi.json."),
    )


def _wrapped() -> list[URLPattern]:
    patterns, _app, _namespace = api().urls
    return [
        path(str(pattern.pattern), served(pattern.callback), name=pattern.name)
        for pattern in patterns
        if isinstance(pattern, URLPattern) and str(pattern.pattern)
    ]


urlpatterns = [
    path("openapi.json", served(openapi_json), name="openapi-json"),
    *_wrapped(),
    re_path(r"^(?P<rest>.*)$", served(nothing_here), name="nothing"),
]
