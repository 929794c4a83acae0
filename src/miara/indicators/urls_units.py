"""Units, comparisons and own groups."""

from django.urls import URLPattern, path, re_path

from miara.indicators.views import (
    compare_page,
    groups_pages,
    unit_pages,
    unit_share,
    units_list,
)

_UNIT = r"(?P<address>[0-9]{2,7}(?:-[a-z0-9-]*)?)"
_SUFFIX = r"(?P<suffix>csv|json)"

urlpatterns: list[URLPattern] = [
    path("jednostki/", units_list.units_list, name="units"),
    path("jednostki/podpowiedzi", units_list.suggestions, name="suggestions"),
    re_path(rf"^jednostki/{_UNIT}/$", unit_pages.unit_page, name="unit"),
    re_path(rf"^jednostki/{_UNIT}\.{_SUFFIX}$", unit_pages.unit_data, name="unit-data"),
    re_path(rf"^jednostki/{_UNIT}\.png$", unit_share.unit_picture, name="unit-picture"),
    re_path(rf"^osadz/jednostki/{_UNIT}/$", unit_share.unit_embed, name="unit-embed"),
    path("porownanie/", compare_page.compare, name="compare"),
    re_path(
        rf"^porownanie\.{_SUFFIX}$", compare_page.compare_data, name="compare-data"
    ),
    path("grupy/nowa/", groups_pages.group_new, name="group-new"),
    path("grupy/<slug:token>/", groups_pages.group, name="group"),
]
