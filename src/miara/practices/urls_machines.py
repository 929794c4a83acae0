"""Addresses for other catalogues; they have no language prefix."""

from django.urls import path, re_path

from miara.practices.views import oai, whole_base

app_name = "catalogues"

urlpatterns = [
    path("oai", oai.harvested, name="oai"),
    re_path(
        r"^dane/praktyki\.(?P<suffix>csv|json)$",
        whole_base.whole_base,
        name="whole-base",
    ),
]
