"""Addresses for machines: health, readiness, lists of pages."""

from django.urls import path

from miara.core import health, sitemaps

app_name = "core"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemap-<slug:pages>.xml", sitemaps.section, name="sitemap"),
]
