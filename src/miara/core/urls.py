"""Addresses for machines: health, readiness, lists of pages."""

from django.urls import path

from miara.core import health, open_data, sitemaps

app_name = "core"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("dane-gov-pl.xml", open_data.datasets, name="open-data"),
    path("dane-gov-pl.md5", open_data.checksum, name="open-data-checksum"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemap-<slug:pages>.xml", sitemaps.section, name="sitemap"),
]
