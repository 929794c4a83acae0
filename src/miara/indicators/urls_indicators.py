"""Indicators, their charts by address, the method, the sources, the vintages."""

from django.urls import URLPattern, path, re_path

from miara.indicators.views import (
    chart_files,
    indicator_data,
    indicator_pages,
    method_pages,
    source_pages,
    vintage_files,
    vintage_pages,
)

_CODE = r"(?P<code>[a-z][a-z0-9_]*)"
_DATA = r"(?P<suffix>csv|json)"
_KIND = r"(?P<kind>mapa|czas|rozklad|zmiennosc)"

urlpatterns: list[URLPattern] = [
    path("wskazniki/", indicator_pages.indicators, name="indicators"),
    re_path(rf"^wskazniki/{_CODE}/$", indicator_pages.indicator, name="indicator"),
    re_path(
        rf"^wskazniki/{_CODE}\.{_DATA}$",
        indicator_data.indicator_file,
        name="indicator-file",
    ),
    re_path(
        rf"^wskazniki/{_CODE}/{_KIND}\.(?P<suffix>svg|png)$",
        chart_files.chart_file,
        name="chart-file",
    ),
    re_path(
        rf"^osadz/wskazniki/{_CODE}/{_KIND}/$",
        chart_files.chart_embed,
        name="chart-embed",
    ),
    re_path(
        rf"^wskazniki\.{_DATA}$", vintage_files.indicators_file, name="indicators-file"
    ),
    re_path(rf"^zrodla\.{_DATA}$", vintage_files.sources_file, name="sources-file"),
    re_path(
        rf"^wydania\.{_DATA}$", vintage_files.vintages_file, name="corrections-file"
    ),
    re_path(
        rf"^wydania/(?P<vintage_id>[\w-]+)\.{_DATA}$",
        vintage_files.vintage_file,
        name="vintage-file",
    ),
    path("metoda/", method_pages.method, name="method"),
    path("zrodla/", source_pages.sources, name="sources"),
    path("zrodla/<int:load_id>/", source_pages.source, name="source"),
    path("wydania/", vintage_pages.vintages, name="corrections"),
    path("wydania/<slug:vintage_id>/", vintage_pages.vintage, name="vintage"),
]
