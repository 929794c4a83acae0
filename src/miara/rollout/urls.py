"""Addresses of the context."""

from django.urls import URLPattern

app_name = "rollout"

urlpatterns: list[URLPattern] = []
