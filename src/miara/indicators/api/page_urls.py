"""The page for people about the API; in English below ``/en/``."""

from django.urls import path

from miara.indicators.api.browse import openapi_view

app_name = "api-1"
urlpatterns = [path("", openapi_view, name="openapi-view")]
