"""Addresses of the context, one list of patterns a subject.

A list brings no ``app_name`` of its own: all names live in ``indicators:``, because a
namespace that is included twice can only be reversed once.
"""

from django.urls import URLPattern, URLResolver, include, path

app_name = "indicators"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("miara.indicators.urls_indicators")),
    path("", include("miara.indicators.urls_units")),
    path("", include("miara.indicators.urls_feeds")),
    path("", include("miara.indicators.urls_error_report")),
    path("operator/", include("miara.indicators.urls_operator")),
]
