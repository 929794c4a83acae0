"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.exchange.views import keys, open_data, packages

app_name = "exchange"

_EXCHANGE = rf"^{UNIT}/wymiana"
_PACKAGES = rf"{_EXCHANGE}/paczki"
_PACKAGE = rf"{_PACKAGES}/(?P<uid>[0-9a-f]{{24}})"
_OPEN = rf"^{UNIT.removesuffix('/plany')}/otwarte-dane"

urlpatterns: list[URLPattern] = [
    re_path(rf"{_EXCHANGE}/$", keys.keys, name="keys"),
    re_path(rf"{_PACKAGES}/$", packages.packages, name="packages"),
    re_path(rf"{_PACKAGE}/$", packages.package, name="package"),
    re_path(rf"{_PACKAGE}/plik/$", packages.file, name="package-file"),
    re_path(rf"{_OPEN}/$", open_data.open_data, name="open-data"),
    re_path(
        rf"{_OPEN}/(?P<name>[a-z-]{{1,30}})\.(?P<suffix>csv|json)$",
        open_data.open_file,
        name="open-file",
    ),
]
