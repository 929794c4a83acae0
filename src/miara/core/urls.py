"""Addresses for machines: health and readiness."""

from django.urls import path

from miara.core import health

app_name = "core"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
