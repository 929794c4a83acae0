"""Addresses of the API below ``/api/v1/``; they have no language prefix."""

from django.urls import URLPattern, path, re_path

from miara.indicators.api.document import api, openapi_json
from miara.indicators.api.serving import nothing_here, served

app_name = "api-data"


def _wrapped() -> list[URLPattern]:
    patterns, _app, _namespace = api().urls
    # Tables first: a code would swallow their suffix.
    patterns = sorted(patterns, key=lambda p: not str(p.pattern).endswith(".csv"))
    return [
        path(str(pattern.pattern), served(pattern.callback), name=pattern.name)
        for pattern in patterns
        # The bare address is the page for people.
        if isinstance(pattern, URLPattern) and str(pattern.pattern)
    ]


urlpatterns = [
    path("openapi.json", served(openapi_json), name="openapi-json"),
    *_wrapped(),
    re_path(r"^(?P<rest>.+)$", served(nothing_here), name="nothing"),
]
