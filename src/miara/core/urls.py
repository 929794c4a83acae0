"""Addresses for machines: health and readiness."""

from django.urls import URLPattern

app_name = "core"
urlpatterns: list[URLPattern] = []
