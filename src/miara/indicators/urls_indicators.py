"""Indicators, their charts by address, the method, the sources, the vintages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
