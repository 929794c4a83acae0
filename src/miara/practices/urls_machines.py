"""Addresses for other catalogues; they have no language prefix."""

from django.urls import path

from miara.practices.views import oai

app_name = "catalogues"

urlpatterns = [path("oai", oai.harvested, name="oai")]
